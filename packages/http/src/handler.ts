import { type Clock, MfaError } from '@factorkit/core';
import { assertCookieOptions, type MfaCookieOptions } from './cookie.ts';
import { type DoorOptions, openDoor } from './door.ts';
import type { Exchange } from './exchange.ts';
import { formDoor } from './form-door.ts';
import type { FormHost } from './form-host.ts';
import type { MfaHost } from './host.ts';
import { assertLent } from './lent.ts';
import { openApiDocument } from './openapi/openapi-document.ts';
import { responseOf } from './response.ts';
import { openApiRoute } from './routes/openapi.ts';
import { sessionOf } from './session.ts';
import { challengeTokenIn } from './sign-in-cookies.ts';
import { type EveryMfa, engineFor, isForTenants } from './tenant.ts';
import { userRoutes } from './user-routes.ts';

/** `basePath` defaults to `/mfa`. */
export interface MfaHandlerOptions<Context> extends DoorOptions {
  readonly mfa: EveryMfa;
  readonly host: MfaHost<Context>;
  readonly cookie?: MfaCookieOptions;
  /** Takes forms of the portal's own pages besides JSON. Without it they are refused with 415. */
  readonly forms?: FormHost<Context>;
  /** For `Retry-After` and `Max-Age`. Defaults to `Date.now`. */
  readonly clock?: Clock;
}

/** Never rejects: whatever goes wrong is a problem document, and `host.onError` hears of it. */
export type MfaHandler<Context> = (request: Request, context: Context) => Promise<Response>;

/**
 * Every route of a user as one function of a Web `Request`.
 *
 * @throws MfaError `configuration-invalid` where an option cannot work or a hook is missing; TypeError where no cookie
 * can have such a name.
 * @example
 * ```ts
 * import { createMfaHandler } from '@factorkit/http';
 *
 * const handle = createMfaHandler({ mfa, host });
 * const response = await handle(request, context);
 * ```
 */
export function createMfaHandler<Context>(options: MfaHandlerOptions<Context>): MfaHandler<Context> {
  const { mfa, host, forms, cookie = {}, clock = Date.now, basePath = '/mfa' } = options;
  assertLent('mfa', mfa, isForTenants(mfa) ? ['forTenant'] : ['verify', 'describe']);
  assertLent('host', host, ['currentUser', 'raise', 'signOut']);
  assertCookieOptions(cookie);
  const engineOf = engineFor(mfa, host);
  const handle = openDoor<Context, Exchange>(
    { ...options, basePath },
    {
      routes: [...userRoutes, openApiRoute(() => openApiDocument({ basePath, cookie }))],
      exchange: async (request, context) => {
        const { mfa, tenant } = await engineOf(context);
        return {
          mfa,
          session: sessionOf(host, context, tenant),
          headerToken: request.headers.get('factorkit-challenge') ?? undefined,
          cookieToken: challengeTokenIn(request.headers.get('cookie'), cookie),
          now: clock,
        };
      },
      respond: (answer) => responseOf(answer, cookie),
      ...(forms === undefined
        ? {}
        : { forms: ({ bodyLimitBytes }) => formDoor(forms, { cookie, bodyLimitBytes }) }),
      onError: (context, error) => host.onError?.(context, error),
    },
  );
  let warned = cookie.insecureDevelopment === true;
  return (request, context) => {
    if (!warned && dropsCookies(request)) {
      warned = true;
      try {
        host.onError?.(context, cookiesDropped());
      } catch {
        // The answer does not depend on who hears of this.
      }
    }
    return handle(request, context);
  };
}

/** Browsers keep `Secure` cookies of https only, and of their own machine. */
function dropsCookies(request: Request): boolean {
  const { protocol, hostname } = new URL(request.url);
  return protocol === 'http:' && !/^(127(\.\d+){3}|\[::1\]|(.+\.)?localhost)$/.test(hostname);
}

function cookiesDropped(): MfaError {
  return new MfaError(
    'configuration-invalid',
    'requests come over plain http, where browsers drop the cookies of Factorkit. Serve over https, pass requests with ' +
      'the URL that the browser sees, or set cookie.insecureDevelopment for development.',
  );
}
