/** Consecutive failures of one factor, or of the backup codes. Only the right answer clears them. */
export interface Failures {
  readonly count: number;
  /** When the latest one was: milliseconds since 1970; 0 where there is none. */
  readonly lastAt: number;
}

export const noFailures: Failures = { count: 0, lastAt: 0 };

/** How guessing is slowed and stopped. Parsed from the policy; durations in milliseconds. */
export interface ThrottleLimits {
  /** Failures before the first lock. */
  readonly attempts: number;
  /** The first lock; each failure after it doubles the time. */
  readonly lockMs: number;
  /** No lock is longer. */
  readonly maxLockMs: number;
  /** NIST SP 800-63B-4 §3.2.2: at most 100 failures in a row, then only enrolling again helps. */
  readonly cap: number;
}

export type Lock =
  | { readonly kind: 'open'; readonly attemptsLeft: number }
  | { readonly kind: 'locked'; readonly until: number }
  | { readonly kind: 'capped' };

/** Adds one failure. */
export function afterFailure(failures: Failures, now: number): Failures {
  return { count: failures.count + 1, lastAt: now };
}

/** What the failures so far mean at this moment. Derived, never stored, so a policy change acts at once. */
export function lockOf(failures: Failures, limits: ThrottleLimits, now: number): Lock {
  if (failures.count >= limits.cap) return { kind: 'capped' };
  const beyond = failures.count - limits.attempts;
  if (beyond < 0) return { kind: 'open', attemptsLeft: Math.min(-beyond, limits.cap - failures.count) };
  const until = failures.lastAt + Math.min(limits.lockMs * 2 ** beyond, limits.maxLockMs);
  return now < until ? { kind: 'locked', until } : { kind: 'open', attemptsLeft: 1 };
}
