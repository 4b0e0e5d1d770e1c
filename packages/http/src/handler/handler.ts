import { type Clock, MfaError } from '@factorkit/core';
import { assertCookieOptions, type MfaCookieOptions } from '../cookies/cookie.ts';
import { challengeTokenIn } from '../cookies/sign-in-cookies.ts';
import { assertFunctions } from '../host/call-host-hook.ts';
import type { FormHost } from '../host/form-host.ts';
import type { MfaHost } from '../host/host.ts';
import { type EveryMfa, engineFor, isForTenants } from '../host/tenant.ts';
import { responseOf } from '../message/response.ts';
import { openApiDocument } from '../openapi/openapi-document.ts';
import type { RequestContext } from '../route/request-context.ts';
import { sessionOf } from '../route/session.ts';
import { openApiRoute } from '../routes/openapi.ts';
import { userRoutes } from '../routes/user-routes.ts';
import { createFormHandler } from './form-handler.ts';
import { createRequestHandler, type MfaHandler, type RequestHandlerOptions } from './request-handler.ts';

/** `basePath` defaults to `/mfa`. */
export interface MfaHandlerOptions<Context> extends RequestHandlerOptions {
  readonly mfa: EveryMfa;
  readonly host: MfaHost<Context>;
  readonly cookie?: MfaCookieOptions;
  /** Accepts forms of the portal's pages besides JSON. Without it a form is refused with 415. */
  readonly forms?: FormHost<Context>;
  /**
   * For `Retry-After` and `Max-Age`.
   *
   * @defaultValue `Date.now`
   */
  readonly clock?: Clock;
}

/**
 * Creates one function of a Web `Request` for all routes of a user.
 *
 * @throws MfaError `configuration-invalid` if an option is invalid or a hook is missing. TypeError if a cookie name is
 * invalid.
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
  assertFunctions('mfa', mfa, isForTenants(mfa) ? ['forTenant'] : ['verify', 'describe']);
  assertFunctions('host', host, ['currentUser', 'raise', 'signOut']);
  assertCookieOptions(cookie);
  const engineOf = engineFor(mfa, host);
  const handle = createRequestHandler<Context, RequestContext>(
    { ...options, basePath },
    {
      routes: [...userRoutes, openApiRoute(() => openApiDocument({ basePath, cookie }))],
      routeContext: async (request, context) => {
        const { mfa, tenant } = await engineOf(context);
        return {
          mfa,
          session: sessionOf(host, context, tenant),
          headerToken: request.headers.get('factorkit-challenge') ?? undefined,
          ownChannel: request.headers.has('cookie') ? 'cookie' : 'body',
          cookieToken: challengeTokenIn(request.headers.get('cookie'), cookie),
          now: clock,
        };
      },
      respond: (answer) => responseOf(answer, cookie),
      ...(forms === undefined
        ? {}
        : { forms: ({ bodyLimitBytes }) => createFormHandler(forms, { cookie, bodyLimitBytes }) }),
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
        // An error of `onError` does not change the answer.
      }
    }
    return handle(request, context);
  };
}

/** Browsers keep `Secure` cookies only from https and from the local machine. */
function dropsCookies(request: Request): boolean {
  const { protocol, hostname } = new URL(request.url);
  return protocol === 'http:' && !/^(127(\.\d+){3}|\[::1\]|(.+\.)?localhost)$/.test(hostname);
}

function cookiesDropped(): MfaError {
  return new MfaError(
    'configuration-invalid',
    'requests arrive over plain http, and browsers drop the cookies of Factorkit there. Serve over https, pass requests with ' +
      'the URL that the browser sees, or set cookie.insecureDevelopment for development.',
  );
}
