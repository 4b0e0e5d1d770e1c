import type { Method, RecoveryPath } from '../../account/factors/method.ts';
import type { Condition, RuleCondition } from './condition.ts';
import type { Duration } from './duration.ts';
import type { Requirement } from './requirement.ts';

/** A moment as ISO 8601 in UTC: `2027-03-01T00:00:00Z`. */
export type Moment = string;

/** What a portal decides about its second factors. Plain data: it can be stored, compared and reviewed. */
export interface Policy {
  /** Where an editor finds the JSON Schema. */
  readonly $schema?: string;
  readonly schema: 1;
  readonly id: string;
  /** The methods that may be enrolled and used. A method that is not named is not allowed. */
  readonly methods: { readonly [method in Method]?: MethodRule };
  /** Default true: optional to enrol, never optional once enrolled. */
  readonly enrolledMeansRequired?: boolean;
  /** All that match are asked for together: adding one never loosens. */
  readonly rules: readonly Rule[];
  readonly manage: ManageRules;
  readonly backupCodes?: BackupCodeRule;
  readonly recovery: readonly RecoveryRule[];
  readonly trustedDevices?: TrustedDeviceRule;
  readonly throttle?: ThrottleRule;
  readonly on?: readonly Reaction[];
}

export interface MethodRule {
  /** `existing`: who has one keeps it, nobody gets a new one. For a method that is being phased out. */
  readonly allow: 'yes' | 'existing';
  /** From this moment on the method is not allowed any more. Only with `existing`. */
  readonly until?: Moment;
  /** How many of this method a user may have. Defaults to 5. */
  readonly max?: number;
  /** A factor of this method counts only while this is enrolled besides it. So SMS is never the only one. */
  readonly activeOnlyIf?: Requirement;
  /** How many steps back a code of an authenticator app still works. Defaults to 1. */
  readonly past?: number;
  /** How many steps ahead, for a phone whose clock is fast. Defaults to 1. */
  readonly future?: number;
  /** For codes that are sent. */
  readonly code?: DeliveredCodeRule;
  /** How often a code may be sent to one user: at sign-in before any factor, in set-ups, and after a factor, each so often. */
  readonly send?: SendRule;
  /** For WebAuthn: one setting for what is asked of the browser and what is checked. Defaults to `preferred`. */
  readonly userVerification?: 'required' | 'preferred' | 'discouraged';
}

export interface DeliveredCodeRule {
  /** Defaults to 6. */
  readonly digits?: 6 | 7 | 8;
  /** Defaults to 10 minutes, which is the most. */
  readonly expiresAfter?: Duration;
}

export interface SendRule {
  /** The wait before the next one. Defaults to 30 seconds. */
  readonly every?: Duration;
  /** Defaults to 10. */
  readonly perHour?: number;
  /** Defaults to 20. */
  readonly perDay?: number;
}

/** One demand on some users, or on all. Rules that match are AND-ed, so their order does not matter. */
export interface Rule {
  readonly id: string;
  /** Whom it is for. Defaults to everyone. */
  readonly when?: RuleCondition;
  /** `monitor`: it is evaluated and reported, and asks nothing of anybody. Defaults to `enforce`. */
  readonly mode?: 'enforce' | 'monitor';
  /** What must be enrolled before the portal opens. */
  readonly enrol?: Requirement;
  /** How long the enrolment may be put off. */
  readonly grace?: Grace;
  /** What must be shown at each sign-in, besides the first factor. */
  readonly signIn?: Requirement;
  /** What must be shown before an action of the portal, by its name. */
  readonly actions?: { readonly [action: string]: Requirement };
  /** What the user is advised to enrol, without being made to. */
  readonly advise?: Requirement;
}

/** Until a date for all, for a time from when the user was first asked, or so many times. */
export type Grace = { readonly until: Moment } | { readonly for: Duration } | { readonly skips: number };

export interface ManageRules {
  /** What must be shown before any change, where nothing more specific is said. */
  readonly proof: Requirement;
  /** Before a factor is added. With nothing enrolled yet, `bootstrap` is asked for in its place. */
  readonly enrol?: Requirement;
  readonly remove?: Requirement;
  readonly regenerate?: Requirement;
  /** Before another factor is made the primary one. */
  readonly primary?: Requirement;
  /** Before the first factor, when there is no other to show. Defaults to a first factor of at most 15 minutes. */
  readonly bootstrap?: Requirement;
  /** What must still be enrolled after a removal. */
  readonly keep?: Requirement;
  /** What must be enrolled for the user to choose which factor is asked first. Defaults to anything. */
  readonly primaryIf?: Requirement;
}

