import type { Account, Change } from '../account.ts';

const TOLD_AT = 5;
const DAY_MS = 86_400_000;

/** `hold`: nothing is written of this one before another follows. `told`: the user was told within a day. */
export type Begun = Change | 'hold' | 'told';

/**
 * Counts a sign-in whose challenge is still to be answered, and those that the server held back before it. The first after
 * a sign-in that was finished is held back: most are finished too.
 */
export function beginChallenge(account: Account, held: number, now: number): Begun {
  const { count = 0, toldAt } = account.unfinished ?? {};
  if (toldAt !== undefined && now - toldAt < DAY_MS) return 'told';
  const before = toldAt === undefined ? count : 0;
  if (before + held === 0) return 'hold';
  const next = before + held + 1;
  if (next < TOLD_AT) return { account: { ...account, unfinished: { count: next } }, events: [] };
  return {
    account: { ...account, unfinished: { count: next, toldAt: now } },
    events: [{ type: 'sign-in.unfinished', count: next }],
  };
}

/** A challenge was answered to its end. That the user was told stays known for a day. */
export function finishSignIn(account: Account, now: number): Account {
  const { unfinished, ...rest } = account;
  const { toldAt } = unfinished ?? {};
  return toldAt !== undefined && now - toldAt < DAY_MS ? { ...rest, unfinished: { count: 0, toldAt } } : rest;
}
