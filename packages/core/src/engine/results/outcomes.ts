import type { Evidence } from '../../account/factors/evidence.ts';
import type { EvidenceMethod, Method } from '../../account/factors/method.ts';
import type { AssuranceLevel } from '../../policy/requirements/assurance.ts';
import type { Advice, DenyReason, GraceLeft, Unmet } from '../../policy/requirements/decision.ts';
import type { RecoveryOffer } from './recovery-progress.ts';

/** What was proved for a session, and when. The portal keeps it in its session. Plain data. */
export interface Assurance {
  readonly userId: string;
  readonly evidence: readonly Evidence[];
  /** RFC 8176 values. Backup codes have none. */
  readonly amr: readonly string[];
  readonly level: AssuranceLevel;
  /** When the sign-in was completed: milliseconds since 1970. A later step-up does not change it. */
  readonly authenticatedAt: number;
  /** The recovery grant of this session. It replaces the lost factor until the grant ends. */
  readonly grant?: string;
  /** The tenant, if each tenant has its own policy. The assurance is valid only for this tenant. */
  readonly tenant?: string;
}

/** What every outcome of a sign-in may contain. */
interface Step {
  /** A new backup code that replaces the one just used. Shown only this once. */
  readonly replacementCode?: string;
}

/** The requirement is met. */
export interface Complete extends Step {
  readonly kind: 'complete';
  readonly assurance: Assurance;
  /** Advice to show to the user, such as to add a second method. */
  readonly advice: readonly Advice[];
  /** What rules in `monitor` mode would have required. */
  readonly monitored: readonly Unmet[];
  /** Present if this browser was trusted now, or its token was renewed. The portal sets it as a cookie. */
  readonly trustedDevice?: DeviceToken;
  /**
   * Present if a factor was proved and this browser is not trusted. It replaces no factor: from this browser codes are
   * sent also while an attacker with the password requests as many as possible. Set it as the same cookie.
   */
  readonly knownDevice?: DeviceToken;
}

/** The secret of a trusted or known browser. Store it only in a `__Host-`, HttpOnly, Secure cookie. */
export interface DeviceToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** The user must prove a factor. Send the token to the browser in a cookie, or to a native client in the body. */
export interface ChallengeRequired extends Step {
  readonly kind: 'challenge';
  readonly token: string;
  readonly challenge: ChallengeView;
}

/** The user must enrol a factor before the portal signs them in. The token permits only that. */
export interface EnrolmentRequired extends Step {
  readonly kind: 'enrol';
  readonly token: string;
  readonly methods: readonly Method[];
  readonly unmet: readonly Unmet[];
  readonly expiresAt: number;
  /** Present if the user may postpone it with `postponeEnrolment`. */
  readonly grace?: GraceLeft;
}

/**
 * The refusals that calls return instead of throwing, by their `kind`: `Refusals['locked' | 'rejected']` is either of two,
 * `Refusals[keyof Refusals]` any of them.
 */
export interface Refusals {
  /** The policy refuses, whatever the user proves. */
  readonly denied: {
    readonly kind: 'denied';
    /**
     * `no-contact`: there is no address or number to send to, or none that was known for long enough. `held`: not before
     * `until`, or not before an approval. `cool-down`: a request was cancelled; the next one is possible at `until`.
     */
    readonly reason: DenyReason | 'held' | 'no-contact' | 'cool-down';
    readonly until?: number;
  };

  /** The request refers to something that does not exist, or no longer. Nothing was verified. */
  readonly refused: {
    readonly kind: 'refused';
    readonly reason:
      | 'expired'
      /** Not a token of this engine, altered, or sealed with a missing key. */
      | 'invalid-token'
      /** This challenge was already answered. */
      | 'used'
      /** The token was made for another purpose. */
      | 'wrong-purpose'
      /** A step-up is answered in a session: pass it as `caller`. */
      | 'no-session'
      /** The challenge belongs to another user than the session. */
      | 'wrong-user'
      /** The account's factors changed since then. */
      | 'superseded'
      /** Not in the form of a code, such as an empty field or letters. Not counted as a failure. */
      | 'malformed-response'
      /** No such factor, or not one that can answer this challenge. */
      | 'unknown-factor'
      /** The browser's answer is not valid: another site, another key, a used challenge. Not counted as a failure. */
      | 'invalid-response'
      /** This authenticator is already enrolled, on this account or on another. */
      | 'already-registered'
      /** There are no backup codes to acknowledge or to answer with. */
      | 'no-backup-codes'
      /** No such recovery is in progress. */
      | 'unknown-recovery'
      /** Earlier requests were cancelled by link, so no link can cancel this one. A session with a proved factor can. */
      | 'contested'
      /** Staff cannot approve their own request, and cannot act on their own account. */
      | 'own-request';
  };

