import type { Method, RecoveryPath } from './factors/method.ts';

/** What a change to an account is called in the audit trail. The engine adds who, when and from where. */
export type DomainEvent =
  | { readonly type: 'enrolment.begun'; readonly factorId: string; readonly method: Method }
  | {
      readonly type: 'enrolment.rejected';
      readonly factorId: string;
      readonly method: Method;
      readonly failures: number;
    }
  /** What the browser gave for a set-up does not hold. Not a guess, so it is not counted; `reason` comes from the method. */
  | {
      readonly type: 'enrolment.refused';
      readonly factorId: string;
      readonly method: Method;
      readonly reason: string;
    }
  | { readonly type: 'enrolment.proven'; readonly factorId: string; readonly method: Method }
  | { readonly type: 'factor.activated'; readonly factorId: string; readonly method: Method }
  | {
      readonly type: 'factor.accepted';
      readonly factorId: string;
      readonly method: Method;
      readonly challengeId: string;
    }
  | {
      readonly type: 'factor.rejected';
      readonly factorId: string;
      readonly method: Method;
      readonly challengeId: string;
      readonly failures: number;
    }
  /**
   * What the browser answered does not hold, such as a counter that went back, or a code was used before (`used-code`).
   * Not a guess, so it is not counted.
   */
  | {
      readonly type: 'factor.refused';
      readonly factorId: string;
      readonly method: Method;
      readonly challengeId: string;
      readonly reason: string;
    }
  /** Accepted, with something odd about it that the portal wants to know of: a counter that went back. */
  | {
      readonly type: 'factor.doubted';
      readonly factorId: string;
      readonly method: Method;
      readonly reason: string;
    }
  | {
      readonly type: 'factor.locked';
      readonly factorId: string;
      readonly method: Method;
      readonly until: number;
    }
  /** The next wrong answer suspends the factor for good. */
  | { readonly type: 'factor.suspension-near'; readonly factorId: string; readonly method: Method }
  | { readonly type: 'factor.suspended'; readonly factorId: string; readonly method: Method }
  /** Too many wrong codes, of more than one factor: no code is judged until then. Security keys and backup codes are. */
  | { readonly type: 'codes.locked'; readonly until: number }
  | { readonly type: 'codes.unlocked' }
  | { readonly type: 'factor.renamed'; readonly factorId: string; readonly method: Method }
  | { readonly type: 'factor.removed'; readonly factorId: string; readonly method: Method }
  | { readonly type: 'primary.changed'; readonly factorId: string; readonly method: Method }
  | {
      readonly type: 'code.sent';
      readonly factorId: string;
      readonly method: Method;
      readonly deliveryId: string;
    }
  /** The message of an earlier `code.sent` was not handed over, or nobody knows: by which adapter, and its word for why. */
  | {
      readonly type: 'code.not-sent';
      readonly factorId: string;
      readonly method: Method;
      readonly deliveryId: string;
      readonly adapter: string;
      readonly sent: 'no' | 'unknown';
      readonly reason: string;
    }
  /** The right answer came after several wrong ones. */
  | {
      readonly type: 'factor.accepted-after-failures';
      readonly factorId: string;
      readonly method: Method;
      readonly failures: number;
    }
  /** So many times in a row, the first factor was right and nobody answered the challenge. */
  | { readonly type: 'sign-in.unfinished'; readonly count: number }
  /** The delivery service has taken the message of an earlier `code.sent`, and knows it by this. */
  | {
      readonly type: 'code.handed-over';
      readonly factorId: string;
      readonly method: Method;
      readonly deliveryId: string;
      readonly adapter: string;
      readonly reference: string;
    }
  /** A code was asked for and not sent, because of a limit: the account's, or one of the send guard. */
  | {
      readonly type: 'code.limited';
      readonly factorId: string;
      readonly method: Method;
      readonly by: 'account' | 'send-guard';
      readonly retryAt: number;
    }
  /** A code was asked for, and the send guard refused it: its word for why. */
  | {
      readonly type: 'code.refused';
      readonly factorId: string;
      readonly method: Method;
      readonly reason: string;
    }
  | { readonly type: 'enrolment.postponed'; readonly times: number }
  | { readonly type: 'mfa.enabled' }
  | { readonly type: 'mfa.disabled' }
  /** Made, shown, and not in force before they are acknowledged. */
  | { readonly type: 'backup-codes.offered'; readonly setId: string; readonly count: number }
  | { readonly type: 'backup-codes.issued'; readonly setId: string; readonly count: number }
  | { readonly type: 'backup-codes.acknowledged'; readonly setId: string }
  | { readonly type: 'backup-code.accepted'; readonly challengeId: string; readonly left: number }
  | { readonly type: 'backup-code.rejected'; readonly challengeId: string; readonly failures: number }
  /** A backup code that was used before. Not a guess, so it is not counted. */
  | { readonly type: 'backup-code.refused'; readonly challengeId: string; readonly reason: string }
  | { readonly type: 'backup-codes.locked'; readonly until: number }
  /** The next wrong backup code suspends the set for good. */
  | { readonly type: 'backup-codes.suspension-near' }
  | { readonly type: 'backup-codes.suspended' }
  | { readonly type: 'factor.unlocked'; readonly factorId: string; readonly method: Method }
  | { readonly type: 'backup-codes.unlocked' }
  | { readonly type: 'recovery.requested'; readonly requestId: string; readonly via: RecoveryPath }
  | {
      readonly type: 'recovery.approved';
      readonly requestId: string;
      readonly via: RecoveryPath;
      readonly checks: readonly string[];
      readonly approvals: number;
    }
  | { readonly type: 'recovery.cancelled'; readonly requestId: string; readonly via: RecoveryPath }
  /** It was cancelled after it had been completed: the sessions that it gave end. */
  | { readonly type: 'recovery.revoked'; readonly requestId: string; readonly via: RecoveryPath }
  /** A factor was shown, or the factors changed. `granted`: it had been completed, and the sessions that it gave end. */
  | {
      readonly type: 'recovery.ended';
      readonly requestId: string;
      readonly via: RecoveryPath;
      readonly because: 'factor-shown' | 'factors-changed';
      readonly granted: boolean;
    }
  | {
      readonly type: 'recovery-code.rejected';
      readonly requestId: string;
      readonly via: RecoveryPath;
      readonly failures: number;
    }
  | {
      readonly type: 'recovery-code.locked';
      readonly requestId: string;
      readonly via: RecoveryPath;
      readonly until: number;
    }
  | { readonly type: 'recovery.completed'; readonly requestId: string; readonly via: RecoveryPath }
  | { readonly type: 'trusted-device.added'; readonly deviceId: string; readonly expiresAt: number }
  | { readonly type: 'trusted-device.used'; readonly deviceId: string }
  | { readonly type: 'trusted-device.revoked'; readonly deviceId: string }
  /** A token that was exchanged long ago came back: somebody copied it, and the device is not trusted any more. */
  | { readonly type: 'trusted-device.copied'; readonly deviceId: string }
  /** The host names another address or number than before. */
  | { readonly type: 'contact.replaced'; readonly channel: 'email' | 'sms' }
  /** A recovery code is on its way to a contact that was known before the request. */
  | {
      readonly type: 'recovery-code.sent';
      readonly requestId: string;
      readonly via: RecoveryPath;
      readonly channel: 'email' | 'sms';
    }
  | { readonly type: 'password.accepted' }
  | { readonly type: 'password.rejected' }
  | { readonly type: 'password.changed' }
  /** The account is authenticated under the current key now, and so is what was sealed in these factors. */
  | { readonly type: 'secrets.resealed'; readonly factorIds: readonly string[] }
  /** The user could not be told of something: every try failed, or too much waited to be told. */
  | { readonly type: 'notice.dropped'; readonly noticeId: string; readonly about: DomainEvent['type'] }
  /** The host expects an enrolled factor, and the store has none. The call was refused. */
  | { readonly type: 'account.missing' }
  /** On the trail of both ids. */
  | { readonly type: 'user-id.changed'; readonly from: string; readonly to: string }
  | { readonly type: 'account.erased' };
