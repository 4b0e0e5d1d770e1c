import type { Actor } from '../../account/actor.ts';
import type { RecoveryPath } from '../../account/factors/method.ts';
import type { Handover } from '../../policy/schema/policy.ts';

/** A recovery path that the policy offers this user. */
export interface RecoveryOffer {
  readonly via: RecoveryPath;
  /** How the recovery code reaches the user. `none`: no code is required. */
  readonly handover: Handover;
  readonly state:
    | { readonly kind: 'open' }
    /** Requested. Staff must verify the user's identity. */
    | { readonly kind: 'requested'; readonly at: number }
    /** Approved, but not possible before `until`. */
    | { readonly kind: 'held'; readonly until: number }
    /** `recovery.complete` is possible, with the recovery code. */
    | { readonly kind: 'ready' };
}

/** A recovery in progress. The user sees every member of staff as `staff`. */
export interface RecoveryView {
  readonly id: string;
  readonly via: RecoveryPath;
  readonly handover: Handover;
  readonly requestedBy: Actor;
  readonly requestedAt: number;
  readonly expiresAt: number;
  /** The checks that the policy requires, and whether they were made. */
  readonly checks: readonly { readonly name: string; readonly done: boolean }[];
  readonly approvals: readonly {
    readonly by: string;
    readonly at: number;
    readonly checks: readonly string[];
  }[];
  readonly approvalsNeeded: number;
  /** Earlier requests were cancelled by link: this one needs two approvals, and no link can cancel it. */
  readonly contested: boolean;
  /** The old factors no longer sign in. */
  readonly switchedOff: boolean;
  /** `completed`: the recovery code was used, and the new factor is being set up. */
  readonly state: RecoveryOffer['state'] | { readonly kind: 'completed'; readonly at: number };
}
