import type { RequestSource } from '../ports/audit.ts';
import type { EventPage } from '../ports/storage.ts';
import type { Whose } from './actors.ts';
import type { AccountExport } from './results/account-export.ts';
import type { NoticesDispatched, UserIdChanged } from './results/account-outcomes.ts';
import type { KeyRotation } from './results/key-rotation.ts';

/** The calls of jobs, operators and the portal's own user table. They need no signed-in user and no policy. */
export interface MfaUpkeep {
  /**
   * Checks that the store answers, and that its clock and the clock of this server differ by at most a minute. Call it
   * before the server accepts requests.
   *
   * @throws MfaError `storage-failed` or `clock-differs`.
   */
  ready(): Promise<void>;

  /**
   * Moves an account to another user id, with its factors, backup codes, contacts and waiting notices. Sessions, open
   * sign-ins, set-ups, trusted browsers and recoveries of the old id end. Call it before the portal itself uses the new
   * id. Call `eraseAccount` for the old id after the portal stopped using it: until then the old id is refused with
   * `account-moved`, so that its password alone does not sign in. If it throws, call it again with the same ids.
   *
   * @example
   * ```ts
   * import type { Mfa } from '@factorkit/core';
   *
   * declare const mfa: Mfa;
   * const outcome = await mfa.changeUserId({ from: 'anna@old.example', to: 'anna@new.example' });
   * if (outcome.kind === 'taken') throw new Error('somebody has this id');
   * ```
   */
  changeUserId(input: {
    readonly from: string;
    readonly to: string;
    readonly source?: RequestSource;
  }): Promise<UserIdChanged>;

  /**
   * Returns a text that changes whenever the user's sessions must end, for a portal whose sessions are tokens. Put the
   * stamp in the token at sign-in and compare it on each request: if it differs, the session has ended. The text is
   * opaque. An unknown user has a stamp too.
   *
   * The session that made a change takes the new stamp, unless the outcome reports that all sessions ended (`scope`:
   * `all`). After `eraseAccount` the stamp is that of an unknown user again: end the sessions of an erased user in
   * another way.
   *
   * @example
   * ```ts
   * import type { Mfa } from '@factorkit/core';
   *
   * declare const mfa: Mfa;
   * declare const token: { readonly userId: string; readonly stamp: string };
   * const ended = (await mfa.securityStamp({ userId: token.userId })) !== token.stamp;
   * ```
   */
  securityStamp(input: { readonly userId: string }): Promise<string>;

  /**
   * Sends the waiting notices with `portal.notify`, to all of `portal.contacts` except a contact that the change itself
   * added. Call it on a timer, about every minute, on any number of servers. Each notice is sent once to each contact,
   * as far as that can be known. If sending fails, it is tried again with growing pauses for about a day. A `notify`
   * that misses its deadline has failed. An account that cannot be read is skipped, reported in `passedOver`, and tried
   * again later, so that other accounts need not wait.
   *
   * @throws MfaError `configuration-invalid` without `portal.notify` and `portal.enrolmentChanged`, and
   * `storage-failed` if the store served no account.
   */
  dispatchNotices(
    input: Whose & {
      /**
       * Maximum number of accounts.
       *
       * @defaultValue `100`
       */
      readonly limit?: number;
    },
  ): Promise<NoticesDispatched>;

  /** Returns the audit trail of one user or of everyone, page by page. The portal decides who may read it. */
  readEvents(
    query: Whose & {
      /** The `cursor` of an earlier page. The page starts after it. */
      readonly after?: string | undefined;
      /** Maximum number of events: 1 to 1000. */
      readonly limit: number;
    },
  ): Promise<EventPage>;

  /** Returns the audit trail as JSON lines, for a file or a log collector. */
  exportEvents(input: Whose & { readonly after?: string }): AsyncIterable<string>;

  /** Returns all stored data of a user, without secrets. The portal decides who may request it. */
  exportAccount(input: { readonly userId: string }): Promise<AccountExport>;

  /**
   * Removes all stored data of a user and anonymises the audit trail: the user's events keep their places, with one
   * random pseudonym as user id, and without source and notes of staff. `onEvent` receives `account.erased` with the
   * user id, so that the portal can anonymise its own copies. The portal decides who may request it. After an error,
   * call it again: erasing twice is harmless.
   *
   * @throws MfaError `portal-failed` if `portal.enrolmentChanged` failed. The account is already erased then.
   */
  eraseAccount(input: { readonly userId: string; readonly source?: RequestSource }): Promise<void>;

  /**
   * Reseals everything in the store that is not under the first of `keys`: account by account, in batches, while
   * servers run. It yields its progress after each batch. After an interruption, pass the last `cursor` as `after`,
   * also in another process. Data under the first key is read but not written, so you can run it twice.
   *
   * Every server must have the new key before you start: see the guide on keys.
   *
   * @throws MfaError `storage-failed` if the store fails. The batches that were reported remain resealed.
   * @example
   * ```ts
   * import type { Mfa } from '@factorkit/core';
   *
   * declare const mfa: Mfa;
   * for await (const { looked, resealed, failures, cursor } of mfa.rotateKeys()) {
   *   console.log(`${looked} looked at, ${resealed} sealed again`, failures, cursor);
   * }
   * ```
   */
  rotateKeys(input?: {
    /** The `cursor` of an interrupted run. */
    readonly after?: string;
    /**
     * Accounts between two reports: 1 to 1000.
     *
     * @defaultValue `100`
     */
    readonly batch?: number;
  }): AsyncIterable<KeyRotation>;
}
