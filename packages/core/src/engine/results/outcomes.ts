import type { Evidence } from '../../account/factors/evidence.ts';
import type { EvidenceMethod, Method } from '../../account/factors/method.ts';
import type { AssuranceLevel } from '../../policy/requirements/assurance.ts';
import type { Advice, DenyReason, GraceLeft, Unmet } from '../../policy/requirements/decision.ts';
import type { RecoveryOffer } from './recovery-progress.ts';

/** What the portal keeps in its session once Factorkit is satisfied. Plain data. */
export interface Assurance {
  readonly userId: string;
  readonly evidence: readonly Evidence[];
  /** RFC 8176 values; nothing for backup codes, which have none. */
  readonly amr: readonly string[];
  readonly level: AssuranceLevel;
  /** When the sign-in was completed: milliseconds since 1970. A later step-up does not change it. */
  readonly authenticatedAt: number;
  /** The recovery grant that this session holds: it replaces the lost factor until the grant ends. */
  readonly grant?: string;
  /** Where each tenant has a policy of its own: the one that this was reached at. It counts at no other. */
  readonly tenant?: string;
}

/** What every step of a sign-in may carry. */
interface Step {
  /** The code that takes the place of the backup code that was just used: shown this once. */
  readonly replacementCode?: string;
}

/** Enough was shown. */
export interface Complete extends Step {
  readonly kind: 'complete';
  readonly assurance: Assurance;
  /** What to tell the user, such as to add a second method. */
  readonly advice: readonly Advice[];
  /** What rules in `monitor` mode would have asked for. */
  readonly monitored: readonly Unmet[];
  /** Present where this browser is trusted from now on, or its token was exchanged: the portal sets it as a cookie. */
  readonly trustedDevice?: DeviceToken;
}

/** The secret of a trusted browser, for a `__Host-`, HttpOnly, Secure cookie and nothing else. */
export interface DeviceToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** Something must be shown. The token goes to the browser in a cookie, or to a native client in the body. */
export interface ChallengeRequired extends Step {
  readonly kind: 'challenge';
  readonly token: string;
  readonly challenge: ChallengeView;
}

/** Something must be enrolled before the portal opens. The token allows just that. */
export interface EnrolmentRequired extends Step {
  readonly kind: 'enrol';
  readonly token: string;
  readonly methods: readonly Method[];
  readonly unmet: readonly Unmet[];
  readonly expiresAt: number;
  /** Present where it may be put off: then `postponeEnrolment` signs in. */
  readonly grace?: GraceLeft;
}

/** The policy says no, whatever is shown. */
export interface Denied {
  readonly kind: 'denied';
  /**
   * `no-contact`: there is no address or number to send to, or none that has been known for long enough. `held`: not before
   * `until`, or not before somebody approved. `cool-down`: a request was cancelled; the next may be made at `until`.
   */
  readonly reason: DenyReason | 'held' | 'no-contact' | 'cool-down';
  readonly until?: number;
}

/** The request refers to something that is not, or no longer, there to be answered. Nothing was judged. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: RefusalReason;
}

export type RefusalReason =
  /** Not a token of ours, altered, or sealed with a key that is gone. */
  | 'invalid-token'
  | 'expired'
  /** This challenge was answered already. */
  | 'used'
  /** Made for something else than it was sent to. */
  | 'wrong-purpose'
  /** A step-up is answered in a session: pass it as `caller`. */
  | 'no-session'
  /** The challenge belongs to another user than the session. */
  | 'wrong-user'
  /** The account's factors changed since. */
  | 'superseded'
  /** Not of the shape of a code at all: an empty field, letters. Not counted as a guess. */
  | 'malformed-response'
  /** No such factor, or not one that this challenge may be answered with. */
  | 'unknown-factor'
  /** What the browser answered does not hold: another site, another key, a used challenge. Not counted as a guess. */
  | 'invalid-response'
  /** This authenticator is enrolled already, on this account or on another. */
  | 'already-registered'
  /** There is no set of codes to acknowledge or to answer with. */
  | 'no-backup-codes'
  /** No such recovery is in progress, or not any more. */
  | 'unknown-recovery'
  /** Links cancelled earlier requests, so no link cancels this one: a session with a factor does. */
  | 'contested'
  /** Staff who asked for it do not approve it, and staff do not help themselves. */
  | 'own-request';

/** A wrong answer. It was counted. */
export interface Rejected {
  readonly kind: 'rejected';
  /** Before the next lock. */
  readonly attemptsLeft: number;
  /** The next wrong answer suspends this factor, or the backup codes, for good. Absent otherwise. */
  readonly suspendsNext?: true;
  /**
   * The clock of the authenticator app is off: so many seconds ahead, or behind where negative. Told at the set-up, and
   * later where two codes in a row were off by the same. Absent otherwise.
   */
  readonly clockOffSeconds?: number;
}

