import type { Duration } from './duration.ts';

/** @inline */
export type ThrottleRule = {
  /**
   * Wrong answers in a row before the first lock.
   *
   * @defaultValue `5`
   */
  readonly attempts?: number;
  /**
   * Wrong codes in a row of more than one factor before all codes are locked. Defaults to `attempts`. The time of the
   * lock follows `lock` and `maxLock`. Security keys, backup codes and recovery stay usable. Wrong codes of one factor
   * lock only that factor.
   */
  readonly accountAttempts?: number;
  /**
   * The first lock. Each further failure doubles it.
   *
   * @defaultValue `30s`
   */
  readonly lock?: Duration;
  /** The longest lock. Defaults to an hour, or `lock` if that is longer. */
  readonly maxLock?: Duration;
  /**
   * Wrong answers in a row after which the factor must be enrolled again. At most 100.
   *
   * @defaultValue `100`
   */
  readonly cap?: number;
};
