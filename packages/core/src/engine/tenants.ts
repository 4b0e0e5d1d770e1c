import { MfaError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Mfa } from './mfa.ts';

/** The engines of all tenants, and what is done for all of them together. */
export interface TenantMfa
  extends Pick<
    Mfa,
    | 'ready'
    | 'dispatchNotices'
    | 'readEvents'
    | 'exportEvents'
    | 'exportAccount'
    | 'eraseAccount'
    | 'changeUserId'
    | 'securityStamp'
    | 'rotateKeys'
  > {
  /**
   * The engine under the policy of one tenant. Cheap: policies are kept for five minutes, for at most 1000 tenants. A
   * challenge token of one tenant is `invalid-token` at another, and a session of one throws `input-invalid` there. An
   * account belongs to a user id, whichever tenant asks: if two tenants share user ids, put the tenant into the id.
   *
   * @param tenant - 1 to 64 characters.
   * @throws MfaError `input-invalid` where there is no policy for it; `policy-invalid` or `configuration-invalid` where its
   * policy cannot be used.
   */
  forTenant(tenant: string): Promise<Mfa>;
}

const MOST_TENANTS = 1000;
const KEPT_MS = 300_000;

interface Kept {
  readonly mfa: Promise<Mfa>;
  readonly since: number;
}

/** Keeps what was made for a tenant; the one that was not asked for longest gives way. What fails is not kept. */
export function perTenant(clock: Clock, make: (tenant: string) => Promise<Mfa>): TenantMfa['forTenant'] {
  const known = new Map<string, Kept>();
  return async (tenant) => {
    if (typeof tenant !== 'string' || tenant === '' || tenant.length > 64) {
      throw new MfaError('input-invalid', 'forTenant: tenant is not a text of 1 to 64 characters');
    }
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
