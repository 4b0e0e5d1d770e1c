import { createSupportHandler, type SupportHandlerOptions, type SupportHost } from '@factorkit/http';
import type { RequestHandler } from 'express';
import { type ExpressContext, expressHandler } from './router.ts';

export type ExpressSupportHost = SupportHost<ExpressContext>;

/** Where the routes begin is where the router is mounted. */
export type SupportRouterOptions = Omit<SupportHandlerOptions<ExpressContext>, 'basePath'>;

/**
 * The support desk as one Express handler, for staff alone: mount it apart from the users' routes, on a host or a network
 * of its own where there is one.
 *
 * @throws MfaError `configuration-invalid` where an option cannot work or a hook is missing.
 * @example
 * ```ts
 * import { supportRouter } from '@factorkit/express';
 *
 * staffApp.use('/mfa-support', supportRouter({ mfa, host: { authorise, may, findUser, userOf } }));
 * ```
 */
export function supportRouter(options: SupportRouterOptions): RequestHandler {
  return expressHandler(createSupportHandler({ ...options, basePath: '' }));
}
