import type { RecoveryPath } from '../../account/factors/method.ts';
import type { User } from '../../policy/schema/user.ts';
import type { RequestSource } from '../../ports/audit.ts';
import type { SignedIn, Staff } from '../actors.ts';
import type {
  DevicesRevoked,
  RecoveryApproved,
  RecoveryCancelled,
  RecoveryCompleted,
  RecoveryRequested,
  SupportView,
  Unlocked,
} from './desk-outcomes.ts';

/** Recovers an account whose factor is lost, as the policy's `recovery` defines. */
export interface RecoveryDesk {
  /**
   * Requests a recovery: by the user with the token of a sign-in (so the first factor was correct), or by staff for a
   * user. If a recovery of this path is in progress, returns that one. After a cancellation the user must wait, but
   * staff need not.
   */
  request(
    input:
      | { readonly token: string; readonly via: RecoveryPath; readonly source?: RequestSource }
      | {
          readonly userId: string;
          readonly user: User;
          readonly via: RecoveryPath;
          readonly staff: Staff;
          readonly note?: string;
        },
  ): Promise<RecoveryRequested>;

  /**
   * Approves a recovery and records what this staff member checked. Staff cannot approve their own request or their own
   * account. Approving again creates a new recovery code and restarts the hold, for a user who lost the code.
   */
  approve(input: {
    readonly userId: string;
    readonly user: User;
    readonly requestId: string;
    readonly staff: Staff;
    /**
     * The checks that this person made, named as in the policy's `verify.checks`. An approval without a check does not
     * count.
     */
    readonly checks: readonly string[];
    /** How it was checked, for the audit trail: up to 500 characters. Never a secret. */
    readonly note: string;
  }): Promise<RecoveryApproved>;

  /**
   * Cancels a recovery: by the link that the user received, by a session with a proved factor, or by staff. `requestId`
   * defaults to all recoveries in progress. Ends every session that the recovery gave.
   */
  cancel(
    input:
      | { readonly cancelToken: string; readonly source?: RequestSource }
      | { readonly caller: SignedIn; readonly requestId?: string }
      | {
          readonly userId: string;
          readonly requestId?: string;
          readonly staff: Staff;
          readonly note: string;
        },
  ): Promise<RecoveryCancelled>;

  /**
   * Completes an approved recovery, with the token of a sign-in and the recovery code. `next` is a session or a set-up.
   */
  complete(input: {
    readonly token: string;
    readonly via: RecoveryPath;
    /** The recovery code: the parts of all approvers, joined in any order. */
    readonly code?: string;
    readonly source?: RequestSource;
  }): Promise<RecoveryCompleted>;
}

/** What a portal's support staff may do. The portal decides who is staff and who may do what. */
export interface SupportDesk {
  /** Returns the account for staff. Contains no secret and no code; hints are masked. */
  describe(input: { readonly userId: string; readonly user: User }): Promise<SupportView>;

  /**
   * Lets the user try a locked factor, or the backup codes, again at once. The failure count is unchanged, so this does
   * not bypass the cap.
   */
  unlock(input: {
    readonly userId: string;
    /** `backup-codes`, or the id of a factor. */
    readonly target: string;
    readonly staff: Staff;
    readonly note: string;
  }): Promise<Unlocked>;

  /** Ends the trust in all the user's browsers. */
  revokeTrustedDevices(input: {
    readonly userId: string;
    readonly staff: Staff;
    readonly note: string;
  }): Promise<DevicesRevoked>;
}
