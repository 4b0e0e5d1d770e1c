import type { Method } from '../account/factors/method.ts';
import type { Intent } from '../policy/requirements/decision.ts';
import type { Policy } from '../policy/schema/policy.ts';
import type { Requirement } from '../policy/schema/requirement.ts';
import type { User } from '../policy/schema/user.ts';
import type { RequestSource } from '../ports/audit.ts';
import type { Caller, DeviceNaming, Enrolling, FirstFactor, SignedIn, WhichDevices } from './actors.ts';
import type { MfaUpkeep } from './mfa-upkeep.ts';
import type {
  AccountView,
  AssuranceCheck,
  BackupCodesAcknowledged,
  BackupCodesRegenerated,
  EnrolmentBegun,
  EnrolmentConfirmed,
  FactorRemoved,
  FactorRenamed,
  PasswordNoted,
  PrimaryChosen,
  TrustedDeviceView,
} from './results/account-outcomes.ts';
import type { DevicesRevoked } from './results/desk-outcomes.ts';
import type { RecoveryDesk, SupportDesk } from './results/desks.ts';
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
export interface Mfa extends MfaUpkeep {
  /** The actions that the policy's rules name. Use it to detect a misspelt action at start-up. */
  readonly actions: readonly string[];

  /** The policy as it was read, with its defaults not filled in. */
  readonly policy: Policy;

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

  /**
   * Returns a pending set-up again, to its user, if this session or token may start it or could when it was started. If
   * not, it is refused with `unknown-factor`.
   */
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
  acknowledgeBackupCodes(input: {
    readonly caller: Caller;
    /**
     * The set-up that this completes: `factorId` of the outcome `acknowledge`. If another one is waiting by now, the call
     * is refused with `superseded`. Needed only if a set-up waits for it.
     */
    readonly factorId?: string;
  }): Promise<BackupCodesAcknowledged>;

  renameFactor(input: {
    readonly caller: SignedIn;
    readonly factorId: string;
    readonly label: string;
  }): Promise<FactorRenamed>;

  /** Sets the factor that is offered first. The others can still be selected. */
  setPrimary(input: { readonly caller: SignedIn; readonly factorId: string }): Promise<PrimaryChosen>;

  removeFactor(input: { readonly caller: SignedIn; readonly factorId: string }): Promise<FactorRemoved>;

  /** Creates a new set of backup codes. The old set becomes invalid. */
  regenerateBackupCodes(input: {
    readonly caller: SignedIn;
    /**
     * A random text of yours, at least 16 characters. The same call with the same text returns the same codes again, until they
     * are acknowledged or one of them is used: for a page that is loaded again. The codes are stored nowhere.
     */
    readonly requestId?: string;
  }): Promise<BackupCodesRegenerated>;

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

  readonly recovery: RecoveryDesk;
  readonly support: SupportDesk;
}
