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

/** Recovery of an account whose factor is lost, as the policy's `recovery` says. */
export interface RecoveryDesk {
  /**
   * Requests it: by the user with the token of a sign-in, so that the first factor was right, or by staff for a user who
   * called. If one of this path is in progress, it answers with that one. After a cancellation the user has to wait;
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
   * A staff member vouches for what they checked. Nobody approves what they requested, or their own account. Approving
   * again makes a new recovery code and starts the hold again, for a user who lost the code.
   */
  approve(input: {
    readonly userId: string;
    readonly user: User;
    readonly requestId: string;
    readonly staff: Staff;
    /** What this person checked, in the words of the policy's `verify.checks`. Without a check it counts for nothing. */
    readonly checks: readonly string[];
    /** How it was checked, for the trail: up to 500 characters. Never a secret. */
    readonly note: string;
  }): Promise<RecoveryApproved>;

  /**
   * Cancels it: by the link that the user was sent, by a session that showed a factor, or by staff. `requestId` defaults to
   * all that are in progress. Ends every session that the recovery gave.
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

  /** Completes an approved one, with the token of a sign-in and the recovery code. What follows is a session or a set-up. */
  complete(input: {
    readonly token: string;
    readonly via: RecoveryPath;
    /** The recovery code: every part that the approvers told, one after the other, in any order. */
    readonly code?: string;
    readonly source?: RequestSource;
  }): Promise<RecoveryCompleted>;
}

/** What a portal's support staff may do. Who is staff, and who of them may do what, is the portal's to say. */
export interface SupportDesk {
  /** What staff may see: no secret, no code, hints masked. */
  describe(input: { readonly userId: string; readonly user: User }): Promise<SupportView>;

  /** Lets a locked factor, or the backup codes, be tried again at once. The count stays, so no cap is passed that way. */
  unlock(input: {
    readonly userId: string;
    /** `backup-codes`, or a factor's id. */
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