/**
 * The right code, and it was used before: refused, and not counted. An app shows the next one at `nextCodeAt`
 * (milliseconds since 1970) at the latest; for a code that is sent, another must be asked for; a backup code is crossed
 * out.
 */
export interface CodeUsed {
  readonly kind: 'code-used';
  readonly nextCodeAt?: number;
}

/** Too many wrong answers: nothing is judged before `retryAt`, also not the right answer. */
export interface Locked {
  readonly kind: 'locked';
  readonly retryAt: number;
  /** After `retryAt`, one more wrong answer suspends this factor for good. Absent otherwise. */
  readonly suspendsNext?: true;
}

/** Far too many: this factor must be enrolled again. */
export interface Suspended {
  readonly kind: 'suspended';
}

/** Fresh proof is asked for before this change: one of the factors, or one of the first factors. */
export interface ProofRequired {
  readonly kind: 'proof-required';
  readonly factors: readonly FactorOption[];
  readonly firstFactors: readonly EvidenceMethod[];
  readonly backupCode: boolean;
}

/**
 * Nothing that is enrolled can meet this, and a new factor of one of these methods is on the way to it: enrol one in the same
 * session, then begin again.
 */
export interface EnrolFirst {
  readonly kind: 'enrol';
  readonly methods: readonly Method[];
  readonly unmet: readonly Unmet[];
}

export type SignIn = Complete | ChallengeRequired | EnrolmentRequired | Denied;
export type Verdict = SignIn | Rejected | CodeUsed | Locked | Suspended | Refused;
export type StepUp = Complete | ChallengeRequired | ProofRequired | EnrolFirst | Denied;
/** What the browser is asked, for the methods that work that way. */
export type BrowserQuestion =
  | {
      readonly kind: 'question';
      readonly method: Method;
      /** For `navigator.credentials.get`, as JSON. */
      readonly options: { readonly [key: string]: unknown };
    }
  | Refused;

/** What became of a code that was asked for. */
export type SendOutcome = CodeSent | SendLimited | SendRefused | Locked | Suspended | Refused;

/** `not-sent`: the message could not be handed over, or nobody knows; another may be asked for at `resendAt`. */
export interface CodeSent {
  readonly kind: 'sent' | 'not-sent';
  readonly factorId: string;
  /** Where to, masked. */
  readonly hint: string;
  /** Until when the code works: milliseconds since 1970. */
  readonly expiresAt: number;
  /** When another may be asked for. */
  readonly resendAt: number;
}

/** The send guard does not send there, or not at all: another method is the way. */
export interface SendRefused {
  readonly kind: 'send-refused';
  readonly reason: string;
}

/** Too many codes were asked for. Nothing was sent, and the last code still works. */
export interface SendLimited {
  readonly kind: 'send-limited';
  readonly retryAt: number;
}

export type Postponed = SignIn | Refused;
export type Reauthentication =
  | { readonly kind: 'complete'; readonly assurance: Assurance }
  | Rejected
  | Locked;

/** What a challenge asks, for the page that asks it. */
export interface ChallengeView {
  readonly purpose: 'sign-in' | 'step-up';
  readonly expiresAt: number;
  /** Primary first. */
  readonly options: readonly FactorOption[];
  /** Whether a backup code may be given instead. */
  readonly backupCode: boolean;
  /** For who lost a factor: the ways back in, and how far one is. */
  readonly recovery: readonly RecoveryOffer[];
  /** A recovery was approved and the old factors do not sign in any more: the recovery code is the only way on. */
  readonly switchedOff: boolean;
  /** Whether this browser may be trusted, if the answer completes the sign-in; the time it would be for. */
  readonly trust?: { readonly forMs: number };
}

/** What a token stands for at this moment. */
export type ChallengeDescription =
  | { readonly kind: 'open'; readonly challenge: ChallengeView }
  | { readonly kind: 'enrol'; readonly enrol: EnrolmentRequired }
  | Refused;

export interface FactorOption {
  readonly factorId: string;
  readonly method: Method;
  readonly label: string;
  /** Where a code would go, masked. */
  readonly hint?: string;
  /** Whether a code is sent to answer with, when `sendCode` asks for it. */
  readonly sends: boolean;
  /** Whether the browser is asked, with what `askBrowser` gives. */
  readonly asks: boolean;
  readonly state:
    | { readonly kind: 'open'; readonly suspendsNext?: true }
    | { readonly kind: 'locked'; readonly retryAt: number; readonly suspendsNext?: true }
    | { readonly kind: 'suspended' };
}
