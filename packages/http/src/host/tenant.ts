import { type Mfa, MfaError, type TenantMfa } from '@factorkit/core';
import { callAsyncHostHook } from './call-host-hook.ts';

/** One engine, or one for each tenant, as `createMfa` makes them. */
export type EveryMfa = Mfa | TenantMfa;

/** The hook of a host whose tenants have a policy each. */
export interface TenantHost<Context> {
  /**
   * The tenant of this request, from its host name or path; required if `mfa` was created with a policy for each tenant. It may
   * be the client's choice: a challenge of another tenant is refused, and a session of another tenant counts as signed out.
   */
  tenant?(context: Context): Promise<string> | string;
}

/** The engine of one request. */
export interface Engine {
  readonly mfa: Mfa;
  readonly tenant: string | undefined;
}

/**
 * Finds the engine of a request, for code of the portal's own: with one policy for everybody it is always the same.
 *
 * @throws MfaError `configuration-invalid` if only one of `host.tenant` and a policy for each tenant is there. What it returns
 * throws `input-invalid` where there is no such tenant.
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
      throw misconfigured('host.tenant is there, and mfa has one policy for everybody');
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
