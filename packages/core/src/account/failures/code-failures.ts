import type { Account, Change } from '../account.ts';
import { afterFailure, type CodeFailures, noFailures } from './failures.ts';
import { type Lock, lockOf, type ThrottleLimits } from './lock.ts';

const OPEN: Lock = { kind: 'open', attemptsLeft: Number.POSITIVE_INFINITY };

/** The lock from the wrong codes of all factors together. */
export function codeLockOf({ codeFailures }: Account, limits: ThrottleLimits, now: number): Lock {
  return codeFailures === undefined || codeFailures.only !== undefined
    ? OPEN
    : lockOf(codeFailures, limits, now);
}

interface WrongCode {
  readonly factorId: string;
  readonly limits: ThrottleLimits;
  readonly now: number;
}

/** Counts a wrong code for the account, so that several factors do not allow more guesses. */
export function rejectCode(account: Account, { factorId, limits, now }: WrongCode): Change {
  const before: CodeFailures = account.codeFailures ?? { ...noFailures, only: factorId };
  const codeFailures: CodeFailures = {
    ...afterFailure(before, now),
    ...(before.only === factorId ? { only: factorId } : {}),
  };
  const next = { ...account, codeFailures };
  const lock = codeLockOf(next, limits, now);
  return {
    account: next,
    events: lock.kind === 'locked' ? [{ type: 'codes.locked', until: lock.until }] : [],
  };
}

/** Clears the count after the challenge was completed. The count of each factor stays. */
export function clearCodeFailures(account: Account): Account {
  const { codeFailures: _, ...rest } = account;
  return rest;
}

/** Support ends the lock and keeps the count. */
export function unlockCodes(account: Account): Change {
  const { codeFailures } = account;
  if (codeFailures === undefined) return { account, events: [] };
  return {
    account: { ...account, codeFailures: { ...codeFailures, lastAt: 0 } },
    events: [{ type: 'codes.unlocked' }],
  };
}
