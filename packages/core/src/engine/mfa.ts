import type { Method } from '../account/factors/method.ts';
import type { Intent } from '../policy/requirements/decision.ts';
import type { Requirement } from '../policy/schema/requirement.ts';
import type { User } from '../policy/schema/user.ts';
import type { RequestSource } from '../ports/audit.ts';
import type { EventPage } from '../ports/storage.ts';
import type {
  Caller,
  DeviceNaming,
  Enrolling,
  FirstFactor,
  SignedIn,
  WhichDevices,
  Whose,
} from './actors.ts';
import type { AccountExport } from './results/account-export.ts';
import type {
  AccountView,
  AssuranceCheck,
  BackupCodesAcknowledged,
  BackupCodesRegenerated,
  EnrolmentBegun,
  EnrolmentConfirmed,
  FactorRemoved,
  FactorRenamed,
  NoticesDispatched,
  PasswordNoted,
  PrimaryChosen,
  TrustedDeviceView,
  UserIdChanged,
} from './results/account-outcomes.ts';
import type { DevicesRevoked } from './results/desk-outcomes.ts';
import type { RecoveryDesk, SupportDesk } from './results/desks.ts';
import type { KeyRotation } from './results/key-rotation.ts';
import type {
  CeremonyOptions,
  ChallengeDescription,
  Postponed,
  Reauthentication,
  SendOutcome,
  SignIn,
  StepUp,
  VerifyOutcome,
} from './results/outcomes.ts';

/** What a session must satisfy: an action that the policy's rules name, or a requirement. */
export type Need<Action extends string = string> =
  | { readonly action: Action }
  | { readonly requirement: Requirement };

/**
 * The engine. Every method loads the account, decides, saves if the account has not changed since then, and only then
 * returns.
 *
 * Expected refusals are returned, not thrown. It throws `MfaError` if a port fails (`storage-failed`, `contention`,
 * `account-unreadable`, `account-missing`, `seal-broken`, `clock-failed`, `clock-differs`, `portal-failed`) or if an
 * argument does not have the documented shape (`input-invalid`). After an error, nobody is signed in.
 */
export interface Mfa {
  /** The actions that the policy's rules name. Use it to detect a misspelt action at start-up. */
  readonly actions: readonly string[];

  /**
   * Checks that the store answers, and that its clock and the clock of this server differ by at most a minute. Call it
   * before the server accepts requests.
   *
   * @throws MfaError `storage-failed` or `clock-differs`.
   */
  ready(): Promise<void>;

  /**
   * Starts a sign-in after any first factor. It reads once. It writes only if a trusted browser is recognised, if
   * `portal.contacts` returns other contacts than before, or if the previous sign-in was not completed.
   */
  beginSignIn(input: {
    readonly userId: string;
    readonly user: User;
    readonly firstFactor: FirstFactor;
    /**
     * The value that the portal stored when `portal.enrolmentChanged` was called for this user. If true and the store
     * has no enrolled factor, the sign-in is refused with `account-missing`. If false and it has one,
     * `portal.enrolmentChanged` is called again.
     *
     * @defaultValue the result of `portal.expectEnrolled`, or nothing without that hook
     */
    readonly expectEnrolled?: boolean;
    /** The token that the browser sent, of a trusted or a known device, unchanged. */
    readonly deviceToken?: string;
    readonly source?: RequestSource;
  }): Promise<SignIn>;

  /** Describes the challenge of a token, for the page that shows it. */
  describeChallenge(input: { readonly token: string }): Promise<ChallengeDescription>;

  /** Sends a code to a factor that uses codes. Call it only when the user asks for a code. */
  sendCode(input: {
    readonly token: string;
    readonly factorId: string;
    readonly source?: RequestSource;
  }): Promise<SendOutcome>;

  /** Creates the options for the browser's WebAuthn call, for a security key or passkey. */
  createCeremonyOptions(input: { readonly token: string; readonly method: Method }): Promise<CeremonyOptions>;

  /**
   * Verifies an answer. `response` is the unchanged text that the user typed (it is normalised here), or the result of
   * the browser. Without `factorId`, the answer itself must identify the factor, as a browser's result does.
   */
  verify(input: {
    readonly token: string;
    readonly factorId?: string;
    readonly response: unknown;
    /** The session that a step-up raises. Required for a step-up, ignored for a sign-in. */
    readonly caller?: SignedIn;
    /** Asks to trust this browser, if this answer completes a sign-in and the policy allows it. */
    readonly trustDevice?: DeviceNaming;
    readonly source?: RequestSource;
  }): Promise<VerifyOutcome>;

