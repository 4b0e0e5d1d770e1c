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
  BrowserQuestion,
  ChallengeDescription,
  Postponed,
  Reauthentication,
  SendOutcome,
  SignIn,
  StepUp,
  Verdict,
} from './results/outcomes.ts';

/** What something takes: an action that the policy's rules name, or a requirement said right here. */
export type Need = { readonly action: string } | { readonly requirement: Requirement };

/**
 * The engine. Every method loads the account, decides, saves if nothing changed meanwhile, and only then answers.
 *
 * Expected refusals are values. It throws `MfaError` when a port fails (`storage-failed`, `contention`,
 * `account-unreadable`, `account-missing`, `seal-broken`, `clock-failed`, `clock-differs`, `portal-failed`) or when it is
 * called with something that is not of the documented shape (`input-invalid`). Whatever it throws, nobody was let in.
 */
export interface Mfa {
  /** The actions that the policy's rules name, so that a misspelt one is found at start-up and not by a customer. */
  readonly actions: readonly string[];

  /**
   * Checks what only asking can tell: that the store answers, and that its clock and that of this server differ by at most a
   * minute. Call it before the server takes requests.
   *
   * @throws MfaError `storage-failed` or `clock-differs`.
   */
  ready(): Promise<void>;

  /**
   * The one gate after any first factor. One read. A write only where a trusted browser is recognised, where the host names
   * other contacts than before, or where the sign-in before this one was not finished.
   */
  beginSignIn(input: {
    readonly userId: string;
    readonly user: User;
    readonly firstFactor: FirstFactor;
    /**
     * What the portal stored when `portal.enrolmentChanged` told it of this user. If true and the store has no enrolled
     * factor, the sign-in is refused with `account-missing`; if false and it has one, the portal is told again.
     * Defaults to the answer of `portal.expectEnrolled`; without that hook nothing is expected.
     */
    readonly expectEnrolled?: boolean;
    /** The token of a trusted device that the browser sent along, whatever it is. */
    readonly trustedDevice?: string;
    readonly source?: RequestSource;
  }): Promise<SignIn>;

  /** What a token asks for: for the page that asks it. */
  describeChallenge(input: { readonly token: string }): Promise<ChallengeDescription>;

  /** Sends a code to a factor that works that way. Asked for by the user, never by itself. */
  sendCode(input: {
    readonly token: string;
    readonly factorId: string;
    readonly source?: RequestSource;
  }): Promise<SendOutcome>;

  /** What the browser is to be asked, for a security key or the like. */
  askBrowser(input: { readonly token: string; readonly method: Method }): Promise<BrowserQuestion>;

  /**
   * Judges an answer. `response` is what the user typed, as it came: it is normalised here; or what the browser gave.
   * Without a `factorId` the answer itself says whose it is, as a browser's does.
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
  }): Promise<Verdict>;

  /** Judges a backup code in place of a factor. */
  verifyBackupCode(input: {
    readonly token: string;
    readonly code: unknown;
    /** The session that a step-up raises. Required for a step-up, ignored for a sign-in. */
    readonly caller?: SignedIn;
    readonly source?: RequestSource;
  }): Promise<Verdict>;

  /** Asks for what a coming change needs. `complete` where the session shows enough already. */
  beginStepUp(input: { readonly caller: SignedIn; readonly intent: Intent }): Promise<StepUp>;

  /**
   * Whether this session shows enough for something. Asks and writes nothing: call it on each request that matters.
   * With an action that no rule names the answer is no.
   */
  requireAssurance(input: { readonly caller: SignedIn; readonly need: Need }): Promise<AssuranceCheck>;

  /**
   * Checks a fresh password with `portal.verifyPassword`. Wrong ones are counted for the account and slowed down by the
   * policy's `throttle`. If the account's epoch changes during the check, by a password change for example, the password
   * is checked again.
   */
  reauthenticate(input: { readonly caller: SignedIn; readonly password: string }): Promise<Reauthentication>;

  /** The settings page. */
  describe(input: { readonly caller: SignedIn }): Promise<AccountView>;

  /** Starts a set-up. Nothing takes effect before it is confirmed. */
  beginEnrolment(input: {
    readonly caller: Caller;
    readonly method: Method;
    /** The user's name for it, up to 64 characters. */
    readonly label?: string;
    /** Which of the portal's contacts a code goes to. Defaults to the first of its kind. */
    readonly contactId?: string;
    /** An enrolled factor that dies when this one is confirmed. */
    readonly replaces?: string;
  }): Promise<EnrolmentBegun>;

  /** Signs in now and enrols later, as far as the policy's grace allows. The user is asked again next time. */
  postponeEnrolment(input: { readonly caller: Enrolling }): Promise<Postponed>;

  /** Shows a pending set-up again, to the person who began it. */
  resumeEnrolment(input: { readonly caller: Caller; readonly factorId: string }): Promise<EnrolmentBegun>;

  /** Sends the code of a set-up once more. */
  sendEnrolmentCode(input: { readonly caller: Caller; readonly factorId: string }): Promise<SendOutcome>;

