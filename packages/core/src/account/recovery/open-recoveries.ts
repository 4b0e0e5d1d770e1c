import type { Account } from '../account.ts';
import type { RecoveryPath } from '../factors/method.ts';
import type { Recovery, RecoveryGrant } from './recovery.ts';

/** The recoveries in progress now, including completed ones. */
export function openRecoveries({ recoveries = [] }: Account, now: number): readonly Recovery[] {
  return recoveries.filter(({ expiresAt }) => now < expiresAt);
}

export function recoveryVia(account: Account, via: RecoveryPath, now: number): Recovery | undefined {
  return openRecoveries(account, now).find((recovery) => recovery.via === via);
}

export function recoveryById(account: Account, id: string, now: number): Recovery | undefined {
  return openRecoveries(account, now).find((recovery) => recovery.id === id);
}

export interface HeldGrant {
  readonly recovery: Recovery;
  readonly grant: RecoveryGrant;
}

/** The grant with this id, if it is still valid. */
export function grantWithId(account: Account, id: string | undefined, now: number): HeldGrant | undefined {
  if (id === undefined) return undefined;
  for (const recovery of openRecoveries(account, now)) {
    const { grant } = recovery;
    if (grant?.id === id && now < grant.expiresAt) return { recovery, grant };
  }
  return undefined;
}
