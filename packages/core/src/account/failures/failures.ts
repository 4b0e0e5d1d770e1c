/** Consecutive failures of one factor, or of the backup codes. Only the correct answer clears them. */
export interface Failures {
  readonly count: number;
  /** Time of the latest failure: milliseconds since 1970; 0 if there is none. */
  readonly lastAt: number;
}

/** Wrong codes in a row over all factors. */
export interface CodeFailures extends Failures {
  /** The factor, if all of them were for one. Then its own lock is enough, and the other factors stay usable. */
  readonly only?: string;
}

export const noFailures: Failures = { count: 0, lastAt: 0 };

/** Adds one failure. */
export function afterFailure(failures: Failures, now: number): Failures {
  return { count: failures.count + 1, lastAt: now };
}
