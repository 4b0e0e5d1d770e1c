import { type Mfa, MfaError, type TenantMfa } from '@factorkit/core';
import { callAsyncHostHook } from './call-host-hook.ts';

/** One engine, or one for each tenant, as `createMfa` returns them. */
export type EveryMfa = Mfa | TenantMfa;

/** The hook of a host that has a policy for each tenant. @inline */
export type TenantHost<Context> = {
  /**
   * The tenant of this request, from its host name or path. Required if `mfa` was created with a policy for each
   * tenant. The client may choose it: a challenge of another tenant is refused, and a session of another tenant counts
   * as signed out.
   */
  tenant?(context: Context): Promise<string> | string;
};

/** The engine of one request. @inline */
export type Engine = {
  readonly mfa: Mfa;
  readonly tenant: string | undefined;
};

/**
 * Returns a function that finds the engine of a request, for your own code. With one policy for all users it is always
 * the same engine.
 *
 * @throws MfaError `configuration-invalid` if `host.tenant` is present without a policy for each tenant, or the other
 * way round. The returned function throws `input-invalid` if there is no such tenant.
 * @example
 * ```ts
 * import { engineFor } from '@factorkit/http';
 *
 * const engineOf = engineFor(mfa, host);
 * const { mfa: engine } = await engineOf(context);
 * ```
 */
export function engineFor<Context>(
  mfa: EveryMfa,
  host: TenantHost<Context>,
): (context: Context) => Promise<Engine> {
  if (!isForTenants(mfa)) {
    if (host.tenant !== undefined)
      throw misconfigured('host.tenant is set, but mfa has one policy for all users');
    return async () => ({ mfa, tenant: undefined });
  }
  if (typeof host.tenant !== 'function')
    throw misconfigured('host.tenant is missing: mfa has a policy for each tenant');
  return async (context) => {
    const tenant = await callAsyncHostHook('tenant', async () => host.tenant?.(context));
    return { mfa: await mfa.forTenant(tenant ?? ''), tenant };
  };
}

export function isForTenants(mfa: EveryMfa): mfa is TenantMfa {
  return typeof mfa === 'object' && mfa !== null && 'forTenant' in mfa;
}

function misconfigured(why: string): MfaError {
  return new MfaError('configuration-invalid', why);
}
