import type { Account, Change } from './account.ts';
import type { ActiveFactor, Factor, FactorData } from './factor.ts';
import { afterFailure, lockOf, noFailures, type ThrottleLimits } from './failures.ts';
import type { Happening } from './happening.ts';

interface Acceptance {
  readonly factor: ActiveFactor;
  readonly data: FactorData;
  readonly challengeId: string;
  /** What was odd about it, in a word. */
  readonly doubt?: string | undefined;
  readonly now: number;
}

/** Two slips are usual. */
const NOTABLE_FAILURES = 3;

/** The right answer: what the method learned is kept, and this factor's failures are forgotten. */
export function acceptAnswer(
  account: Account,
  { factor, data, challengeId, doubt, now }: Acceptance,
): Change {
  const { id: factorId, method } = factor;
  const happened: Happening[] = [{ type: 'factor.accepted', factorId, method, challengeId }];
  const { count: failures } = factor.failures;
  if (failures >= NOTABLE_FAILURES) {
    happened.push({ type: 'factor.accepted-after-failures', factorId, method, failures });
  }
  if (doubt !== undefined) happened.push({ type: 'factor.doubted', factorId, method, reason: doubt });
  return {
    // NIST SP 800-63B-4 §3.2.2: success clears the count of the authenticator that was used, and of no other.
    account: replaceFactor(account, { ...factor, data, failures: noFailures, lastUsedAt: now }),
    happened,
  };
}

interface Rejection {
  readonly factor: ActiveFactor;
  readonly challengeId: string;
  readonly limits: ThrottleLimits;
  readonly now: number;
}

/** A wrong answer: counted on the factor, so that neither a new challenge nor a restart forgets it. */
export function rejectAnswer(account: Account, { factor, challengeId, limits, now }: Rejection): Change {
  const failures = afterFailure(factor.failures, now);
  const lock = lockOf(failures, limits, now);
  const { id: factorId, method } = factor;
  const rejected: Happening = {
    type: 'factor.rejected',
    factorId,
    method,
    challengeId,
    failures: failures.count,
  };
  if (lock.kind === 'capped') {
    return {
      account: replaceFactor(account, { ...factor, failures, status: 'suspended', suspendedAt: now }),
      happened: [rejected, { type: 'factor.suspended', factorId, method }],
    };
  }
  const happened: Happening[] = [rejected];
  if (lock.suspendsNext) happened.push({ type: 'factor.suspension-near', factorId, method });
  if (lock.kind === 'locked') happened.push({ type: 'factor.locked', factorId, method, until: lock.until });
  return { account: replaceFactor(account, { ...factor, failures }), happened };
}

function replaceFactor(account: Account, next: Factor): Account {
  return { ...account, factors: account.factors.map((factor) => (factor.id === next.id ? next : factor)) };
}
