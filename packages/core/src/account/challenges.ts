import type { Account } from './account.ts';

export function isSpent(account: Account, challengeId: string): boolean {
  return account.spent.some(({ id }) => id === challengeId);
}

/** Records that a challenge was answered, until it would have expired by itself. */
export function spendChallenge(
  account: Account,
  challenge: { readonly id: string; readonly expiresAt: number },
): Account {
  return { ...account, spent: [...account.spent, { id: challenge.id, until: challenge.expiresAt }] };
}

/** Drops what time, or a changed epoch, has ended. */
export function withoutExpired(account: Account, now: number): Account {
  const { trustedDevices, recovery, freezes, ...rest } = account;
  const devices = trustedDevices?.filter(
    ({ epoch, expiresAt }) => epoch === account.epoch && now < expiresAt,
  );
  const frozen = freezes?.filter(({ until }) => now < until);
  return {
    ...rest,
    ...(devices?.length ? { trustedDevices: devices } : {}),
    ...(recovery && now < recovery.expiresAt ? { recovery } : {}),
    ...(frozen?.length ? { freezes: frozen } : {}),
    factors: account.factors.filter((factor) => factor.status !== 'pending' || now < factor.expiresAt),
    spent: account.spent.filter(({ until }) => now < until),
  };
}
