import type { Evidence } from '../../account/factors/evidence.ts';
import type { EvidenceMethod, Method, RecoveryPath, Trait } from '../../account/factors/method.ts';
import type { Freeze } from '../../account/recovery/recovery.ts';
import type { Requirement } from '../schema/requirement.ts';
import type { User } from '../schema/user.ts';

/** What the policy is asked about. */
export interface Facts {
  readonly user: User;
  readonly factors: readonly FactorFact[];
  readonly primary?: string;
  readonly backupCodesLeft: number;
  readonly evidence: readonly Evidence[];
  /** What the user has put off, by rule: the grace of each rule counts for itself. */
  readonly postponed?: readonly PostponedFact[];
  readonly trustedDevices?: number;
  /** The recoveries in progress, at most one of each path. */
  readonly recoveries?: readonly RecoveryFact[];
  /** The recovery grant that this session holds, if it is in force. */
  readonly grant?: GrantFact;
  /** Actions that wait after a recovery. */
  readonly freezes?: readonly Freeze[];
}

/** An enrolment that was put off. */
export interface PostponedFact {
  readonly rule: string;
  /** When it was first put off: grace for a duration counts from here, and for a rule that is not named from now. */
  readonly firstAt: number;
  readonly times: number;
}

/** An enrolled factor, as far as a policy needs to know it. Pending ones are not facts. */
export interface FactorFact {
  readonly id: string;
  readonly method: Method;
  readonly status: 'active' | 'suspended';
  /** What it would show. */
  readonly traits: readonly Trait[];
  readonly channel?: string;
  /** The host no longer names the contact that its codes go to: it cannot be used, as if it were suspended. */
  readonly contactGone?: true;
}

export interface RecoveryFact {
  readonly via: RecoveryPath;
  /** A user id, of staff or of the user. Ids are compared exactly. */
  readonly requestedBy: string;
  readonly approvals: readonly ApprovalFact[];
  /** It takes two approvals, whatever the policy says. */
  readonly contested?: true;
}

export interface ApprovalFact {
  readonly by: string;
  readonly at: number;
  /** What this person checked. An approval without a check counts for nothing. */
  readonly checks: readonly string[];
}

export interface GrantFact {
  readonly via: RecoveryPath;
}

export type Intent =
  | { readonly kind: 'sign-in' }
  /** Sign in now and enrol later, as far as the grace allows. */
  | { readonly kind: 'postpone-enrolment' }
  | { readonly kind: 'enrol'; readonly method: Method; readonly replaces?: string }
  | { readonly kind: 'confirm'; readonly method: Method; readonly replaces?: string }
  | { readonly kind: 'remove'; readonly factorId: string }
  | { readonly kind: 'set-primary'; readonly factorId: string }
  | { readonly kind: 'regenerate-backup-codes' }
  /** Any other change to what is the user's own, such as a label. */
  | { readonly kind: 'manage' }
  /** Something the portal guards, by its name. */
  | { readonly kind: 'action'; readonly name: string }
  /** The same, with what it takes said in the program. */
  | { readonly kind: 'requirement'; readonly requirement: Requirement }
  | { readonly kind: 'trust-device' }
  | { readonly kind: 'recover'; readonly via: RecoveryPath };

export type DenyReason =
  | 'method-not-allowed'
  /** The method is being phased out: none is added. */
  | 'method-ending'
  /** The method may not be the only one. */
  | 'not-alone'
  | 'limit-reached'
  | 'must-keep'
  | 'no-usable-factor'
  | 'not-enrolled'
  | 'no-backup-codes'
  /** Only with what `primaryIf` asks for. */
  | 'no-choice'
  /** No rule names this action: a misspelt name must not let pass. */
  | 'unknown-action'
  | 'not-offered'
  /** The grace is over, or there never was one. */
  | 'no-grace'
  | 'not-verified';

/** Why a requirement is not met. */
export type UnmetReason = 'missing' | 'not-enrolled' | 'expired' | 'remembered' | 'same-channel' | 'held';

export interface Unmet {
  /** Where in the policy it stands, such as `rules[0].signIn`. */
  readonly path: string;
  /** The rule that asks for it, where a rule does. */
  readonly rule?: string;
  readonly requirement: Requirement;
  readonly why: UnmetReason;
}

/** What the user should be told, and is not made to do. */
export type Advice =
  | { readonly kind: 'add-second-method' }
  | { readonly kind: 'enrol'; readonly rule: string; readonly methods: readonly Method[] }
  | { readonly kind: 'backup-codes-low'; readonly left: number }
  | { readonly kind: 'method-ending'; readonly method: Method; readonly until?: number };

/** How much longer an enrolment may be put off. The tightest of all rules that ask for it. */
export interface GraceLeft {
  /** Not after this moment: milliseconds since 1970. */
  readonly until?: number;
  /** And not more often than this. */
  readonly skips?: number;
}

/** What goes with every decision. */
export interface Remarks {
  readonly advice: readonly Advice[];
  /** What rules in `monitor` mode would have asked for. */
  readonly monitored: readonly Unmet[];
}

export interface Challenge {
  readonly outcome: 'challenge';
  readonly unmet: readonly Unmet[];
  /** The factors that could meet it, primary first. */
  readonly factors: readonly string[];
  /** The first factors (a fresh password, say) that could. */
  readonly firstFactors: readonly EvidenceMethod[];
  readonly backupCode: boolean;
}

/** What is decided, without the remarks that go with it. */
export type Verdict =
  | { readonly outcome: 'allow' }
  | Challenge
  | {
      readonly outcome: 'enrol';
      readonly unmet: readonly Unmet[];
      readonly methods: readonly Method[];
      /** Present where it may be put off: then `postpone-enrolment` is allowed. */
      readonly grace?: GraceLeft;
    }
  /** Nothing helps but time, or others. */
  | { readonly outcome: 'wait'; readonly unmet: readonly Unmet[]; readonly until?: number }
  | { readonly outcome: 'deny'; readonly reason: DenyReason };

export type Decision = Verdict & Remarks;
