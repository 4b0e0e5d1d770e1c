import type { Method, RecoveryPath } from '../../account/factors/method.ts';
import type { Condition, RuleCondition } from './condition.ts';
import type { Duration } from './duration.ts';
import type { Requirement } from './requirement.ts';
import type { ThrottleRule } from './throttle.ts';

/** A moment as ISO 8601 in UTC: `2027-03-01T00:00:00Z`. @inline */
export type Moment = string;

/** The rules of a portal for second factors. Plain data, so that it can be stored, compared and reviewed. */
export interface Policy {
  /** The location of the JSON Schema, for editors. */
  readonly $schema?: string;
  readonly schema: 1;
  readonly id: string;
  /** The methods that may be enrolled and used. Other methods are not allowed. */
  readonly methods: { readonly [method in Method]?: MethodRule };
  /**
   * True: enrolment is optional, but an enrolled factor is always required.
   *
   * @defaultValue `true`
   */
  readonly enrolledMeansRequired?: boolean;
  /** All matching rules must be met together. Adding a rule never loosens the policy. */
  readonly rules: readonly Rule[];
  readonly manage: ManageRules;
  readonly backupCodes?: BackupCodeRule;
  readonly recovery: readonly RecoveryRule[];
  readonly trustedDevices?: TrustedDeviceRule;
  readonly throttle?: ThrottleRule;
  readonly on?: readonly Reaction[];
}

export interface MethodRule {
  /**
   * `existing`: existing factors stay valid, but no new ones can be enrolled. For a method that is being phased out.
   */
  readonly allow: 'yes' | 'existing';
  /** From this moment the method is not allowed. Only with `existing`. */
  readonly until?: Moment;
  /**
   * Maximum number of factors of this method for each user.
   *
   * @defaultValue `5`
   */
  readonly max?: number;
  /**
   * A factor of this method counts only while this requirement is met by other enrolled factors. Use it so that SMS is
   * never the only factor.
   */
  readonly activeOnlyIf?: Requirement;
  /**
   * How many earlier time steps of an authenticator app are accepted.
   *
   * @defaultValue `1`
   */
  readonly past?: number;
  /**
   * How many later time steps are accepted, for a phone whose clock is ahead.
   *
   * @defaultValue `1`
   */
  readonly future?: number;
  /** For codes that are sent. */
  readonly code?: DeliveredCodeRule;
  /**
   * How often a code may be sent to one user. The limits apply separately to sign-in before any factor, to set-ups, and
   * after a factor.
   */
  readonly send?: SendRule;
  /**
   * For WebAuthn: both requested from the browser and checked.
   *
   * @defaultValue `preferred`
   */
  readonly userVerification?: 'required' | 'preferred' | 'discouraged';
}

/** @inline */
export type DeliveredCodeRule = {
  /** @defaultValue `6` */
  readonly digits?: 6 | 7 | 8;
  /** Defaults to 10 minutes, which is also the maximum. */
  readonly expiresAfter?: Duration;
};

/** @inline */
export type SendRule = {
  /**
   * The wait before the next code.
   *
   * @defaultValue `30s`
   */
  readonly every?: Duration;
  /** @defaultValue `10` */
  readonly perHour?: number;
  /** @defaultValue `20` */
  readonly perDay?: number;
};

/** One requirement for some or all users. Matching rules are combined with AND, so their order does not matter. */
export interface Rule {
  readonly id: string;
  /** The users that it applies to. Defaults to all users. */
  readonly when?: RuleCondition;
  /**
   * `monitor`: the rule is evaluated and reported, but not enforced.
   *
   * @defaultValue `enforce`
   */
  readonly mode?: 'enforce' | 'monitor';
  /** What must be enrolled before the user is signed in. */
  readonly enrol?: Requirement;
  /** How long the enrolment may be postponed. */
  readonly grace?: Grace;
  /** What must be proved at each sign-in, in addition to the first factor. */
  readonly signIn?: Requirement;
  /** What must be proved before an action of the portal, by the action's name. */
  readonly actions?: { readonly [action: string]: Requirement };
  /** What the user is advised to enrol. Not enforced. */
  readonly advise?: Requirement;
}

/** Until a date for all users, for a time since the user was first asked, or a number of times. @inline */
export type Grace = { readonly until: Moment } | { readonly for: Duration } | { readonly skips: number };

/** @inline */
export type ManageRules = {
  /** What must be proved before any change that has no entry of its own. */
  readonly proof: Requirement;
  /** Before a factor is added. For a user without factors, `bootstrap` is used instead. */
  readonly enrol?: Requirement;
  readonly remove?: Requirement;
  readonly regenerate?: Requirement;
  /** Before another factor becomes primary. */
  readonly primary?: Requirement;
  /**
   * Before the first factor is added, when there is no other to prove. Defaults to a first factor of at most 15
   * minutes.
   */
  readonly bootstrap?: Requirement;
  /** What must still be enrolled after a removal. */
  readonly keep?: Requirement;
  /** What must be enrolled before the user can choose the primary factor. Defaults to no requirement. */
  readonly primaryIf?: Requirement;
};

