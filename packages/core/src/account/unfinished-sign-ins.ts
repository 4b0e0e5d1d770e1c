import type { Account, Change } from './account.ts';

const TOLD_AT = 5;
const DAY_MS = 86_400_000;

/**
 * Counts a sign-in whose challenge is still to be answered. `undefined`: the user was told within a day, so nothing is
 * written, and a flood of sign-ins takes part in no race for the account.
 */
export function beginChallenge(account: Account, now: number): Change | undefined {
  const { count = 0, toldAt } = account.unfinished ?? {};
  if (toldAt !== undefined && now - toldAt < DAY_MS) return undefined;
  const next = (toldAt === undefined ? count : 0) + 1;
  if (next < TOLD_AT) return { account: { ...account, unfinished: { count: next } }, happened: [] };
  return {
    account: { ...account, unfinished: { count: next, toldAt: now } },
    happened: [{ type: 'sign-in.unfinished', count: next }],
  };
}

/** A challenge was answered to its end. That the user was told stays known for a day. */
export function finishSignIn(account: Account, now: number): Account {
  const { unfinished, ...rest } = account;
  const { toldAt } = unfinished ?? {};
  return toldAt !== undefined && now - toldAt < DAY_MS ? { ...rest, unfinished: { count: 0, toldAt } } : rest;
}
