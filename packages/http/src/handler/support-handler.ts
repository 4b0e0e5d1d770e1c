import type { Clock } from '@factorkit/core';
import { assertFunctions } from '../host/call-host-hook.ts';
import type { SupportHost } from '../host/support-host.ts';
import type { EveryMfa } from '../host/tenant.ts';
import { supportOpenApiDocument } from '../openapi/support-openapi-document.ts';
import { type Desk, deskOf } from '../route/support-desk.ts';
import { openApiRoute } from '../routes/openapi.ts';
import { supportRoutes } from '../routes/support.ts';
import { createRequestHandler, type MfaHandler, type RequestHandlerOptions } from './request-handler.ts';

/** `basePath` defaults to `/mfa-support`. */
export interface SupportHandlerOptions<Context> extends RequestHandlerOptions {
  readonly mfa: EveryMfa;
  readonly host: SupportHost<Context>;
  /**
   * For `Retry-After`.
   *
   * @defaultValue `Date.now`
   */
  readonly clock?: Clock;
}

/**
 * Creates one function of a Web `Request` for the support desk: find a user, see the state of the account, recover,
 * unlock, revoke. Mount it apart from the users' routes, for staff only. The audit trail records every action, with the
 * member of staff and the note.
 *
 * @throws MfaError `configuration-invalid` if an option is invalid or a hook is missing.
 * @example
 * ```ts
 * import { createSupportHandler } from '@factorkit/http';
 *
 * const handle = createSupportHandler({ mfa, host: { authorise, may, findUser, userOf } });
 * const response = await handle(request, context);
 * ```
 */
export function createSupportHandler<Context>(options: SupportHandlerOptions<Context>): MfaHandler<Context> {
  const { mfa, host, clock = Date.now, basePath = '/mfa-support' } = options;
  assertFunctions('mfa', mfa, ['readEvents']);
  assertFunctions('host', host, ['authorise', 'may', 'findUser', 'userOf']);
  return createRequestHandler<Context, Desk>(
    { ...options, basePath },
    {
      routes: [...supportRoutes, openApiRoute(() => supportOpenApiDocument({ basePath }))],
      routeContext: (_request, context) => deskOf({ mfa, host, now: clock }, context),
      onError: (context, error) => host.onError?.(context, error),
    },
  );
}
