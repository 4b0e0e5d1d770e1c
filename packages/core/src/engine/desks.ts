import type { RecoveryPath } from '../account/method.ts';
import type { User } from '../policy/user.ts';
import type { RequestSource } from '../ports/audit.ts';
import type {
  DevicesRevoked,
  RecoveryApproved,
  RecoveryCancelled,
  RecoveryCompleted,
  RecoveryRequested,
  SupportView,
  Unlocked,
} from './desk-outcomes.ts';
import type { SignedIn, Staff, Through } from './parties.ts';

/** The way back in for who lost a factor, as the policy's `recovery` says. */
export interface RecoveryDesk {
  /**
   * Asks for it: by the user with the token of a sign-in (so the first factor was right), or by staff for a user who
   * called. Asked again while it is under way, it answers with the one that there is.
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

  /** A member of staff vouches for what was checked. Nobody approves what they asked for, or their own account. */
  approve(input: {
    readonly userId: string;
    readonly user: User;
    readonly requestId: string;
    readonly staff: Staff;
    /** What was checked, in the words of the policy's `verify.checks`. */
    readonly checks: readonly string[];
    /** How it was checked, for the trail: up to 500 characters. Never a secret. */
    readonly note: string;
  }): Promise<RecoveryApproved>;

  /**
   * Calls it off: by the link that the user was sent, by a session that showed a factor, or by staff. With a `requestId`
   * that one alone, else whichever is under way.
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

  /** Uses an approved one, with the token of a sign-in: what comes next is a session, or an enrolment. */
  complete(input: {
    readonly token: string;
    readonly via: RecoveryPath;
    /** Where the recovery came by mail or phone: it and a code to the same mailbox are one. */
    readonly through?: Through;
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
