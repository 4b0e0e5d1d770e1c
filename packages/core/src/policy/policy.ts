import type { Method } from '../account/method.ts';
import type { Duration } from './duration.ts';
import type { Requirement } from './requirement.ts';

/** What a portal decides about its second factors. Plain data: it can be stored, compared and reviewed. */
export interface Policy {
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
  readonly throttle?: ThrottleRule;
  readonly on?: readonly Reaction[];
}

export interface MethodRule {
  readonly allow: 'yes';
  /** How many of this method a user may have; 5 where it is not said. */
  readonly max?: number;
  /** How many steps back a code of an authenticator app still works; 1 where it is not said. */
  readonly past?: number;
  /** How many steps ahead, for a phone whose clock is fast; 1 where it is not said. */
  readonly future?: number;
}

export interface Rule {
  readonly id: string;
  /** What must be enrolled before the portal opens. */
  readonly enrol?: Requirement;
  /** What must be shown at each sign-in, besides the first factor. */
  readonly signIn?: Requirement;
}

export interface ManageRules {
  /** What must be shown before any change, where nothing more specific is said. */
  readonly proof: Requirement;
  /** Before a factor is added. With nothing enrolled yet, `bootstrap` is asked for in its place. */
  readonly enrol?: Requirement;
  readonly remove?: Requirement;
  readonly regenerate?: Requirement;
  /** Before the first factor, when there is no other to show; a first factor of at most 15 minutes where it is not said. */
  readonly bootstrap?: Requirement;
  /** What must still be enrolled after a removal. */
  readonly keep?: Requirement;
}

export interface BackupCodeRule {
  /** With the first factor, with each factor, or only when asked for. */
  readonly issue: 'first-setup' | 'each-setup' | 'on-request';
  /** The methods whose set-up issues codes; every method where it is not said. */
  readonly after?: readonly Method[];
  /** How many codes; 10 where it is not said. */
  readonly count?: number;
  /** How many bits each has at least; 64 where it is not said, which is also the least. */
  readonly bits?: number;
  /** `gate`: the factor becomes active only when the user says that the codes are kept. `record`: it is written down. */
  readonly acknowledge: 'gate' | 'record';
  /** At so many left the user is advised to make new ones; 3 where it is not said. */
  readonly warnAt?: number;
}

/** A way back in. A backup code that grants a session stands in for the factors that sign-in asks for. */
export interface RecoveryRule {
  readonly via: 'backup-code';
  readonly grants: 'session';
}

export interface ThrottleRule {
  /** Wrong answers in a row before the first lock; 5 where it is not said. */
  readonly attempts?: number;
  /** The first lock, doubled by each further failure; 30 seconds where it is not said. */
  readonly lock?: Duration;
  /** The longest lock; an hour where it is not said. */
  readonly maxLock?: Duration;
  /** Wrong answers in a row after which the factor must be enrolled anew; 100 where it is not said, which is the most. */
  readonly cap?: number;
}

/** What follows an event, once it is committed. */
export interface Reaction {
  readonly event: ReactionEvent;
  readonly do: readonly SessionEffect[];
}

export type ReactionEvent =
  | 'mfa.enabled'
  | 'mfa.disabled'
  | 'factor.activated'
  | 'factor.removed'
  | 'backup-codes.issued';
export type SessionEffect = 'revoke-all-sessions' | 'revoke-other-sessions';
