/**
 * What is broken, as a stable word that a program may act on.
 *
 * - `input-invalid`: the calling program passed something that is not of the documented shape.
 * - `configuration-invalid`, `policy-invalid`: `createMfa` was given something it cannot start with.
 * - `storage-failed`: the storage adapter threw, or the fate of a save is unknown. Nothing was let in.
 * - `overloaded`: too much slow work waits in this process. Nothing was changed. Safe to try again in some seconds.
 * - `contention`: other writers won every one of our tries at this account. Safe to try again.
 * - `account-tampered`: a stored account is not as Factorkit saved it: somebody or something else wrote the row. Nothing
 *   was changed. Find out who writes to the database.
 * - `key-unknown`: a stored account was saved under a key that is not in `keys`. Put the key back.
 * - `account-unreadable`: a stored account is genuine and has a member or value that this version does not know, most
 *   likely because a newer version saved it. Nothing was changed.
 * - `account-missing`: the portal expects an enrolled factor of this user (`expectEnrolled`), and the store has none. Nothing was
 *   let in. Find out what became of the row before you tell the portal anything else.
 * - `account-moved`: `changeUserId` moved the account to another user id, or has begun to. Nothing was let in. If it did not
 *   return, call it again with the same ids; if it did, use the new id.
 * - `seal-broken`: a sealed secret does not open: it was altered, moved, or its key is gone.
 * - `token-too-large`: a challenge token would not fit into a cookie; the message says what to shorten.
 * - `clock-differs`: the clock of this server and that of the store differ by more than a minute. Nothing was read or
 *   written. Set the clock.
 * - `clock-failed`, `random-failed`: the clock or the random source gave something unusable.
 * - `portal-failed`: a hook of the host threw.
 * - `cross-site`: an HTTP request came from a page of another origin. Nothing was changed.
 */
export type MfaErrorCode =
  | 'input-invalid'
  | 'configuration-invalid'
  | 'policy-invalid'
  | 'storage-failed'
  | 'contention'
  | 'overloaded'
  | 'account-tampered'
  | 'key-unknown'
  | 'account-unreadable'
  | 'account-missing'
  | 'account-moved'
  | 'seal-broken'
  | 'token-too-large'
  | 'clock-differs'
  | 'clock-failed'
  | 'random-failed'
  | 'portal-failed'
  | 'cross-site';

/**
 * A broken world or a programming error, never an expected refusal: those are values.
 * The message holds no secret, code, token, phone number or address; `cause` is what a port threw, untouched.
 */
export class MfaError extends Error {
  override readonly name = 'MfaError';
  readonly code: MfaErrorCode;

  constructor(code: MfaErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  /**
   * `instanceof MfaError` goes by name and code, not by class: a process may load this package twice, as ESM and as
   * CommonJS or in two versions.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return (
      value instanceof Error && value.name === 'MfaError' && typeof Reflect.get(value, 'code') === 'string'
    );
  }
}

/** Marks the end of a closed union: a new member that nobody handles does not compile. */
export function assertNever(value: never): never {
  throw new TypeError(`unhandled member of a closed union: ${typeof value}`);
}
