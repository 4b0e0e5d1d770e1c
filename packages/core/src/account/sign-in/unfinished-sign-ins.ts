import type { Account, Change } from '../account.ts';

const TOLD_AT = 5;
const DAY_MS = 86_400_000;

/** `hold`: nothing is written before another sign-in follows. `told`: the user was notified within a day. */
export type Begun = Change | 'hold' | 'told';

/**
 * Counts a sign-in whose challenge is not answered yet, and those that the server held before it. The first one after a
 * completed sign-in is held, because most are completed.
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

/** Records a completed sign-in. The time of the last notice is kept for a day. */
export function finishSignIn(account: Account, now: number): Account {
  const { unfinished, ...rest } = account;
  const { toldAt } = unfinished ?? {};
  return toldAt !== undefined && now - toldAt < DAY_MS ? { ...rest, unfinished: { count: 0, toldAt } } : rest;
}
