import type { Clock } from '@factorkit/core';
import { assertFunctions } from '../host/call-host-hook.ts';
import type { SupportHost } from '../host/support-host.ts';
import type { EveryMfa } from '../host/tenant.ts';
import { supportOpenApiDocument } from '../openapi/support-openapi-document.ts';
import { type Desk, deskOf } from '../route/support-desk.ts';
import { openApiRoute } from '../routes/openapi.ts';
import { supportRoutes } from '../routes/support.ts';
import { createRequestHandler, type RequestHandlerOptions } from './request-handler.ts';

/** `basePath` defaults to `/mfa-support`. */
export interface SupportHandlerOptions<Context> extends RequestHandlerOptions {
  readonly mfa: EveryMfa;
  readonly host: SupportHost<Context>;
  /** For `Retry-After`. Defaults to `Date.now`. */
  readonly clock?: Clock;
}

/** Never rejects: whatever goes wrong is a problem document, and `host.onError` hears of it. */
export type SupportHandler<Context> = (request: Request, context: Context) => Promise<Response>;

/**
 * The support desk as one function of a Web `Request`: find a user, see how they stand, recover, unlock, revoke.
 * Mounted apart from the users' routes, for staff alone. Every deed stands in the trail with who did it and why.
 *
 * @throws MfaError `configuration-invalid` where an option cannot work or a hook is missing.
 * @example
 * ```ts
 * import { createSupportHandler } from '@factorkit/http';
 *
 * const handle = createSupportHandler({ mfa, host: { authorise, may, findUser, userOf } });
 * const response = await handle(request, context);
 * ```
 */
export function createSupportHandler<Context>(
  options: SupportHandlerOptions<Context>,
): SupportHandler<Context> {
  const { mfa, host, clock = Date.now, basePath = '/mfa-support' } = options;
  assertFunctions('mfa', mfa, ['readEvents']);
  assertFunctions('host', host, ['authorise', 'may', 'findUser', 'userOf']);
  return createRequestHandler<Context, Desk>(
    { ...options, basePath },
    {
      routes: [...supportRoutes, openApiRoute(() => supportOpenApiDocument({ basePath }))],
      exchange: (_request, context) => deskOf({ mfa, host, now: clock }, context),
      onError: (context, error) => host.onError?.(context, error),
    },
  );
}
