/**
 * A stable code for what went wrong. Programs may branch on it.
 *
 * - `input-invalid`: the calling program passed a value that does not have the documented shape.
 * - `configuration-invalid`, `policy-invalid`: `createMfa` cannot start with the options or the policy.
 * - `storage-failed`: the storage adapter threw, or it is unknown whether a save was written. The request is refused.
 * - `overloaded`: too much slow work waits in this process. Nothing was changed. Try again after some seconds.
 * - `contention`: other writers changed this account during every attempt. You can try again.
 * - `account-tampered`: a stored account is not as Factorkit saved it: something else wrote the row. Nothing was
 *   changed. Find out who writes to the database.
 * - `key-unknown`: a stored account was saved under a key that is not in `keys`. Put the key back.
 * - `account-unreadable`: a stored account is genuine, but has a member or value that this version does not know.
 *   Usually a newer version saved it. Nothing was changed.
 * - `account-missing`: the portal expects an enrolled factor of this user (`expectEnrolled`), and the store has none.
 *   The request is refused. Find out what happened to the row before you change what the portal expects.
 * - `account-moved`: `changeUserId` moved the account to another user id, or started to. The request is refused. If
 *   `changeUserId` did not return, call it again with the same ids; if it did, use the new id.
 * - `seal-broken`: a sealed secret cannot be opened: it was altered or moved, or its key is missing.
 * - `token-too-large`: a challenge token would not fit into a cookie. The message names what to shorten.
 * - `clock-differs`: the clocks of this server and of the store differ by more than a minute. Nothing was read or
 *   written. Set the clock.
 * - `clock-failed`, `random-failed`: the clock or the random source returned an unusable value.
 * - `portal-failed`: a host hook threw.
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
 * Thrown for a failed port or a programming error. Expected refusals are returned, not thrown. The message contains no
 * secret, code, token, phone number or address. `cause` is the unchanged error of a port.
 */
export class MfaError extends Error {
  override readonly name = 'MfaError';
  readonly code: MfaErrorCode;

  constructor(code: MfaErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  /**
   * `instanceof MfaError` compares name and code, not the class: a process may load this package twice, as ESM and as
   * CommonJS or in two versions.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return (
      value instanceof Error && value.name === 'MfaError' && typeof Reflect.get(value, 'code') === 'string'
    );
  }
}

/** Ends the handling of a closed union: code that does not handle a new member does not compile. */
export function assertNever(value: never): never {
  throw new TypeError(`unhandled member of a closed union: ${typeof value}`);
}
