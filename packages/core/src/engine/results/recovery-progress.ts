import type { Actor } from '../../account/actor.ts';
import type { RecoveryPath } from '../../account/factors/method.ts';
import type { Handover } from '../../policy/schema/policy.ts';

/** A recovery path that the policy offers this user. */
export interface RecoveryOffer {
  readonly via: RecoveryPath;
  /** How the recovery code reaches the user. `none`: none is asked for. */
  readonly handover: Handover;
  readonly state:
    | { readonly kind: 'open' }
    /** Requested; others have to verify who it is. */
    | { readonly kind: 'requested'; readonly at: number }
    /** Approved, and not in effect before this. */
    | { readonly kind: 'held'; readonly until: number }
    /** `recovery.complete` goes on, with the recovery code. */
    | { readonly kind: 'ready' };
}

/** A recovery in progress. To the user, every member of staff is called `staff`. */
export interface RecoveryView {
  readonly id: string;
  readonly via: RecoveryPath;
  readonly handover: Handover;
  readonly requestedBy: Actor;
  readonly requestedAt: number;
  readonly expiresAt: number;
  /** What the policy wants verified, and whether it was. */
  readonly checks: readonly { readonly name: string; readonly done: boolean }[];
  readonly approvals: readonly {
    readonly by: string;
    readonly at: number;
    readonly checks: readonly string[];
  }[];
  readonly approvalsNeeded: number;
  /** Links cancelled earlier requests: this one takes two approvals, and no link cancels it. */
  readonly contested: boolean;
  /** The old factors do not sign in any more. */
  readonly switchedOff: boolean;
  /** `completed`: the recovery code was used, and the new factor is being set up. */
  readonly state: RecoveryOffer['state'] | { readonly kind: 'completed'; readonly at: number };
}
