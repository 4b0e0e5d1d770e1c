import { createMfaHandler, type MfaHandler, type MfaHandlerOptions, type MfaHost } from '@factorkit/http';
import { sendWebResponse, webRequestOf } from '@factorkit/http/node';
import express, { type Request, type Response, type Router } from 'express';

/** What the host's hooks are called with: the session is in `req`, its cookie goes out with `res`. */
export interface ExpressContext {
  readonly req: Request;
  readonly res: Response;
}

export type ExpressHost = MfaHost<ExpressContext>;

/** Where the routes begin is where the router is mounted. */
export type MfaRouterOptions = Omit<MfaHandlerOptions<ExpressContext>, 'basePath'>;

/**
 * Every route of a user as an Express router. It works before and after `express.json()`.
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
export function mfaRouter(options: MfaRouterOptions): Router {
  return routerOf(createMfaHandler({ ...options, basePath: '' }));
}

/** A handler of Web requests as a router. */
export function routerOf(handle: MfaHandler<ExpressContext>): Router {
  const router = express.Router();
  router.use(async (req, res) => {
    // `req.url` begins where this router is mounted.
    const { protocol, host, url, body } = req;
    const request = webRequestOf(req, { protocol, host, url, body });
    if (request === undefined) res.status(400).end();
    else await sendWebResponse(res, await handle(request, { req, res }));
  });
  return router;
}
