import type { MfaErrorCode } from '../../errors.ts';

/** The progress of `rotateKeys`. */
export interface KeyRotation {
  /** Number of stored rows that were read since the call. */
  readonly looked: number;
  /** Number of rows with data under an old key that is now under the current one. */
  readonly resealed: number;
  /** Rows of the last batch that could not be resealed. Keep the old keys until there are none. */
  readonly failures: readonly KeyRotationFailure[];
  /**
   * Until when the old keys are needed for data that cannot be resealed: the hashes of trusted browsers and of sent
   * codes. Milliseconds since 1970, over all rows that were read.
   */
  readonly neededUntil: number;
  /** Pass it as `after` to continue after an interruption. Not present when the run is complete. */
  readonly cursor?: string | undefined;
}

/** @inline */
export type KeyRotationFailure = {
  /** The user, or the row of a reserved credential. */
  readonly userId: string;
  /**
   * `account-tampered`: the row is not as it was saved. `key-unknown`: its key is missing. `account-unreadable`: a
   * newer version saved it. `seal-broken`: a secret was altered, or its key is missing. `contention`: too many changes
   * at once, try again. `configuration-invalid`: a factor of a method that is not in `methods`.
   */
  readonly code: MfaErrorCode;
};
