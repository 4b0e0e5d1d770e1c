import type { Account, Change } from '../account.ts';
import type { DomainEvent } from '../domain-event.ts';
import { afterFailure, lockOf, noFailures, type ThrottleLimits } from '../failures/failures.ts';
import type { ActiveFactor, Factor, FactorData } from './factor.ts';

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
  const events: DomainEvent[] = [{ type: 'factor.accepted', factorId, method, challengeId }];
  const { count: failures } = factor.failures;
  if (failures >= NOTABLE_FAILURES) {
    events.push({ type: 'factor.accepted-after-failures', factorId, method, failures });
  }
  if (doubt !== undefined) events.push({ type: 'factor.doubted', factorId, method, reason: doubt });
  return {
    // NIST SP 800-63B-4 §3.2.2: success clears the count of the authenticator that was used, and of no other.
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

/** A wrong answer: counted on the factor, so that neither a new challenge nor a restart forgets it. */
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
