import type { Actor } from '../actor.ts';
import type { RecoveryPath } from '../factors/method.ts';
import type { Failures } from '../failures/failures.ts';

/** A request to recover the account of a user who lost a factor. An account has at most one of each path. */
export interface Recovery {
  readonly id: string;
  readonly via: RecoveryPath;
  readonly requestedBy: Actor;
  readonly requestedAt: number;
  /** Defaults to a week after the request or, if later, after the end of the hold. */
  readonly expiresAt: number;
  readonly approvals: readonly Approval[];
  /**
   * Requested by staff after links had cancelled two requests: it takes two approvals and no link cancels it, so that a
   * stolen mailbox does not shut the owner out for ever.
   */
  readonly contested?: true;
  /** The secret of the link that cancels it, sealed for the next message and hashed to compare with. */
  readonly cancelSecret?: string;
  readonly cancelHash?: string;
  /** Wrong recovery codes in a row. */
  readonly failures: Failures;
  /** The recovery code that was sent to a contact. */
  readonly contactCode?: RecoveryCode;
  /** Present once the recovery was completed. */
  readonly grant?: RecoveryGrant;
}

export interface Approval {
  /** The staff member's user id. */
  readonly by: string;
  readonly at: number;
  /** What this person checked, in the policy's words. */
  readonly checks: readonly string[];
  /** The part of the recovery code that this person tells the user. */
  readonly code?: RecoveryCode;
}

/** A recovery code, or one approver's part of it. */
export interface RecoveryCode {
  readonly hash: string;
  readonly usedAt?: number;
}

/** What a completed recovery permits. Only the session whose assurance carries its id has it. */
export interface RecoveryGrant {
  readonly id: string;
  readonly at: number;
  readonly expiresAt: number;
  /** The factors that it replaces: those that were enrolled when it was given. */
  readonly replaces: readonly string[];
}

/** A recovery that was cancelled: it delays the next request. */
export interface Cancellation {
  readonly at: number;
  readonly by: Actor['kind'];
}

/** An action that waits after a recovery. */
export interface Freeze {
  readonly action: string;
  readonly until: number;
}

/** A freeze with its beginning, so that a clock that ran ahead cannot make it longer. */
export interface StoredFreeze extends Freeze {
  readonly since: number;
}
