import type { Method, RecoveryPath } from '../../account/factors/method.ts';
import type { SessionsOutcome, TrustedDeviceView } from './account-outcomes.ts';
import type { FactorOption, Refusals, SignIn } from './outcomes.ts';
import type { RecoveryView } from './recovery-progress.ts';

export type DevicesRevoked = { readonly kind: 'revoked'; readonly count: number };

export type RecoveryRequested =
  | { readonly kind: 'requested'; readonly request: RecoveryView }
  | Refusals['denied' | 'refused'];

export type RecoveryApproved =
  | {
      readonly kind: 'approved';
      readonly request: RecoveryView;
      /**
       * The part of the recovery code for the person that this approver checked; with one approver, the whole code.
       * Shown only this once: approving again creates another. Not present if nothing was checked, or if the code is
       * not handed over by staff.
       */
      readonly code?: string;
    }
  | Refusals['denied' | 'refused'];

export type RecoveryCancelled =
  | { readonly kind: 'cancelled'; readonly sessions: SessionsOutcome }
  | Refusals['proof-required' | 'enrol' | 'denied' | 'refused'];

export type RecoveryCompleted =
  | { readonly kind: 'completed'; readonly next: SignIn; readonly sessions: SessionsOutcome }
  | Refusals['rejected' | 'locked' | 'denied' | 'refused'];

/** A user's account as staff see it. */
export interface SupportView {
  readonly userId: string;
  readonly enabled: boolean;
  readonly factors: readonly SupportFactor[];
  readonly backupCodes?: { readonly left: number; readonly issued: number; readonly lockedUntil?: number };
  readonly trustedDevices: readonly TrustedDeviceView[];
  readonly recoveries: readonly RecoveryView[];
  /** The recovery paths that the policy offers this user. */
  readonly recoveryPaths: readonly RecoveryPath[];
  readonly freezes: readonly { readonly action: string; readonly until: number }[];
}

export interface SupportFactor {
  readonly id: string;
  readonly method: Method;
  readonly label: string;
  /** Masked. */
  readonly hint?: string;
  readonly primary: boolean;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly failures: number;
  readonly state: FactorOption['state'];
}

export type Unlocked =
  | { readonly kind: 'unlocked' }
  | { readonly kind: 'not-locked' }
  | Refusals['suspended' | 'refused'];
