import type { Account, Change } from '../account.ts';
import type { DomainEvent } from '../domain-event.ts';
import { afterFailure, noFailures } from '../failures/failures.ts';
import { lockOf, type ThrottleLimits } from '../failures/lock.ts';
import type { ActiveFactor, Factor, FactorData } from './factor.ts';

interface Acceptance {
  readonly factor: ActiveFactor;
  readonly data: FactorData;
  readonly challengeId: string;
  /** A word for a suspicious detail. */
  readonly doubt?: string | undefined;
  readonly now: number;
}

/** Two mistakes are normal. */
const NOTABLE_FAILURES = 3;

/** Records a correct answer: stores the method's new data and clears this factor's failures. */
export function acceptAnswer(
  account: Account,
  { factor, data, challengeId, doubt, now }: Acceptance,
): Change {
  const { id: factorId, method } = factor;
  const events: DomainEvent[] = [{ type: 'factor.accepted', factorId, method, challengeId }];
  const { count: failures } = factor.failures;
  if (failures >= NOTABLE_FAILURES) {
    events.push({ type: 'factor.accepted-after-failures', factorId, method, failures });
  }
  if (doubt !== undefined) events.push({ type: 'factor.doubted', factorId, method, reason: doubt });
  return {
    // NIST SP 800-63B-4 §3.2.2: success clears only the count of the authenticator that was used.
    account: replaceFactor(account, { ...factor, data, failures: noFailures, lastUsedAt: now }),
    events,
  };
}

interface Rejection {
  readonly factor: ActiveFactor;
  readonly challengeId: string;
  readonly limits: ThrottleLimits;
  readonly now: number;
}

/** Counts a wrong answer for the factor, so that neither a new challenge nor a restart resets it. */
export function rejectAnswer(account: Account, { factor, challengeId, limits, now }: Rejection): Change {
  const failures = afterFailure(factor.failures, now);
  const lock = lockOf(failures, limits, now);
  const { id: factorId, method } = factor;
  const rejected: DomainEvent = {
    type: 'factor.rejected',
    factorId,
    method,
    challengeId,
    failures: failures.count,
  };
  if (lock.kind === 'capped') {
    return {
      account: replaceFactor(account, { ...factor, failures, status: 'suspended', suspendedAt: now }),
      events: [rejected, { type: 'factor.suspended', factorId, method }],
    };
  }
  const events: DomainEvent[] = [rejected];
  if (lock.suspendsNext) events.push({ type: 'factor.suspension-near', factorId, method });
  if (lock.kind === 'locked') events.push({ type: 'factor.locked', factorId, method, until: lock.until });
  return { account: replaceFactor(account, { ...factor, failures }), events };
}

function replaceFactor(account: Account, next: Factor): Account {
  return { ...account, factors: account.factors.map((factor) => (factor.id === next.id ? next : factor)) };
}
