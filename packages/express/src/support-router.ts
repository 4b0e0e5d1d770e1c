import { createSupportHandler, type SupportHandlerOptions, type SupportHost } from '@factorkit/http';
import type { Router } from 'express';
import { type ExpressContext, routerOf } from './router.ts';

export type ExpressSupportHost = SupportHost<ExpressContext>;

/** Where the routes begin is where the router is mounted. */
export type SupportRouterOptions = Omit<SupportHandlerOptions<ExpressContext>, 'basePath'>;

/**
 * The support desk as an Express router, for staff alone: mount it apart from the users' routes, on a host or a network
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
export function supportRouter(options: SupportRouterOptions): Router {
  return routerOf(createSupportHandler({ ...options, basePath: '' }));
}
