import type { FirstFactorMethod, Method, Trait } from '../account/method.ts';
import type { Intent } from '../policy/decision.ts';
import type { User } from '../policy/user.ts';
import type { RequestSource } from '../ports/audit.ts';
import type {
  AccountView,
  Assurance,
  BackupCodesAcknowledged,
  BackupCodesRegenerated,
  BrowserQuestion,
  ChallengeDescription,
  EnrolmentBegun,
  EnrolmentConfirmed,
  FactorRemoved,
  FactorRenamed,
  Postponed,
  PrimaryChosen,
  Reauthentication,
  SendOutcome,
  SignIn,
  StepUp,
  Verdict,
} from './outcomes.ts';

/** What the portal checked itself, just now. */
export interface FirstFactor {
  readonly method: FirstFactorMethod;
  /** When it was checked, if not at this moment: milliseconds since 1970. */
  readonly at?: number;
  readonly traits?: readonly Trait[];
}

/** A person the portal has signed in: it keeps the assurance in its session and hands it back here. */
export interface SignedIn {
  readonly userId: string;
  readonly user: User;
  readonly assurance: Assurance;
  /** The portal's session of this request: the one that is spared when the others end. */
  readonly sessionId?: string;
  readonly source?: RequestSource;
}

/** A person who may only enrol, by the token of an `enrol` outcome. */
export interface Enrolling {
  readonly token: string;
  readonly source?: RequestSource;
}

export type Caller = SignedIn | Enrolling;

/**
 * The engine. Every method loads the account, decides, saves if nothing changed meanwhile, and only then answers.
 *
 * Expected refusals are values. It throws `MfaError` when a port fails (`storage-failed`, `contention`,
 * `account-unreadable`, `seal-broken`, `clock-failed`, `portal-failed`) or when it is called with something that is
 * not of the documented shape (`input-invalid`). Whatever it throws, nobody was let in.
 */
export interface Mfa {
  /** The one gate after any first factor. One read, no write. */
  beginSignIn(input: {
    readonly userId: string;
    readonly user: User;
    readonly firstFactor: FirstFactor;
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
    readonly source?: RequestSource;
  }): Promise<Verdict>;

  /** Judges a backup code in place of a factor. */
  verifyBackupCode(input: {
    readonly token: string;
    readonly code: unknown;
    readonly source?: RequestSource;
  }): Promise<Verdict>;

  /** Asks for what a coming change needs. `complete` where the session shows enough already. */
  beginStepUp(input: { readonly caller: SignedIn; readonly intent: Intent }): Promise<StepUp>;

  /** A fresh password, checked by `portal.verifyPassword`. */
  reauthenticate(input: { readonly caller: SignedIn; readonly password: string }): Promise<Reauthentication>;

  /** The settings page. */
  describe(input: { readonly caller: SignedIn }): Promise<AccountView>;

  /** Starts a set-up. Nothing takes effect before it is confirmed. */
  beginEnrolment(input: {
    readonly caller: Caller;
    readonly method: Method;
    /** The user's name for it, up to 64 characters. */
    readonly label?: string;
    /** Which of the portal's contacts a code goes to; the first of its kind where it is not said. */
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

  /** The user's word that the backup codes are kept. */
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

  /** Removes everything kept about a user. The portal decides who may ask for it. */
  eraseAccount(input: { readonly userId: string; readonly source?: RequestSource }): Promise<void>;
}