export interface BackupCodeRule {
  /** With the first factor, with each factor, or only when asked for. */
  readonly issue: 'first-setup' | 'each-setup' | 'on-request';
  /** The methods whose set-up issues codes. Defaults to every method. */
  readonly after?: readonly Method[];
  /** How many codes. Defaults to 10. */
  readonly count?: number;
  /** How many bits each has at least. Defaults to 64, which is also the least. */
  readonly bits?: number;
  /** `gate`: the factor becomes active only when the user says that the codes are kept. `record`: it is written down. */
  readonly acknowledge: 'gate' | 'record';
  /** Each code that was used is replaced by a new one, shown on the spot (NIST SP 800-63B-4 §4.2.1.1). */
  readonly replaceUsed?: true;
  /** At so many left the user is advised to make new ones. Defaults to 3. */
  readonly warnAt?: number;
}

/** How a user who lost a factor recovers the account: what it takes, what it gives, and what follows. */
export interface RecoveryRule {
  readonly via: RecoveryPath;
  /** Who may use it. Defaults to everyone. */
  readonly when?: Condition;
  /** What others have to verify. */
  readonly verify?: RecoveryVerification;
  /** The time between the last approval and the effect, in which the owner can cancel. Defaults to none. */
  readonly hold?: Duration;
  /** How the verified person gets the recovery code that completes it. Defaults to `staff`. Not for backup codes. */
  readonly handover?: Handover;
  /** `session`: it replaces the factors that sign-in asks for. `enrolment`: it lets the user enrol, and nothing else. */
  readonly grants: 'session' | 'enrolment';
  /**
   * What happens to the old factors. `on-approval`: they stop signing in when the recovery is approved and, where there is
   * a hold, when it is completed; they are removed when the new one is confirmed. `on-confirmation`: they are removed when
   * the new one is confirmed. Defaults to `nothing`: they are kept.
   */
  readonly resets?: 'nothing' | 'on-approval' | 'on-confirmation';
  /** What follows for the user. */
  readonly after?: RecoveryAftermath;
}

/**
 * `staff`: each approver tells the person whom they checked a part of the code; with one approver, the whole code.
 * `contact`: the code is sent to a contact that was known for seven days before the request. `none`: there is no code, so
 * whoever knows the password completes the approved recovery.
 */
export type Handover = 'staff' | 'contact' | 'none';

export interface RecoveryVerification {
  /** What staff must have checked, in the portal's own words: `identity-document`, `call-back`. */
  readonly checks?: readonly string[];
  /** How many people other than the requester must approve, each with a check of their own. Defaults to 1. */
  readonly approvals?: 1 | 2;
}

export interface RecoveryAftermath {
  /** The user has to enrol a new factor before the portal opens. */
  readonly enrol?: true;
  /** These actions wait, so that a thief who got in this way is seen before they are done. */
  readonly freeze?: { readonly actions: readonly string[]; readonly for: Duration };
}

/** Remembering a browser. What it shows is `remembered`: it fails `live`, and is worth nothing for step-up, changes or recovery. */
export interface TrustedDeviceRule {
  /** At most 90 days. */
  readonly for: Duration;
  /** How many a user may have. Defaults to 5. */
  readonly max?: number;
  /** Who may. Defaults to everyone. */
  readonly when?: Condition;
  /** What must have been shown, live, to trust one. Defaults to what sign-in asks for. */
  readonly proof?: Requirement;
}

export interface ThrottleRule {
  /** Wrong answers in a row before the first lock. Defaults to 5. */
  readonly attempts?: number;
  /**
   * Wrong codes in a row, of more than one factor together, before every code waits; defaults to `attempts`. The wait is
   * that of `lock` and `maxLock`. Security keys, backup codes and recovery stay open. Wrong codes of one factor alone lock
   * that factor and no other.
   */
  readonly accountAttempts?: number;
  /** The first lock, doubled by each further failure. Defaults to 30 seconds. */
  readonly lock?: Duration;
  /** The longest lock. Defaults to an hour, or `lock` if that is longer. */
  readonly maxLock?: Duration;
  /** Wrong answers in a row after which the factor must be enrolled again. Defaults to 100, which is the most. */
  readonly cap?: number;
}

/**
 * What follows an event, once it is committed. Each event has its own default, which holds until the event is named here:
 * `revoke-other-sessions` after `mfa.enabled` and `factor.removed`, and nothing after the others. An empty `do` switches a
 * default off.
 */
export interface Reaction {
  readonly event: ReactionEvent;
  readonly do: readonly Effect[];
}

export type ReactionEvent =
  | 'mfa.enabled'
  | 'mfa.disabled'
  | 'factor.activated'
  | 'factor.removed'
  | 'backup-codes.issued'
  | 'recovery.completed'
  | 'password.changed';

/**
 * `notify`: the user is told. Every change of what signs in and every recovery is told whether a policy says so or not,
 * if the host has the hook `notify`; of a changed password only where it is said, for most portals tell of that
 * themselves.
 */
export type Effect = 'revoke-all-sessions' | 'revoke-other-sessions' | 'revoke-trusted-devices' | 'notify';