/** @inline */
export type BackupCodeRule = {
  /** With the first factor, with each factor, or only on request. */
  readonly issue: 'first-setup' | 'each-setup' | 'on-request';
  /** The methods whose set-up issues codes. Defaults to all methods. */
  readonly after?: readonly Method[];
  /**
   * Number of codes.
   *
   * @defaultValue `10`
   */
  readonly count?: number;
  /**
   * Minimum number of bits of each code. At least 64.
   *
   * @defaultValue `64`
   */
  readonly bits?: number;
  /**
   * `gate`: the factor becomes active only after the user confirms that the codes are stored. `record`: the
   * confirmation is only recorded.
   */
  readonly acknowledge: 'gate' | 'record';
  /** A used code is replaced by a new one, which is shown at once (NIST SP 800-63B-4 §4.2.1.1). */
  readonly replaceUsed?: true;
  /**
   * At this number of unused codes the user is advised to create new ones.
   *
   * @defaultValue `3`
   */
  readonly warnAt?: number;
};

/** How a user who lost a factor recovers the account: its requirements, what it permits, and what follows. */
export interface RecoveryRule {
  readonly via: RecoveryPath;
  /** The users who may use it. Defaults to all users. */
  readonly when?: Condition;
  /** What staff must verify. */
  readonly verify?: RecoveryVerification;
  /** The time between the last approval and the effect, in which the user can cancel. Defaults to none. */
  readonly hold?: Duration;
  /**
   * How the verified person gets the recovery code that completes it. Not for backup codes.
   *
   * @defaultValue `staff`
   */
  readonly handover?: Handover;
  /** `session`: it replaces the factors that sign-in requires. `enrolment`: it only permits enrolling a factor. */
  readonly grants: 'session' | 'enrolment';
  /**
   * What happens to the old factors. `nothing`: they are kept. `on-approval`: they stop signing in when the recovery is
   * approved or, with a hold, when it is completed, and are removed when the new factor is confirmed.
   * `on-confirmation`: they are removed when the new factor is confirmed.
   *
   * @defaultValue `nothing`
   */
  readonly resets?: 'nothing' | 'on-approval' | 'on-confirmation';
  /** What follows for the user. */
  readonly after?: RecoveryAftermath;
}

/**
 * `staff`: each approver gives a part of the code to the person that the approver checked; with one approver, the whole
 * code. `contact`: the code is sent to a contact that was known for seven days before the request. `none`: there is no
 * code, so anyone who knows the password can complete the approved recovery.
 */
export type Handover = 'staff' | 'contact' | 'none';

/** @inline */
export type RecoveryVerification = {
  /** The checks that staff must make, in the portal's own words: `identity-document`, `call-back`. */
  readonly checks?: readonly string[];
  /**
   * How many people other than the requester must approve, each with at least one check.
   *
   * @defaultValue `1`
   */
  readonly approvals?: 1 | 2;
};

/** @inline */
export type RecoveryAftermath = {
  /** The user must enrol a new factor before the user is signed in. */
  readonly enrol?: true;
  /** These actions must wait, so that an attacker who used the recovery is noticed before them. */
  readonly freeze?: { readonly actions: readonly string[]; readonly for: Duration };
};

/**
 * Trusted browsers. Their evidence is `remembered`: it fails `live` and does not count for step-up, changes or
 * recovery. @inline
 */
export type TrustedDeviceRule = {
  /** At most 90 days. */
  readonly for: Duration;
  /**
   * Maximum number for each user.
   *
   * @defaultValue `5`
   */
  readonly max?: number;
  /** The users who may trust browsers. Defaults to all users. */
  readonly when?: Condition;
  /** What must have been proved live to trust one. Defaults to what sign-in requires. */
  readonly proof?: Requirement;
};

/**
 * What happens after an event was committed. Each event has its own default until it is named here:
 * `revoke-other-sessions` for `mfa.enabled` and `factor.removed`, nothing for the others. An empty `do` disables the
 * default. @inline
 */
export type Reaction = {
  readonly event: ReactionEvent;
  readonly do: readonly Effect[];
};

/** @inline */
export type ReactionEvent =
  | 'mfa.enabled'
  | 'mfa.disabled'
  | 'factor.activated'
  | 'factor.removed'
  | 'backup-codes.issued'
  | 'recovery.completed'
  | 'password.changed';

/**
 * `notify`: the user is notified. Changes of factors and recoveries have a notice in any case, if the host has the hook
 * `notify`. A changed password has one only if it is named here, because most portals send their own. @inline
 */
export type Effect = 'revoke-all-sessions' | 'revoke-other-sessions' | 'revoke-trusted-devices' | 'notify';