  /** Verifies a backup code instead of a factor. */
  verifyBackupCode(input: {
    readonly token: string;
    readonly code: unknown;
    /** The session that a step-up raises. Required for a step-up, ignored for a sign-in. */
    readonly caller?: SignedIn;
    readonly source?: RequestSource;
  }): Promise<VerifyOutcome>;

  /** Starts a step-up for an action or a change. Returns `complete` if the session already meets the requirement. */
  beginStepUp(input: { readonly caller: SignedIn; readonly intent: Intent }): Promise<StepUp>;

  /**
   * Returns whether this session meets a requirement. It never writes, so you can call it on each request that needs
   * it. An action that no rule names is denied.
   */
  requireAssurance(input: { readonly caller: SignedIn; readonly need: Need }): Promise<AssuranceCheck>;

  /**
   * Checks a fresh password with `portal.verifyPassword`. Wrong passwords are counted for the account and slowed down
   * by the policy's `throttle`. If the account's epoch changes during the check, for example by a password change, the
   * password is checked again.
   */
  reauthenticate(input: { readonly caller: SignedIn; readonly password: string }): Promise<Reauthentication>;

  /** Returns the data of the settings page. */
  describe(input: { readonly caller: SignedIn }): Promise<AccountView>;

  /** Starts a set-up. Nothing changes before it is confirmed. */
  beginEnrolment(input: {
    readonly caller: Caller;
    readonly method: Method;
    /** The user's name for the factor, up to 64 characters. */
    readonly label?: string;
    /**
     * Which of the portal's contacts receives the code.
     *
     * @defaultValue the first of the channel
     */
    readonly contactId?: string;
    /** An enrolled factor that is removed when this one is confirmed. */
    readonly replaces?: string;
  }): Promise<EnrolmentBegun>;

  /**
   * Completes the sign-in and postpones the enrolment, as far as the policy's grace allows. The user is asked again at
   * the next sign-in.
   */
  postponeEnrolment(input: { readonly caller: Enrolling }): Promise<Postponed>;

  /** Returns a pending set-up again, to the user who started it. */
  resumeEnrolment(input: { readonly caller: Caller; readonly factorId: string }): Promise<EnrolmentBegun>;

  /** Sends the code of a set-up again. */
  sendEnrolmentCode(input: { readonly caller: Caller; readonly factorId: string }): Promise<SendOutcome>;

  /** Confirms a set-up with an answer of the new authenticator. */
  confirmEnrolment(input: {
    readonly caller: Caller;
    readonly factorId: string;
    readonly response: unknown;
  }): Promise<EnrolmentConfirmed>;

  /** Records that the user has stored the backup codes. */
  acknowledgeBackupCodes(input: { readonly caller: Caller }): Promise<BackupCodesAcknowledged>;

  renameFactor(input: {
    readonly caller: SignedIn;
    readonly factorId: string;
    readonly label: string;
  }): Promise<FactorRenamed>;

  /** Sets the factor that is offered first. The others can still be selected. */
  setPrimary(input: { readonly caller: SignedIn; readonly factorId: string }): Promise<PrimaryChosen>;

  removeFactor(input: { readonly caller: SignedIn; readonly factorId: string }): Promise<FactorRemoved>;

  /** Creates a new set of backup codes. The old set becomes invalid. */
  regenerateBackupCodes(input: { readonly caller: SignedIn }): Promise<BackupCodesRegenerated>;

  /** Lists the trusted browsers. */
  listTrustedDevices(input: { readonly caller: SignedIn }): Promise<readonly TrustedDeviceView[]>;

  /** Ends the trust in one browser or in all. Needs no proof, because it can only make sign-in harder. */
  revokeTrustedDevices(input: { readonly caller: SignedIn } & WhichDevices): Promise<DevicesRevoked>;

  /**
   * Call it after the password was changed. It ends trusted browsers and open challenges, and sessions as the policy
   * defines.
   */
  passwordChanged(input: {
    readonly userId: string;
    /** The session that changed the password, if any. It is kept if the policy ends the others. */
    readonly sessionId?: string;
    readonly source?: RequestSource;
  }): Promise<PasswordNoted>;

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

  readonly recovery: RecoveryDesk;
  readonly support: SupportDesk;

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
