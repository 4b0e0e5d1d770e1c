import type { Method, RecoveryPath } from '../account/method.ts';
import type { SessionsOutcome, TrustedDeviceView } from './account-outcomes.ts';
import type { Denied, FactorOption, ProofRequired, Refused, SignIn, Suspended } from './outcomes.ts';
import type { RecoveryView } from './recovery-progress.ts';

export type DevicesRevoked = { readonly kind: 'revoked'; readonly count: number };

export type RecoveryRequested =
  | {
      readonly kind: 'requested';
      readonly request: RecoveryView;
      /** Calls it off. Only for the user who asked, and only the first time: who asks again may be somebody else. */
      readonly cancelToken?: string;
    }
  | Denied
  | Refused;

export type RecoveryApproved =
  /** `done`: the factors were removed, and the next sign-in enrols. */
  { readonly kind: 'approved'; readonly request?: RecoveryView; readonly done: boolean } | Denied | Refused;

export type RecoveryCancelled = { readonly kind: 'cancelled' } | ProofRequired | Denied | Refused;

export type RecoveryCompleted =
  | { readonly kind: 'completed'; readonly next: SignIn; readonly sessions: SessionsOutcome }
  | Denied
  | Refused;

/** What staff see of a user. */
export interface SupportView {
  readonly userId: string;
  readonly enabled: boolean;
  readonly factors: readonly SupportFactor[];
  readonly backupCodes?: { readonly left: number; readonly issued: number; readonly lockedUntil?: number };
  readonly trustedDevices: readonly TrustedDeviceView[];
  readonly recovery?: RecoveryView;
  /** The ways back in that the policy offers this user. */
  readonly recoveryPaths: readonly RecoveryPath[];
  readonly freezes: readonly { readonly action: string; readonly until: number }[];
  /** The next sign-in has to enrol. */
  readonly mustEnrol: boolean;
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

export type Unlocked = { readonly kind: 'unlocked' } | { readonly kind: 'not-locked' } | Suspended | Refused;
