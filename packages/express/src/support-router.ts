import { createSupportHandler, type SupportHandlerOptions, type SupportHost } from '@factorkit/http';
import type { RequestHandler } from 'express';
import { type ExpressContext, expressHandler } from './router.ts';

export type ExpressSupportHost = SupportHost<ExpressContext>;

/** The routes start where the router is mounted. @inline */
export type SupportRouterOptions = Omit<SupportHandlerOptions<ExpressContext>, 'basePath'>;

/**
 * The support desk as one Express handler, for staff only. Mount it apart from the users' routes, if possible on a
 * separate host or network.
 *
 * @throws MfaError `configuration-invalid` if an option is invalid or a hook is missing.
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
