import { createMfaHandler, type MfaHandler, type MfaHandlerOptions, type MfaHost } from '@factorkit/http';
import { sendWebResponse, webRequestOf } from '@factorkit/http/node';
import type { Request, RequestHandler, Response } from 'express';

/** The context of the host's hooks: the session is in `req`, and its cookie leaves with `res`. */
export interface ExpressContext {
  readonly req: Request;
  readonly res: Response;
}

export type ExpressHost = MfaHost<ExpressContext>;

/** The routes start where the router is mounted. @inline */
export type MfaRouterOptions = Omit<MfaHandlerOptions<ExpressContext>, 'basePath'>;

/**
 * All routes of a user as one Express handler for `app.use`, before or after `express.json()`.
 *
 * Behind a proxy that terminates TLS, set `trust proxy`: the origin of a request is compared with its URL.
 *
 * @throws MfaError `configuration-invalid` if an option is invalid or a hook is missing.
 * @example
 * ```ts
 * import { mfaRouter } from '@factorkit/express';
 *
 * const routes = mfaRouter({ mfa, host });
 * app.use('/mfa', routes);
 *
 * // In your sign-in route, after the password was accepted:
 * const firstFactor = { method: 'password' } as const;
 * res.json(await routes.beginSignIn({ req, res }, { userId, user, firstFactor }));
 * ```
 */
export function mfaRouter(options: MfaRouterOptions): MfaRouter {
  const handle = createMfaHandler({ ...options, basePath: '' });
  const beginSignIn: MfaRouter['beginSignIn'] = async (context, input) => {
    const { cookie = '' } = context.req.headers;
    const headers = new Headers(cookie === '' ? {} : { cookie });
    const response = await handle.beginSignIn({ headers }, context, input);
    for (const line of response.headers.getSetCookie()) context.res.append('set-cookie', line);
    return (await response.json()) as BegunSignIn;
  };
  return Object.assign(expressHandler(handle), { beginSignIn });
}

/** The state of the sign-in, as `POST challenge/verify` answers it. @inline */
type BegunSignIn = {
  readonly kind: 'complete' | 'challenge' | 'enrol' | 'denied' | 'signed-out';
  readonly [member: string]: unknown;
};

/** @inline */
type MfaRouter = RequestHandler & {
  /**
   * Continues a sign-in after the portal accepted a first factor: raises the session if nothing more is required, and
   * otherwise sets the challenge cookie. Do not start a session yourself. Send the result as JSON, or redirect by its
   * `kind`. With `tokenIn: 'body'`, for apps without cookies, the result contains the token.
   *
   * @throws MfaError what `mfa.beginSignIn` throws, and `portal-failed` if a host hook throws.
   */
  beginSignIn(
    context: ExpressContext,
    input: Parameters<ReturnType<typeof createMfaHandler>['beginSignIn']>[2],
  ): Promise<BegunSignIn>;
};

/** Converts a handler of Web requests to an Express handler. */
export function expressHandler(handle: MfaHandler<ExpressContext>): RequestHandler {
  const answer = async (req: Request, res: Response): Promise<void> => {
    // `req.url` starts at the mount point.
    const { protocol, url, body } = req;
    const request = webRequestOf(req, { protocol, host: hostOf(req), url, body });
    if (request === undefined) res.status(400).end();
    else await sendWebResponse(res, await handle(request, { req, res }));
  };
  // Express 4 does not await a promise, and an unhandled rejection would end the process.
  return (req, res, next) => void answer(req, res).catch(next);
}

/** `req.host` of Express 5. In Express 4 it lacks the port, which the origin of a request contains. */
function hostOf(req: Request): string | undefined {
  const trusts: unknown = req.app.get('trust proxy fn');
  const forwarded = req.get('x-forwarded-host');
  const isTrusted = typeof trusts === 'function' && trusts(req.socket.remoteAddress, 0) === true;
  return forwarded !== undefined && isTrusted ? forwarded.split(',')[0]?.trim() : req.get('host');
}
