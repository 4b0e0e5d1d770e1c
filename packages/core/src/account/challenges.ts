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

/** Drops what time has ended: set-ups nobody finished, and the ids of challenges that expired anyway. */
export function withoutExpired(account: Account, now: number): Account {
  return {
    ...account,
    factors: account.factors.filter((factor) => factor.status !== 'pending' || now < factor.expiresAt),
    spent: account.spent.filter(({ until }) => now < until),
  };
}
