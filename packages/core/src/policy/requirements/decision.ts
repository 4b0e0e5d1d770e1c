import type { Evidence } from '../../account/factors/evidence.ts';
import type { EvidenceMethod, Method, RecoveryPath, Trait } from '../../account/factors/method.ts';
import type { Freeze } from '../../account/recovery/recovery.ts';
import type { Requirement } from '../schema/requirement.ts';
import type { User } from '../schema/user.ts';

/** The facts that a decision is based on. */
export interface Facts {
  readonly user: User;
  readonly factors: readonly FactorFact[];
  readonly primary?: string;
  readonly backupCodesLeft: number;
  readonly evidence: readonly Evidence[];
  /** The postponed enrolments, by rule. The grace of each rule counts separately. */
  readonly postponed?: readonly PostponedFact[];
  readonly trustedDevices?: number;
  /** The recoveries in progress, at most one for each path. */
  readonly recoveries?: readonly RecoveryFact[];
  /** The recovery grant of this session, if it is still valid. */
  readonly grant?: GrantFact;
  /** Actions that must wait after a recovery. */
  readonly freezes?: readonly Freeze[];
}

/** A postponed enrolment. @inline */
export type PostponedFact = {
  readonly rule: string;
  /** When it was first postponed. A grace period starts here; for a rule without an entry it starts now. */
  readonly firstAt: number;
  readonly times: number;
};

/** An enrolled factor, as a policy needs it. Pending factors are not included. @inline */
export type FactorFact = {
  readonly id: string;
  readonly method: Method;
  readonly status: 'active' | 'suspended';
  /** The traits of its evidence. */
  readonly traits: readonly Trait[];
  readonly channel?: string;
  /** The host no longer lists the contact for its codes, so it cannot be used, as if it were suspended. */
  readonly contactGone?: true;
};

/** @inline */
export type RecoveryFact = {
  readonly via: RecoveryPath;
  /** The user id of staff or of the user. Ids are compared exactly. */
  readonly requestedBy: string;
  readonly approvals: readonly ApprovalFact[];
  /** It needs two approvals, whatever the policy says. */
  readonly contested?: true;
};

/** @inline */
export type ApprovalFact = {
  readonly by: string;
  readonly at: number;
  /** The checks that this person made. An approval without a check does not count. */
  readonly checks: readonly string[];
};

/** @inline */
export type GrantFact = {
  readonly via: RecoveryPath;
};

export type Intent =
  | { readonly kind: 'sign-in' }
  /** Sign in now and enrol later, as far as the grace allows. */
  | { readonly kind: 'postpone-enrolment' }
  | { readonly kind: 'enrol'; readonly method: Method; readonly replaces?: string }
  | { readonly kind: 'confirm'; readonly method: Method; readonly replaces?: string }
  | { readonly kind: 'remove'; readonly factorId: string }
  | { readonly kind: 'set-primary'; readonly factorId: string }
  | { readonly kind: 'regenerate-backup-codes' }
  /** Any other change to the user's own data, such as a label. */
  | { readonly kind: 'manage' }
  /** An action of the portal, by its name. */
  | { readonly kind: 'action'; readonly name: string }
  /** An action with a requirement from the program. */
  | { readonly kind: 'requirement'; readonly requirement: Requirement }
  | { readonly kind: 'trust-device' }
  | { readonly kind: 'recover'; readonly via: RecoveryPath };

export type DenyReason =
  | 'method-not-allowed'
  /** The method is being phased out and cannot be added. */
  | 'method-ending'
  /** The method may not be the only one. */
  | 'not-alone'
  | 'limit-reached'
  | 'must-keep'
  | 'no-usable-factor'
  | 'not-enrolled'
  | 'no-backup-codes'
  /** Possible only with what `primaryIf` requires. */
  | 'no-choice'
  /** No rule names this action, so a misspelt name is refused. */
  | 'unknown-action'
  | 'not-offered'
  /** The grace is over, or there was none. */
  | 'no-grace'
  | 'not-verified';

/** Why a requirement is not met. @inline */
export type UnmetReason = 'missing' | 'not-enrolled' | 'expired' | 'remembered' | 'same-channel' | 'held';

export interface Unmet {
  /** The place in the policy, such as `rules[0].signIn`. */
  readonly path: string;
  /** The rule that requires it. Optional. */
  readonly rule?: string;
  readonly requirement: Requirement;
  readonly why: UnmetReason;
}

/** A hint for the user that requires nothing. */
export type Advice =
  | { readonly kind: 'add-second-method' }
  | { readonly kind: 'enrol'; readonly rule: string; readonly methods: readonly Method[] }
  | { readonly kind: 'backup-codes-low'; readonly left: number }
  | { readonly kind: 'method-ending'; readonly method: Method; readonly until?: number };

/** How much longer an enrolment may be postponed: the strictest of all rules that require it. */
export interface GraceLeft {
  /** Until this moment: milliseconds since 1970. */
  readonly until?: number;
  /** At most this many times. */
  readonly skips?: number;
}

/** Advice and monitoring that come with every decision. @inline */
export type Remarks = {
  readonly advice: readonly Advice[];
  /** What rules in `monitor` mode would have required. */
  readonly monitored: readonly Unmet[];
};

/** @inline */
export type Challenge = {
  readonly outcome: 'challenge';
  readonly unmet: readonly Unmet[];
  /** The factors that can meet it, primary first. */
  readonly factors: readonly string[];
  /** The first factors that can meet it, such as a fresh password. */
  readonly firstFactors: readonly EvidenceMethod[];
  readonly backupCode: boolean;
};

/** A decision without its remarks. @inline */
export type DecisionOutcome =
  | { readonly outcome: 'allow' }
  | Challenge
  | {
      readonly outcome: 'enrol';
      readonly unmet: readonly Unmet[];
      readonly methods: readonly Method[];
      /** Present if it may be postponed: then `postpone-enrolment` is allowed. */
      readonly grace?: GraceLeft;
    }
  /** Only time or an approval helps. */
  | { readonly outcome: 'wait'; readonly unmet: readonly Unmet[]; readonly until?: number }
  | { readonly outcome: 'deny'; readonly reason: DenyReason };

export type Decision = DecisionOutcome & Remarks;
