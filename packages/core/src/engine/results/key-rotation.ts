import type { MfaErrorCode } from '../../errors.ts';

/** How far `rotateKeys` has come. */
export interface KeyRotation {
  /** How many rows of the store it looked at, since it was called. */
  readonly looked: number;
  /** In how many of them something was under an old key, and is under the current one now. */
  readonly resealed: number;
  /** What it could not do of the last batch. The old keys have to stay as long as there is one. */
  readonly failures: readonly KeyRotationFailure[];
  /**
   * Until when the old keys are needed by what cannot be sealed again: the hashes of trusted browsers and of codes that
   * were sent. Milliseconds since 1970, of all it looked at.
   */
  readonly neededUntil: number;
  /** Where to go on if it is broken off here; absent when it is through. */
  readonly cursor?: string | undefined;
}

export interface KeyRotationFailure {
  /** The user, or the row of a claimed credential. */
  readonly userId: string;
  /**
   * `account-tampered`: the row is not as it was saved. `key-unknown`: its key is gone already. `account-unreadable`: a
   * newer version saved it. `seal-broken`: a secret was altered, or its key is gone already. `contention`: too many
   * changes at once, try again. `configuration-invalid`: a factor of a method that is not in `methods`.
   */
  readonly code: MfaErrorCode;
}
