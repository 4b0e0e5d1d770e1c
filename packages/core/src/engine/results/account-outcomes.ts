import type { Method } from '../../account/factors/method.ts';
import type { MfaErrorCode } from '../../errors.ts';
import type { Reach } from '../../factors/method.ts';
import type { Setup } from '../../factors/setup.ts';
import type { Advice, DenyReason, Unmet } from '../../policy/requirements/decision.ts';
import type {
  CodeSent,
  Denied,
  EnrolFirst,
  Locked,
  ProofRequired,
  Refused,
  Rejected,
  SendLimited,
  SendRefused,
  SignIn,
  Suspended,
} from './outcomes.ts';
import type { RecoveryView } from './recovery-progress.ts';

/** A factor as its owner sees it. No secret is in it, and none can be asked for. */
export interface FactorView {
  readonly id: string;
  readonly method: Method;
  readonly label: string;
  /** Where a code would go, masked. */
  readonly hint?: string;
  readonly status: 'active' | 'suspended';
  readonly primary: boolean;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  /** For codes that are sent: whether they still go where the portal reaches the user. */
  readonly contact?: Reach;
  readonly removal: Permission;
  /** Whether it may be made the one that is asked first. */
  readonly choice: Permission;
}

/** What the policy would say right now. */
export type Permission =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'proof-required' }
  | { readonly kind: 'denied'; readonly reason: DenyReason | 'held' };

export interface BackupCodesView {
  readonly left: number;
  readonly issued: number;
  readonly createdAt: number;
  readonly acknowledged: boolean;
  /** So few are left that new ones are advised. */
  readonly low: boolean;
}

/** The settings page in one value. */
export interface AccountView {
  /** Whether a second factor is asked for at sign-in. */
  readonly enabled: boolean;
  readonly factors: readonly FactorView[];
  readonly backupCodes?: BackupCodesView;
  readonly regeneration: Permission;
  readonly advice: readonly Advice[];
  /** The recoveries in progress: whoever sees one and did not ask for it cancels it. */
  readonly recoveries: readonly RecoveryView[];
  readonly trustedDevices: readonly TrustedDeviceView[];
  /** Every method the policy names, and whether one more may be added now. */
  readonly methods: readonly { readonly method: Method; readonly enrolment: Permission }[];
}

/** A set-up under way: what the page shows until the code is entered. Hold it no longer than that. */
export interface Enrolment {
  readonly factorId: string;
  readonly method: Method;
  readonly label: string;
  readonly expiresAt: number;
  readonly setup: Setup;
  /** What became of the code, where this set-up sends one. */
  readonly code?: CodeSent | SendLimited | SendRefused;
}

export type EnrolmentBegun =
  | { readonly kind: 'begun'; readonly enrolment: Enrolment }
  | ProofRequired
  | EnrolFirst
  | Denied
  | Refused;

export type EnrolmentConfirmed =
  /** In force. `backupCodes` are shown this once. */
  | {
      readonly kind: 'active';
      readonly factorId: string;
      readonly backupCodes?: readonly string[];
      readonly next: SignIn;
      readonly sessions: SessionsOutcome;
    }
  /** Proven, and in force as soon as the backup codes are acknowledged; they are shown this once. */
  | { readonly kind: 'acknowledge'; readonly factorId: string; readonly backupCodes: readonly string[] }
  | Rejected
  | Locked
  | Suspended
  | ProofRequired
  | EnrolFirst
  | Denied
  | Refused;

export type BackupCodesAcknowledged =
  | {
      readonly kind: 'acknowledged';
      /** The factors that came into force with it. */
      readonly activated: readonly string[];
      readonly next: SignIn;
      readonly sessions: SessionsOutcome;
    }
  | Refused;

export type FactorRemoved =
  | { readonly kind: 'removed'; readonly enabled: boolean; readonly sessions: SessionsOutcome }
  | ProofRequired
  | EnrolFirst
  | Denied
  | Refused;

export type FactorRenamed = { readonly kind: 'renamed' } | ProofRequired | EnrolFirst | Denied | Refused;

export type PrimaryChosen = { readonly kind: 'chosen' } | ProofRequired | EnrolFirst | Denied | Refused;

export type BackupCodesRegenerated =
  | {
      readonly kind: 'regenerated';
      readonly backupCodes: readonly string[];
      readonly sessions: SessionsOutcome;
    }
  | ProofRequired
  | EnrolFirst
  | Denied;

/** Whether a session shows enough. */
export type AssuranceCheck =
  | { readonly kind: 'sufficient' }
  /** RFC 9470: fresh or other evidence is needed. `beginStepUp` with the same need asks for it. */
  | {
      readonly kind: 'insufficient';
      readonly unmet: readonly Unmet[];
      readonly maxAgeSeconds?: number;
      /** Present where nothing that is enrolled can meet it: a new factor of one of these methods is on the way to it. */
      readonly enrol?: readonly Method[];
    }
  | Denied;

/** What came of `changeUserId`. */
export type UserIdChanged =
  /** The account is at the new id, and what became of the sessions of the old one. */
  | { readonly kind: 'changed'; readonly sessions: SessionsOutcome }
  /** Nothing is kept of the old id, so there is nothing to move. */
  | { readonly kind: 'nothing-kept' }
  /** The new id has an account. Nothing was changed. */
  | { readonly kind: 'taken' };

/** A trusted browser on the settings page. */
export interface TrustedDeviceView {
  readonly id: string;
  readonly name: string;
  readonly place?: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
}

export interface PasswordNoted {
  readonly kind: 'noted';
  readonly sessions: SessionsOutcome;
}

/** How a round through the outboxes went. */
export interface NoticesDispatched {
  readonly sent: number;
  /** Tried in vain; they stay for a later round. */
  readonly failed: number;
  /** Given up after many tries. */
  readonly dropped: number;
  /**
   * The accounts that could not be served; absent if there were none. Each is tried again after a pause that grows from a
   * minute to six hours.
   */
  readonly passedOver?: readonly PassedOver[];
}

/** An account whose notices wait because it cannot be read or saved. */
export interface PassedOver {
  readonly userId: string;
  /** Why, such as `account-tampered`, `key-unknown` or `account-unreadable`. */
  readonly code: MfaErrorCode;
}

/** What became of the user's sessions in the portal. A failed revocation does not undo the change it follows. */
export type SessionsOutcome =
  | { readonly kind: 'kept' }
  | { readonly kind: 'revoked'; readonly scope: 'all' | 'others' }
  | { readonly kind: 'revocation-failed'; readonly scope: 'all' | 'others' };
