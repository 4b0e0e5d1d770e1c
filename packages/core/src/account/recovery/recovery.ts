import type { Actor } from '../actor.ts';
import type { RecoveryPath } from '../factors/method.ts';
import type { Failures } from '../failures/failures.ts';

/** A request to recover the account of a user who lost a factor. An account has at most one for each path. */
export interface Recovery {
  readonly id: string;
  readonly via: RecoveryPath;
  readonly requestedBy: Actor;
  readonly requestedAt: number;
  /** A week after the request or, if later, after the end of the hold. */
  readonly expiresAt: number;
  readonly approvals: readonly Approval[];
  /**
   * Requested by staff after links cancelled two requests. It needs two approvals, and no link can cancel it, so that a
   * stolen mailbox does not lock the user out.
   */
  readonly contested?: true;
  /** The secret of the cancel link, sealed for the next message and hashed for comparison. */
  readonly cancelSecret?: string;
  readonly cancelHash?: string;
  /** Wrong recovery codes in a row. */
  readonly failures: Failures;
  /** The recovery code that was sent to a contact. */
  readonly contactCode?: RecoveryCode;
  /** Present after the recovery was completed. */
  readonly grant?: RecoveryGrant;
}

export interface Approval {
  /** The staff member's user id. */
  readonly by: string;
  readonly at: number;
  /** The checks that this person made, named as in the policy. */
  readonly checks: readonly string[];
  /** The part of the recovery code that this person gives to the user. */
  readonly code?: RecoveryCode;
}

/** A recovery code, or one approver's part of it. */
export interface RecoveryCode {
  readonly hash: string;
  readonly usedAt?: number;
}

/** What a completed recovery permits. Only the session with this id in its assurance has it. */
export interface RecoveryGrant {
  readonly id: string;
  readonly at: number;
  readonly expiresAt: number;
  /** The factors that it replaces: all that were enrolled when it was given. */
  readonly replaces: readonly string[];
}

/** A cancelled recovery. It delays the next request. */
export interface Cancellation {
  readonly at: number;
  readonly by: Actor['kind'];
}

/** An action that must wait after a recovery. @inline */
export type Freeze = {
  readonly action: string;
  readonly until: number;
};

/** A freeze with its start, so that a clock that was ahead cannot prolong it. */
export interface StoredFreeze extends Freeze {
  readonly since: number;
}
