import type { Failures } from '../failures/failures.ts';
import type { Method } from './method.ts';

/** The stored data of a method. The account does not interpret it. */
export type FactorData = { readonly [field: string]: string | number | boolean | null };

/** One enrolled authenticator, such as an app on a phone or a security key. */
export type Factor = PendingFactor | ActiveFactor | SuspendedFactor;

interface FactorBase {
  readonly id: string;
  readonly method: Method;
  /** The user's name for it. */
  readonly label: string;
  readonly createdAt: number;
  readonly failures: Failures;
  readonly data: FactorData;
}

/** Started, and not valid yet. */
export interface PendingFactor extends FactorBase {
  readonly status: 'pending';
  readonly expiresAt: number;
  /** A code from the authenticator or, after it, the acknowledgement of the backup codes. */
  readonly awaits: 'proof' | 'acknowledgement';
  /** The account's epoch when it was started. After a change of the epoch it must be started again. */
  readonly epoch: string;
  /** The factor that is removed when this one becomes active. */
  readonly replaces?: string;
  /** The recovery grant that it was started under. */
  readonly grant?: string;
}

export interface ActiveFactor extends FactorBase {
  readonly status: 'active';
  readonly activatedAt: number;
  readonly lastUsedAt: number;
}

/**
 * Suspended after too many failures: it can no longer answer, but still counts as enrolled, so that nothing is opened.
 */
export interface SuspendedFactor extends FactorBase {
  readonly status: 'suspended';
  readonly activatedAt: number;
  readonly lastUsedAt: number;
  readonly suspendedAt: number;
  /** The recovery that suspended it. Not present if wrong answers did. */
  readonly suspendedFor?: string;
}

export type EnrolledFactor = ActiveFactor | SuspendedFactor;

export function isEnrolled(factor: Factor): factor is EnrolledFactor {
  return factor.status !== 'pending';
}

export function isPendingAt(factor: Factor, now: number): factor is PendingFactor {
  return factor.status === 'pending' && now < factor.expiresAt;
}