  /** A wrong answer. It was counted. */
  readonly rejected: {
    readonly kind: 'rejected';
    /** Before the next lock. */
    readonly attemptsLeft: number;
    /** The next wrong answer suspends this factor, or the backup codes, permanently. Otherwise not present. */
    readonly suspendsNext?: true;
    /**
     * The clock of the authenticator app is wrong by this many seconds: positive if ahead, negative if behind. Reported
     * at the set-up, and later if two codes in a row differ by the same. Otherwise not present.
     */
    readonly clockOffSeconds?: number;
  };

  /**
   * The correct code, but it was used before: refused and not counted. An app shows the next one at `nextCodeAt`
   * (milliseconds since 1970) at the latest. For a code that is sent, the user must request another. A backup code is
   * used up.
   */
  readonly 'code-used': {
    readonly kind: 'code-used';
    readonly nextCodeAt?: number;
  };

  /** Too many wrong answers: nothing is verified before `retryAt`, not even the correct answer. */
  readonly locked: {
    readonly kind: 'locked';
    readonly retryAt: number;
    /** After `retryAt`, one more wrong answer suspends this factor permanently. Otherwise not present. */
    readonly suspendsNext?: true;
  };

  /** Too many wrong answers in total: this factor must be enrolled again. */
  readonly suspended: {
    readonly kind: 'suspended';
  };

  /** This change needs fresh proof: one of these factors or first factors. */
  readonly 'proof-required': {
    readonly kind: 'proof-required';
    readonly factors: readonly FactorOption[];
    readonly firstFactors: readonly EvidenceMethod[];
    readonly backupCode: boolean;
  };

  /**
   * No enrolled factor can meet the requirement. Enrol a factor of one of these methods in the same session, then start
   * again.
   */
  readonly enrol: {
    readonly kind: 'enrol';
    readonly methods: readonly Method[];
    readonly unmet: readonly Unmet[];
  };

  /** Too many codes were requested. Nothing was sent, and the last code still works. */
  readonly 'send-limited': {
    readonly kind: 'send-limited';
    readonly retryAt: number;
  };

  /** The send guard does not send to this recipient, or not at all. Offer another method. */
  readonly 'send-refused': {
    readonly kind: 'send-refused';
    readonly reason: string;
  };
}

export type SignIn = Complete | ChallengeRequired | EnrolmentRequired | Refusals['denied'];
export type VerifyOutcome = SignIn | Refusals['rejected' | 'code-used' | 'locked' | 'suspended' | 'refused'];
export type StepUp = Complete | ChallengeRequired | Refusals['proof-required' | 'enrol' | 'denied'];
/** The WebAuthn options for the browser. */
export type CeremonyOptions =
  | {
      readonly kind: 'question';
      readonly method: Method;
      /** For `navigator.credentials.get`, as JSON. */
      readonly options: { readonly [key: string]: unknown };
    }
  | Refusals['refused'];

/** The result of a request to send a code. */
export type SendOutcome =
  | CodeSent
  | Refusals['send-limited' | 'send-refused' | 'locked' | 'suspended' | 'refused'];

/**
 * `not-sent`: the message could not be handed over, or the result is unknown. Another can be requested at `resendAt`.
 */
export interface CodeSent {
  readonly kind: 'sent' | 'not-sent';
  readonly factorId: string;
  /** Where it was sent, masked. */
  readonly hint: string;
  /** When the code expires: milliseconds since 1970. */
  readonly expiresAt: number;
  /** When another code can be requested. */
  readonly resendAt: number;
}

/** @inline */
export type Postponed = SignIn | Refusals['refused'];
/** @inline */
export type Reauthentication =
  | { readonly kind: 'complete'; readonly assurance: Assurance }
  | Refusals['rejected' | 'locked'];

/** A challenge, for the page that shows it. */
export interface ChallengeView {
  readonly purpose: 'sign-in' | 'step-up';
  readonly expiresAt: number;
  /** The primary factor comes first. */
  readonly options: readonly FactorOption[];
  /** Whether a backup code is accepted instead. */
  readonly backupCode: boolean;
  /** For a user who lost a factor: the recovery methods and their state. */
  readonly recovery: readonly RecoveryOffer[];
  /** A recovery was approved and the old factors no longer sign in: only the recovery code is accepted. */
  readonly switchedOff: boolean;
  /** Present if this browser may be trusted when the answer completes the sign-in. `forMs` is how long. */
  readonly trust?: { readonly forMs: number };
}

/** What a token is for at this moment. @inline */
export type ChallengeDescription =
  | { readonly kind: 'open'; readonly challenge: ChallengeView }
  | { readonly kind: 'enrol'; readonly enrol: EnrolmentRequired }
  | Refusals['refused'];

export interface FactorOption {
  readonly factorId: string;
  readonly method: Method;
  readonly label: string;
  /** Where a code would be sent, masked. */
  readonly hint?: string;
  /** Whether `sendCode` sends a code for this factor. */
  readonly sends: boolean;
  /** Whether the browser answers, with the options of `createCeremonyOptions`. */
  readonly asks: boolean;
  readonly state:
    | { readonly kind: 'open'; readonly suspendsNext?: true }
    | { readonly kind: 'locked'; readonly retryAt: number; readonly suspendsNext?: true }
    | { readonly kind: 'suspended' };
}
