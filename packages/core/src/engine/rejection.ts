import { afterFailure, type Failures, lockOf, type ThrottleLimits } from '../account/failures.ts';
import type { Locked, Rejected, Suspended } from './outcomes.ts';

/** What a wrong answer is told: how many are left, or that this one was the last for now. */
export function afterRejection(
  before: Failures,
  limits: ThrottleLimits,
  now: number,
): Rejected | Locked | Suspended {
  const lock = lockOf(afterFailure(before, now), limits, now);
  switch (lock.kind) {
    case 'open':
      return { kind: 'rejected', attemptsLeft: lock.attemptsLeft };
    case 'locked':
      return { kind: 'locked', retryAt: lock.until };
    case 'capped':
      return { kind: 'suspended' };
  }
}
