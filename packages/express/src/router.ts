import { createMfaHandler, type MfaHandler, type MfaHandlerOptions, type MfaHost } from '@factorkit/http';
import { sendWebResponse, webRequestOf } from '@factorkit/http/node';
import type { Request, RequestHandler, Response } from 'express';

/** What the host's hooks are called with: the session is in `req`, its cookie goes out with `res`. */
export interface ExpressContext {
  readonly req: Request;
  readonly res: Response;
}

export type ExpressHost = MfaHost<ExpressContext>;

/** Where the routes begin is where the router is mounted. */
export type MfaRouterOptions = Omit<MfaHandlerOptions<ExpressContext>, 'basePath'>;

/**
 * Every route of a user as one Express handler, for `app.use`. It works before and after `express.json()`.
 *
 * Behind a proxy that ends TLS, set `trust proxy`: the origin of a request is compared with its URL.
 *
 * @throws MfaError `configuration-invalid` where an option cannot work or a hook is missing.
 * @example
 * ```ts
 * import { mfaRouter } from '@factorkit/express';
 *
 * app.use('/mfa', mfaRouter({ mfa, host }));
 * ```
 */
export function mfaRouter(options: MfaRouterOptions): RequestHandler {
  return expressHandler(createMfaHandler({ ...options, basePath: '' }));
}

/** A handler of Web requests as one of Express. */
export function expressHandler(handle: MfaHandler<ExpressContext>): RequestHandler {
  const answer = async (req: Request, res: Response): Promise<void> => {
    // `req.url` begins where this handler is mounted.
    const { protocol, url, body } = req;
    const request = webRequestOf(req, { protocol, host: hostOf(req), url, body });
    if (request === undefined) res.status(400).end();
    else await sendWebResponse(res, await handle(request, { req, res }));
  };
  // Express 4 does not wait for a promise, and an unhandled rejection would end the process.
  return (req, res, next) => void answer(req, res).catch(next);
}

/** `req.host` of Express 5. That of Express 4 lacks the port, and the origin of a request has it. */
function hostOf(req: Request): string | undefined {
  const trusts: unknown = req.app.get('trust proxy fn');
  const forwarded = req.get('x-forwarded-host');
  const isTrusted = typeof trusts === 'function' && trusts(req.socket.remoteAddress, 0) === true;
  return forwarded !== undefined && isTrusted ? forwarded.split(',')[0]?.trim() : req.get('host');
}
