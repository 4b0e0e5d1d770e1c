import type { Failures } from './failures.ts';

/** The limits for guessing, from the policy. Durations in milliseconds. */
export interface ThrottleLimits {
  /** Failures before the first lock. */
  readonly attempts: number;
  /** The first lock. Each further failure doubles the time. */
  readonly lockMs: number;
  /** The longest lock. */
  readonly maxLockMs: number;
  /** NIST SP 800-63B-4 §3.2.2: at most 100 failures in a row. After that the factor is suspended permanently. */
  readonly cap: number;
}

/** `suspendsNext`: one more failure suspends the factor permanently. */
export type Lock =
  | { readonly kind: 'open'; readonly attemptsLeft: number; readonly suspendsNext?: true }
  | { readonly kind: 'locked'; readonly until: number; readonly suspendsNext?: true }
  | { readonly kind: 'capped' };

/** The lock from the failures so far. It is derived and never stored, so a policy change applies at once. */
export function lockOf(failures: Failures, limits: ThrottleLimits, now: number): Lock {
  if (failures.count >= limits.cap) return { kind: 'capped' };
  const beyond = failures.count - limits.attempts;
  const warning = failures.count + 1 === limits.cap ? ({ suspendsNext: true } as const) : {};
  if (beyond < 0) {
    return { kind: 'open', attemptsLeft: Math.min(-beyond, limits.cap - failures.count), ...warning };
  }
  const until = failures.lastAt + Math.min(limits.lockMs * 2 ** beyond, limits.maxLockMs);
  return now < until ? { kind: 'locked', until, ...warning } : { kind: 'open', attemptsLeft: 1, ...warning };
}

/** Combines two locks: an answer is allowed only if both allow it. */
export function strictestLock(one: Lock, other: Lock): Lock {
  if (one.kind === 'capped' || other.kind === 'capped') return { kind: 'capped' };
  const warning = one.suspendsNext || other.suspendsNext ? ({ suspendsNext: true } as const) : {};
  if (one.kind === 'locked' || other.kind === 'locked') {
    const until = Math.max(...[one, other].map((lock) => (lock.kind === 'locked' ? lock.until : 0)));
    return { kind: 'locked', until, ...warning };
  }
  return { kind: 'open', attemptsLeft: Math.min(one.attemptsLeft, other.attemptsLeft), ...warning };
}
