import type { Clock } from '../ports/clock.ts';
import { readOr } from '../schema/schema.ts';
import { textOf } from '../schema/values.ts';
import { inputInvalid } from './input/refused.ts';
import type { Mfa } from './mfa.ts';
import type { MfaUpkeep } from './mfa-upkeep.ts';

/** The engines of all tenants, and the operations for all tenants together. */
export interface TenantMfa extends MfaUpkeep {
  /**
   * Returns the engine with the policy of one tenant. Cheap: policies are cached for five minutes, for at most 1000
   * tenants. A challenge token of another tenant is refused as `invalid-token`, and a session of another tenant throws
   * `input-invalid`. An account belongs to a user id, whichever tenant asks: if tenants share user ids, add the tenant
   * to the id.
   *
   * @param tenant - 1 to 64 characters.
   * @throws MfaError `input-invalid` if the tenant has no policy; `policy-invalid` or `configuration-invalid` if its
   * policy cannot be used.
   */
  forTenant(tenant: string): Promise<Mfa>;
}

const TENANT = textOf({ min: 1, max: 64 });
const MOST_TENANTS = 1000;
const KEPT_MS = 300_000;

interface Kept {
  readonly mfa: Promise<Mfa>;
  readonly since: number;
}

/** Caches what was created for a tenant. The least recently used entry is evicted. Failures are not cached. */
export function perTenant(clock: Clock, make: (tenant: string) => Promise<Mfa>): TenantMfa['forTenant'] {
  const known = new Map<string, Kept>();
  return async (tenant) => {
    readOr(TENANT, tenant, inputInvalid, 'tenant');
    const now = clock();
    const found = known.get(tenant);
    known.delete(tenant);
    const fresh = found !== undefined && Math.abs(now - found.since) < KEPT_MS;
    const kept = fresh ? found : { mfa: make(tenant), since: now };
    known.set(tenant, kept);
    const [oldest] = known.keys();
    if (known.size > MOST_TENANTS && oldest !== undefined) known.delete(oldest);
    try {
      return await kept.mfa;
    } catch (error) {
      if (known.get(tenant) === kept) known.delete(tenant);
      throw error;
    }
  };
}