  /** Proves the new authenticator. */
  confirmEnrolment(input: {
    readonly caller: Caller;
    readonly factorId: string;
    readonly response: unknown;
  }): Promise<EnrolmentConfirmed>;

  /** Records that the user confirmed to have stored the backup codes. */
  acknowledgeBackupCodes(input: { readonly caller: Caller }): Promise<BackupCodesAcknowledged>;

  renameFactor(input: {
    readonly caller: SignedIn;
    readonly factorId: string;
    readonly label: string;
  }): Promise<FactorRenamed>;

  /** Chooses the factor that is asked first. The others stay selectable. */
  setPrimary(input: { readonly caller: SignedIn; readonly factorId: string }): Promise<PrimaryChosen>;

  removeFactor(input: { readonly caller: SignedIn; readonly factorId: string }): Promise<FactorRemoved>;

  /** A new set; the old one dies with it. */
  regenerateBackupCodes(input: { readonly caller: SignedIn }): Promise<BackupCodesRegenerated>;

  /** The browsers that are trusted. */
  listTrustedDevices(input: { readonly caller: SignedIn }): Promise<readonly TrustedDeviceView[]>;

  /** Ends the trust in one browser, or in all. Needs no proof: it can only make sign-in harder. */
  revokeTrustedDevices(input: { readonly caller: SignedIn } & WhichDevices): Promise<DevicesRevoked>;

  /** Tells that the password was changed: trust and open challenges end, and sessions as the policy says. */
  passwordChanged(input: {
    readonly userId: string;
    /** The session that changed it, if one did: spared where the policy ends the others. */
    readonly sessionId?: string;
    readonly source?: RequestSource;
  }): Promise<PasswordNoted>;

  /**
   * Moves an account to another user id, with its factors, backup codes, contacts and waiting notices. Sessions, open
   * sign-ins, set-ups, trusted browsers and recoveries of the old id end. Call it before the portal itself uses the new id,
   * and `eraseAccount` for the old one after the portal stopped using that: until then the old id is refused with
   * `account-moved`, so that its password alone opens nothing. If it throws, call it again with the same ids.
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
   * A text that changes whenever the user's sessions are to end, for a portal whose sessions are tokens: it puts the
   * stamp in the token at sign-in and compares on each request; one that differs is a session that ended. Opaque;
   * compared, never read. An unknown user has one too.
   *
   * The session that made a change takes the new stamp, unless the outcome says that all sessions ended (`scope`
   * `all`). After `eraseAccount` it is that of an unknown user again: end the sessions of an erased user some other way.
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
   * Sends what waits in the outboxes, by `portal.notify`, to all of `portal.contacts` but the one that the change itself
   * added: call it on a timer, every minute or so, on any number of servers. Each notice goes to each contact once, as
   * far as can be known, and is tried again with growing pauses where that failed, for about a day. A `notify` that does
   * not answer within its deadline counts as failed. An account that cannot be read is passed over, reported in
   * `passedOver`, and tried again later, so that it does not keep the others waiting.
   *
   * @throws MfaError `configuration-invalid` without `portal.notify` and `portal.enrolmentChanged`, and `storage-failed`
   * if the store served no account.
   */
  dispatchNotices(
    input: Whose & {
      /** How many accounts are looked at. Defaults to 100. */
      readonly limit?: number;
    },
  ): Promise<NoticesDispatched>;

  /** The audit trail, page by page: of one user, or of everybody. The portal decides who may read it. */
  readEvents(
    query: Whose & {
      /** The `cursor` of an earlier page: what comes after it. */
      readonly after?: string | undefined;
      /** At most so many: 1 to 1000. */
      readonly limit: number;
    },
  ): Promise<EventPage>;

  /** The audit trail as JSON lines, for a file or a log collector. */
  exportEvents(input: Whose & { readonly after?: string }): AsyncIterable<string>;

  /** Everything kept about a user, without secrets. The portal decides who may ask for it. */
  exportAccount(input: { readonly userId: string }): Promise<AccountExport>;

  /**
   * Removes everything kept about a user, and leaves the audit trail to nobody: the user's events stay in their places
   * with one random pseudonym for the user id, without where they came from and what staff noted. `onEvent` is told
   * `account.erased` with the user id, so that the portal can do the same with copies of its own. The portal decides
   * who may ask for it. After an error call it again: erasing twice is harmless.
   *
   * @throws MfaError `portal-failed` if `portal.enrolmentChanged` failed. The account is gone then.
   */
  eraseAccount(input: { readonly userId: string; readonly source?: RequestSource }): Promise<void>;

  /**
   * Seals again, under the first of `keys`, whatever the store holds under another: account by account, in batches, while
   * servers run. It tells after each batch how far it is; broken off, it goes on from that `cursor`, in another process
   * too. What is under the first key already is looked at and not written, so running it twice does no harm.
   *
   * Every server must know the new key before it begins: see the guide on keys.
   *
   * @throws MfaError `storage-failed` where the store fails; what was told before that stands.
   *
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
    /** The `cursor` of a run that was broken off. */
    readonly after?: string;
    /** How many accounts between two reports: 1 to 1000. Defaults to 100. */
    readonly batch?: number;
  }): AsyncIterable<KeyRotation>;
}
