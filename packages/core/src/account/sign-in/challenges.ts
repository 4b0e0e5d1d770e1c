import type { Account, SpentChallenge } from '../account.ts';
import { MARGIN_MS } from '../stored-times.ts';

export function isSpent(account: Account, challengeId: string): boolean {
  return account.spent.some(({ id }) => id === challengeId);
}

/** Records that a challenge was answered, until it would have expired. */
export function spendChallenge(
  account: Account,
  challenge: { readonly id: string; readonly expiresAt: number },
): Account {
  return { ...account, spent: [...account.spent, { id: challenge.id, until: challenge.expiresAt }] };
}

/** A user answers a few challenges in an hour. More would fill the account. */
const MOST_OPEN = 100;

/** Until when no further challenge may be spent because too many were. `undefined` if there is no limit now. */
export function fullUntil({ spent }: Account, now: number): number | undefined {
  const open = spent.filter(({ until }) => now < until);
  return open.length < MOST_OPEN ? undefined : Math.min(...open.map(({ until }) => until));
}

/** Maximum number of expired challenges that are kept. Each costs about 45 bytes. */
const MOST_KEPT = 32;

/** Codes that were not acknowledged within a day were not seen. */
const OFFERED_MS = 86_400_000;

/** Drops expired data and data of an earlier epoch. */
export function withoutExpired(account: Account, now: number): Account {
  const { trustedDevices, recoveries, freezes, waitingBackupCodes, ...rest } = account;
  const devices = trustedDevices?.filter(
    ({ epoch, expiresAt }) => epoch === account.epoch && now < expiresAt,
  );
  const open = recoveries?.filter(({ expiresAt }) => now < expiresAt);
  const frozen = freezes?.filter(({ until }) => now < until + MARGIN_MS);
  return {
    ...rest,
    ...(devices?.length ? { trustedDevices: devices } : {}),
    ...(open?.length ? { recoveries: open } : {}),
    ...(waitingBackupCodes && now - waitingBackupCodes.createdAt < OFFERED_MS ? { waitingBackupCodes } : {}),
    ...(frozen?.length ? { freezes: frozen } : {}),
    factors: account.factors.filter((factor) => factor.status !== 'pending' || now < factor.expiresAt),
    spent: spentUntil(account.spent, now),
  };
}

function spentUntil(spent: readonly SpentChallenge[], now: number): readonly SpentChallenge[] {
  const expired = spent.filter(({ until }) => until <= now);
  const kept = new Set(expired.filter(({ until }) => now < until + MARGIN_MS).slice(-MOST_KEPT));
  return spent.filter((challenge) => now < challenge.until || kept.has(challenge));
}
