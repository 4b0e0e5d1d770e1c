import type { Failures } from '../failures/failures.ts';
import type { Method } from './method.ts';

/** What a method keeps with its factor. The account carries it and does not look inside. */
export type FactorData = { readonly [field: string]: string | number | boolean | null };

/** One enrolled authenticator: this phone's app, that key. */
export type Factor = PendingFactor | ActiveFactor | SuspendedFactor;

interface FactorBase {
  readonly id: string;
  readonly method: Method;
  /** The user's own name for it. */
  readonly label: string;
  readonly createdAt: number;
  readonly failures: Failures;
  readonly data: FactorData;
}

/** Begun, and worth nothing yet. */
export interface PendingFactor extends FactorBase {
  readonly status: 'pending';
  readonly expiresAt: number;
  /** A code from the authenticator or, after it, the user's confirmation that the backup codes are stored. */
  readonly awaits: 'proof' | 'acknowledgement';
  /** The account's epoch when it was begun: a change in between asks for a new beginning. */
  readonly epoch: string;
  /** The factor that dies when this one becomes active. */
  readonly replaces?: string;
  /** The recovery grant that it was begun under. */
  readonly grant?: string;
}

export interface ActiveFactor extends FactorBase {
  readonly status: 'active';
  readonly activatedAt: number;
  readonly lastUsedAt: number;
}

/** Had too many failures: it answers nothing any more, yet still counts as enrolled, so that it opens nothing either. */
export interface SuspendedFactor extends FactorBase {
  readonly status: 'suspended';
  readonly activatedAt: number;
  readonly lastUsedAt: number;
  readonly suspendedAt: number;
  /** The recovery that switched it off. Absent where wrong answers did. */
  readonly suspendedFor?: string;
}

export type EnrolledFactor = ActiveFactor | SuspendedFactor;

export function isEnrolled(factor: Factor): factor is EnrolledFactor {
  return factor.status !== 'pending';
}

export function isPendingAt(factor: Factor, now: number): factor is PendingFactor {
  return factor.status === 'pending' && now < factor.expiresAt;
}
