import type { Evidence } from '../account/evidence.ts';
import type { EvidenceMethod, Method } from '../account/method.ts';
import type { Requirement } from './requirement.ts';

/** The person in the portal's words. Handed in with each call, never stored. */
export interface User {
  /** What an authenticator app shows beside the portal's name: a user name or an address. No colon. */
  readonly accountName: string;
}

/** What the policy is asked about. */
export interface Facts {
  readonly factors: readonly FactorFact[];
  readonly backupCodesLeft: number;
  readonly evidence: readonly Evidence[];
  readonly primary?: string;
}

/** An enrolled factor, as far as a policy needs to know it. Pending ones are not facts. */
export interface FactorFact {
  readonly id: string;
  readonly method: Method;
  readonly status: 'active' | 'suspended';
}

export type Intent =
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'enrol'; readonly method: Method; readonly replaces?: string }
  | { readonly kind: 'confirm'; readonly method: Method; readonly replaces?: string }
  | { readonly kind: 'remove'; readonly factorId: string }
  | { readonly kind: 'regenerate-backup-codes' }
  | { readonly kind: 'manage' };

export type DenyReason =
  | 'method-not-allowed'
  | 'limit-reached'
  | 'must-keep'
  | 'no-usable-factor'
  | 'not-enrolled'
  | 'no-backup-codes';

/** Why a requirement is not met. */
export type UnmetReason = 'missing' | 'not-enrolled' | 'expired';

export interface Unmet {
  /** Where in the policy it stands, such as `rules[0].signIn`. */
  readonly path: string;
  readonly requirement: Requirement;
  readonly why: UnmetReason;
}

export type Decision =
  | { readonly outcome: 'allow' }
  | {
      readonly outcome: 'challenge';
      readonly unmet: readonly Unmet[];
      /** The factors that could meet it, primary first. */
      readonly factors: readonly string[];
      /** The first factors (a fresh password, say) that could. */
      readonly firstFactors: readonly EvidenceMethod[];
      readonly backupCode: boolean;
    }
  | { readonly outcome: 'enrol'; readonly unmet: readonly Unmet[]; readonly methods: readonly Method[] }
  | { readonly outcome: 'deny'; readonly reason: DenyReason };
