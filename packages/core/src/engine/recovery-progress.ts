import type { Actor } from '../account/actor.ts';
import type { RecoveryPath } from '../account/method.ts';

/** A way back in that the policy offers this user. */
export interface RecoveryOffer {
  readonly via: RecoveryPath;
  readonly state:
    | { readonly kind: 'open' }
    /** Asked for; others have to verify who it is. */
    | { readonly kind: 'requested'; readonly at: number }
    /** Approved, and not in effect before this. */
    | { readonly kind: 'held'; readonly until: number }
    /** `recovery.complete` goes on. */
    | { readonly kind: 'ready' };
}

/** A recovery that is under way. To the user every member of staff is called `staff`. */
export interface RecoveryView {
  readonly id: string;
  readonly via: RecoveryPath;
  readonly requestedBy: Actor;
  readonly requestedAt: number;
  readonly expiresAt: number;
  /** What the policy wants verified, and what was. */
  readonly checks: readonly { readonly name: string; readonly done: boolean }[];
  readonly approvals: readonly { readonly by: string; readonly at: number }[];
  readonly approvalsNeeded: number;
  readonly state: RecoveryOffer['state'] | { readonly kind: 'completed'; readonly at: number };
}
