import type { Account } from '../../account/account.ts';
import { revokeDevices, trustedAt } from '../../account/devices/trusting.ts';
import type { SignedIn } from '../actors.ts';
import { expectedOf } from '../commit/expected-account.ts';
import { read, transact } from '../commit/transact.ts';
import type { EngineContext } from '../context.ts';
import type { Mfa } from '../mfa.ts';
import type { TrustedDeviceView } from '../results/account-outcomes.ts';
import type { DevicesRevoked } from '../results/desk-outcomes.ts';

export async function listTrustedDevices(
  context: EngineContext,
  { caller }: { readonly caller: SignedIn },
): Promise<readonly TrustedDeviceView[]> {
  const { account, now } = await read(context, caller);
  return account === undefined ? [] : deviceViews(account, now);
}

export async function revokeTrustedDevices(
  context: EngineContext,
  { caller, deviceId }: Parameters<Mfa['revokeTrustedDevices']>[0],
): Promise<DevicesRevoked> {
  return transact<DevicesRevoked>(context, {
    ...expectedOf(caller),
    decide: (_decision, { account }) => {
      const change = account && revokeDevices(account, deviceId);
      const count = change?.events.length ?? 0;
      return {
        ...(change === undefined || count === 0 ? {} : { change }),
        answer: { kind: 'revoked', count },
      };
    },
  });
}

/** The trusted browsers, as a page shows them. */
export function deviceViews(account: Account, now: number): readonly TrustedDeviceView[] {
  return trustedAt(account, now).map(({ id, name, place, createdAt, lastUsedAt, expiresAt }) => ({
    id,
    name,
    ...(place === undefined ? {} : { place }),
    createdAt,
    lastUsedAt,
    expiresAt,
  }));
}
