import type { Account } from '../../account/account.ts';
import type { EnrolledFactor } from '../../account/factors/factor.ts';
import type { Method } from '../../account/factors/method.ts';
import { codeLockOf } from '../../account/failures/code-failures.ts';
import { type Lock, lockOf, strictestLock } from '../../account/failures/lock.ts';
import { assertNever } from '../../errors.ts';
import type { DecisionContext } from '../context.ts';
import type { Refusals } from '../results/outcomes.ts';

/** The lock for an answer of this factor: its own and, if it answers with a code, the lock of all codes. */
export function answerLock(
  context: DecisionContext,
  account: Account,
  factor: EnrolledFactor,
  now: number,
): Lock {
  const own: Lock =
    factor.status === 'suspended' ? { kind: 'capped' } : lockOf(factor.failures, context.limits, now);
  return answersWithCode(context, factor.method)
    ? strictestLock(own, codeLockOf(account, context.accountLimits, now))
    : own;
}

/** RFC 4226 §7.3: while locked nothing is verified, so that a correct answer reveals nothing either. */
export function lockedBy(lock: Exclude<Lock, { readonly kind: 'open' }>): Refusals['locked' | 'suspended'];
export function lockedBy(lock: Lock): Refusals['locked' | 'suspended'] | undefined;
export function lockedBy(lock: Lock): Refusals['locked' | 'suspended'] | undefined {
  switch (lock.kind) {
    case 'open':
      return undefined;
    case 'locked':
      return { kind: 'locked', retryAt: lock.until, ...warningOf(lock) };
    case 'capped':
      return { kind: 'suspended' };
    default:
      return assertNever(lock);
  }
}

/** The warning if the next wrong answer suspends the factor. */
export function warningOf(lock: Lock): { readonly suspendsNext?: true } {
  return lock.kind !== 'capped' && lock.suspendsNext ? { suspendsNext: true } : {};
}

/** A browser's answer is signed and cannot be guessed. All other answers are typed codes. */
export function answersWithCode({ methods }: DecisionContext, method: Method): boolean {
  return methods.get(method)?.ceremony === undefined;
}
