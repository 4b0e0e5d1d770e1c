import type { Method } from '../../account/factors/method.ts';
import type { MfaErrorCode } from '../../errors.ts';
import type { Reach } from '../../factors/method.ts';
import type { Setup } from '../../factors/setup.ts';
import type { Advice, DenyReason, Unmet } from '../../policy/requirements/decision.ts';
import type { CodeSent, Refusals, SignIn } from './outcomes.ts';
import type { RecoveryView } from './recovery-progress.ts';

/** A factor as the user sees it. Contains no secret. */
export interface FactorView {
  readonly id: string;
  readonly method: Method;
  readonly label: string;
  /** Where a code would be sent, masked. */
  readonly hint?: string;
  readonly status: 'active' | 'suspended';
  readonly primary: boolean;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  /** For codes that are sent: whether `portal.contacts` still has the proved address. */
  readonly contact?: Reach;
  readonly removal: Permission;
  /** Whether the user may make it the primary factor. */
  readonly choice: Permission;
}

/** What the policy decides at this moment. */
export type Permission =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'proof-required' }
  /** Once a factor of one of these methods is set up. */
  | Pick<Refusals['enrol'], 'kind' | 'methods'>
  | { readonly kind: 'denied'; readonly reason: DenyReason | 'held' };

export interface BackupCodesView {
  readonly left: number;
  readonly issued: number;
  readonly createdAt: number;
  readonly acknowledged: boolean;
  /** True if so few codes are left that the user should create new ones. */
  readonly low: boolean;
}

/** The data of the settings page. */
export interface AccountView {
  /** Whether sign-in asks for a second factor. */
  readonly enabled: boolean;
  readonly factors: readonly FactorView[];
  readonly backupCodes?: BackupCodesView;
  readonly regeneration: Permission;
  readonly advice: readonly Advice[];
  /** The recoveries in progress. A user who did not request one should cancel it. */
  readonly recoveries: readonly RecoveryView[];
  readonly trustedDevices: readonly TrustedDeviceView[];
  /** Every method that the policy names, and whether the user may add a factor of it now. */
  readonly methods: readonly { readonly method: Method; readonly enrolment: Permission }[];
}

/** A set-up in progress, for the page that shows it. Do not keep it after the code was entered. */
export interface Enrolment {
  readonly factorId: string;
  readonly method: Method;
  readonly label: string;
  readonly expiresAt: number;
  readonly setup: Setup;
  /** The result of sending the code, if this set-up sends one. */
  readonly code?: CodeSent | Refusals['send-limited' | 'send-refused'];
}

export type EnrolmentBegun =
  | { readonly kind: 'begun'; readonly enrolment: Enrolment }
  | Refusals['proof-required' | 'enrol' | 'denied' | 'refused'];

export type EnrolmentConfirmed =
  /** The factor is active. `backupCodes` are shown only this once. */
  | {
      readonly kind: 'active';
      readonly factorId: string;
      readonly backupCodes?: readonly string[];
      readonly next: SignIn;
      readonly sessions: SessionsOutcome;
    }
  /** The factor is proved and becomes active when the backup codes are acknowledged. They are shown only this once. */
  | { readonly kind: 'acknowledge'; readonly factorId: string; readonly backupCodes: readonly string[] }
  | Refusals['rejected' | 'locked' | 'suspended' | 'proof-required' | 'enrol' | 'denied' | 'refused'];

export type BackupCodesAcknowledged =
  | {
      readonly kind: 'acknowledged';
      /** The factors that became active with it. */
      readonly activated: readonly string[];
      readonly next: SignIn;
      readonly sessions: SessionsOutcome;
    }
  | Refusals['refused'];

export type FactorRemoved =
  | { readonly kind: 'removed'; readonly enabled: boolean; readonly sessions: SessionsOutcome }
  | Refusals['proof-required' | 'enrol' | 'denied' | 'refused'];

export type FactorRenamed =
  | { readonly kind: 'renamed' }
  | Refusals['proof-required' | 'enrol' | 'denied' | 'refused'];

export type PrimaryChosen =
  | { readonly kind: 'chosen' }
  | Refusals['proof-required' | 'enrol' | 'denied' | 'refused'];

export type BackupCodesRegenerated =
  | {
      readonly kind: 'regenerated';
      readonly backupCodes: readonly string[];
      readonly sessions: SessionsOutcome;
    }
  /** `used`: the codes of this request were acknowledged or used. They are not shown again. */
  | Refusals['proof-required' | 'enrol' | 'denied' | 'refused'];

/** Whether a session meets a requirement. */
export type AssuranceCheck =
  | { readonly kind: 'sufficient' }
  /** RFC 9470: fresh or other evidence is needed. Call `beginStepUp` with the same requirement. */
  | {
      readonly kind: 'insufficient';
      readonly unmet: readonly Unmet[];
      readonly maxAgeSeconds?: number;
      /**
       * Present if no enrolled factor can meet the requirement. Enrolling a factor of one of these methods leads
       * towards it.
       */
      readonly enrol?: readonly Method[];
    }
  | Refusals['denied'];

/** The result of `changeUserId`. @inline */
export type UserIdChanged =
  /** The account was moved to the new id. `sessions` is the result for the sessions of the old id. */
  | { readonly kind: 'changed'; readonly sessions: SessionsOutcome }
  /** There is no account under the old id, so nothing was moved. */
  | { readonly kind: 'nothing-kept' }
  /** The new id already has an account. Nothing was changed. */
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

/** @inline */
export type PasswordNoted = {
  readonly kind: 'noted';
  readonly sessions: SessionsOutcome;
};

/** The result of one `dispatchNotices` call. */
export interface NoticesDispatched {
  readonly sent: number;
  /** Failed attempts. These notices are tried again later. */
  readonly failed: number;
  /** Dropped after too many attempts. */
  readonly dropped: number;
  /**
   * The accounts that could not be processed. Not present if there were none. Each is tried again after a pause that
   * grows from a minute to six hours.
   */
  readonly passedOver?: readonly PassedOver[];
}

/** An account whose notices wait because it cannot be read or saved. @inline */
export type PassedOver = {
  readonly userId: string;
  /** The error code, such as `account-tampered`, `key-unknown` or `account-unreadable`. */
  readonly code: MfaErrorCode;
};

/** What happened to the user's sessions in the portal. A failed revocation does not undo the change. */
export type SessionsOutcome =
  | { readonly kind: 'kept' }
  | { readonly kind: 'revoked'; readonly scope: 'all' | 'others' }
  | { readonly kind: 'revocation-failed'; readonly scope: 'all' | 'others' };
