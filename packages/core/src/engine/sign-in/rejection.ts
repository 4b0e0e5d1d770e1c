import { afterFailure, type Failures } from '../../account/failures/failures.ts';
import { type Lock, lockOf, type ThrottleLimits } from '../../account/failures/lock.ts';
import type { OffClock } from '../../factors/method.ts';
import { lockedBy, warningOf } from '../progress/answer-lock.ts';
import type { Refusals } from '../results/outcomes.ts';

/** The outcome of a wrong answer: the number of attempts left, or the lock. */
export function afterRejection(
  before: Failures,
  limits: ThrottleLimits,
  now: number,
  offClock?: Pick<OffClock, 'seconds'>,
): Refusals['rejected' | 'locked' | 'suspended'] {
  return rejectionOf(lockOf(afterFailure(before, now), limits, now), offClock);
}

/** The same for the lock that the failure caused. */
export function rejectionOf(
  lock: Lock,
  offClock?: Pick<OffClock, 'seconds'>,
): Refusals['rejected' | 'locked' | 'suspended'] {
  if (lock.kind === 'open') {
    const told = offClock === undefined ? {} : { clockOffSeconds: offClock.seconds };
    return { kind: 'rejected', attemptsLeft: lock.attemptsLeft, ...warningOf(lock), ...told };
  }
  return lockedBy(lock);
}

export function codeUsed({
  nextCodeAt,
}: {
  readonly nextCodeAt?: number | undefined;
} = {}): Refusals['code-used'] {
  return { kind: 'code-used', ...(nextCodeAt === undefined ? {} : { nextCodeAt }) };
}
