import { type Clock, type Mfa, MfaError } from '@factorkit/core';
import { assertCookieOptions, type MfaCookieOptions } from '../cookies/cookie.ts';
import { challengeTokenIn, deviceTokenIn } from '../cookies/sign-in-cookies.ts';
import { assertFunctions } from '../host/call-host-hook.ts';
import type { FormHost } from '../host/form-host.ts';
import type { MfaHost } from '../host/host.ts';
import { type EveryMfa, engineFor, isForTenants } from '../host/tenant.ts';
import { responseOf } from '../message/response.ts';
import { openApiDocument } from '../openapi/openapi-document.ts';
import { appliedAnswer, applyNext } from '../route/apply-sign-in.ts';
import type { RequestContext } from '../route/request-context.ts';
import { sessionOf } from '../route/session.ts';
import type { TokenChannel } from '../route/token-channel.ts';
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

/** The input of `mfa.beginSignIn`, without what is read from the request. @inline */
export type BeginSignInInput = Omit<Parameters<Mfa['beginSignIn']>[0], 'deviceToken' | 'source'> & {
  /**
   * Where the challenge token goes. `body` is for apps without cookies; they also send the token of a known device as
   * `deviceToken`.
   *
   * @defaultValue `cookie`
   */
  readonly tokenIn?: TokenChannel;
  /** From an app without cookies. A browser's is in its cookie. */
  readonly deviceToken?: string | undefined;
};

/** @inline */
export type UserRoutes<Context> = MfaHandler<Context> & {
  /**
   * Continues a sign-in after the portal accepted a first factor: reads the token of the browser, calls
   * `mfa.beginSignIn`, raises the session if nothing more is required, and sets the cookies. The body is that of `POST
   * challenge/verify`, or `{ kind: 'denied', reason }`. Do not start a session yourself.
   *
   * @throws MfaError what `mfa.beginSignIn` throws, and `portal-failed` if a host hook throws.
   */
  beginSignIn(
    request: Pick<Request, 'headers'>,
    context: Context,
    input: BeginSignInInput,
  ): Promise<Response>;
};

/**
 * Creates one function of a Web `Request` for all routes of a user. Its `beginSignIn` continues the portal's own sign-in.
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
export function createMfaHandler<Context>(options: MfaHandlerOptions<Context>): UserRoutes<Context> {
  const { mfa, host, forms, cookie = {}, clock = Date.now, basePath = '/mfa' } = options;
  assertFunctions('mfa', mfa, isForTenants(mfa) ? ['forTenant'] : ['verify', 'describe']);
  assertFunctions('host', host, ['currentUser', 'raise', 'signOut']);
  assertCookieOptions(cookie);
  const engineOf = engineFor(mfa, host);
  const routeContext = async (
    { headers }: Pick<Request, 'headers'>,
    context: Context,
  ): Promise<RequestContext> => {
    const { mfa, tenant } = await engineOf(context);
    return {
      mfa,
      session: sessionOf(host, context, tenant),
      headerToken: headers.get('factorkit-challenge') ?? undefined,
      ownChannel: headers.has('cookie') ? 'cookie' : 'body',
      cookieToken: challengeTokenIn(headers.get('cookie'), cookie),
      now: clock,
    };
  };
  const beginSignIn: UserRoutes<Context>['beginSignIn'] = async (request, context, input) => {
    const { tokenIn = 'cookie', deviceToken, ...given } = input;
    const route = await routeContext(request, context);
    const device = deviceToken ?? deviceTokenIn(request.headers.get('cookie'), cookie);
    const outcome = await route.mfa.beginSignIn({
      ...given,
      ...route.session.source(),
      ...(device === undefined ? {} : { deviceToken: device }),
    });
    return responseOf(appliedAnswer(await applyNext(route, outcome, { channel: tokenIn })), cookie);
  };
  const handle = createRequestHandler<Context, RequestContext>(
    { ...options, basePath },
    {
      routes: [...userRoutes, openApiRoute(() => openApiDocument({ basePath, cookie }))],
      routeContext,
      respond: (answer) => responseOf(answer, cookie),
      ...(forms === undefined
        ? {}
        : { forms: ({ bodyLimitBytes }) => createFormHandler(forms, { cookie, bodyLimitBytes }) }),
      onError: (context, error) => host.onError?.(context, error),
    },
  );
  let warned = cookie.insecureDevelopment === true;
  const answer: MfaHandler<Context> = (request, context) => {
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
  return Object.assign(answer, { beginSignIn });
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
