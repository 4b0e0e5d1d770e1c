import type { Method, RecoveryPath } from './factors/method.ts';

/** An event of an account, as the audit trail names it. The engine adds who, when and from where. */
export type DomainEvent =
  | { readonly type: 'enrolment.begun'; readonly factorId: string; readonly method: Method }
  | {
      readonly type: 'enrolment.rejected';
      readonly factorId: string;
      readonly method: Method;
      readonly failures: number;
    }
  /**
   * The browser's answer to a set-up is not valid. Not a guess, so it is not counted. `reason` comes from the method.
   */
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
  /** The browser's answer is not valid, or a code was used before (`used-code`). Not a guess, so it is not counted. */
  | {
      readonly type: 'factor.refused';
      readonly factorId: string;
      readonly method: Method;
      readonly challengeId: string;
      readonly reason: string;
    }
  /** Accepted with a suspicious detail, such as a counter that went back. */
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
  /** The next wrong answer suspends the factor permanently. */
  | { readonly type: 'factor.suspension-near'; readonly factorId: string; readonly method: Method }
  | { readonly type: 'factor.suspended'; readonly factorId: string; readonly method: Method }
  /**
   * Too many wrong codes of more than one factor: no code is verified before `until`. Security keys and backup codes
   * are.
   */
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
  /**
   * The message of an earlier `code.sent` was not handed over, or the result is unknown. `reason` comes from the
   * adapter.
   */
  | {
      readonly type: 'code.not-sent';
      readonly factorId: string;
      readonly method: Method;
      readonly deliveryId: string;
      readonly adapter: string;
      readonly sent: 'no' | 'unknown';
      readonly reason: string;
    }
  /** The correct answer came after several wrong ones. */
  | {
      readonly type: 'factor.accepted-after-failures';
      readonly factorId: string;
      readonly method: Method;
      readonly failures: number;
    }
  /** The first factor was correct this many times in a row, and the challenge was not answered. */
  | { readonly type: 'sign-in.unfinished'; readonly count: number }
  /** The delivery service accepted the message of an earlier `code.sent`. `reference` is its id there. */
  | {
      readonly type: 'code.handed-over';
      readonly factorId: string;
      readonly method: Method;
      readonly deliveryId: string;
      readonly adapter: string;
      readonly reference: string;
    }
  /** A code was requested but not sent, because of a limit of the account or the send guard. */
  | {
      readonly type: 'code.limited';
      readonly factorId: string;
      readonly method: Method;
      readonly by: 'account' | 'send-guard';
      readonly retryAt: number;
    }
  /** A code was requested, and the send guard refused it with this reason. */
  | {
      readonly type: 'code.refused';
      readonly factorId: string;
      readonly method: Method;
      readonly reason: string;
    }
  | { readonly type: 'enrolment.postponed'; readonly times: number }
  | { readonly type: 'mfa.enabled' }
  | { readonly type: 'mfa.disabled' }
  /** Created and shown, but not active before they are acknowledged. */
  | { readonly type: 'backup-codes.offered'; readonly setId: string; readonly count: number }
  | { readonly type: 'backup-codes.issued'; readonly setId: string; readonly count: number }
  | { readonly type: 'backup-codes.acknowledged'; readonly setId: string }
  | { readonly type: 'backup-code.accepted'; readonly challengeId: string; readonly left: number }
  | { readonly type: 'backup-code.rejected'; readonly challengeId: string; readonly failures: number }
  /** A backup code that was used before. Not a guess, so it is not counted. */
  | { readonly type: 'backup-code.refused'; readonly challengeId: string; readonly reason: string }
  | { readonly type: 'backup-codes.locked'; readonly until: number }
  /** The next wrong backup code suspends the set permanently. */
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
  /** It was cancelled after its completion: the sessions that it gave end. */
  | { readonly type: 'recovery.revoked'; readonly requestId: string; readonly via: RecoveryPath }
  /**
   * A factor was proved, or the factors changed. `granted`: it was completed before, and the sessions that it gave end.
   */
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
  /** A token that was exchanged long ago was presented: it was copied, and the device is no longer trusted. */
  | { readonly type: 'trusted-device.copied'; readonly deviceId: string }
  /** The host has another address or number than before. */
  | { readonly type: 'contact.replaced'; readonly channel: 'email' | 'sms' }
  /** A recovery code is being sent to a contact that was known before the request. */
  | {
      readonly type: 'recovery-code.sent';
      readonly requestId: string;
      readonly via: RecoveryPath;
      readonly channel: 'email' | 'sms';
    }
  | { readonly type: 'password.accepted' }
  | { readonly type: 'password.rejected' }
  | { readonly type: 'password.changed' }
  /** The account and the sealed data of these factors are now under the current key. */
  | { readonly type: 'secrets.resealed'; readonly factorIds: readonly string[] }
  /** A notice was dropped: every attempt failed, or too many notices were waiting. */
  | { readonly type: 'notice.dropped'; readonly noticeId: string; readonly about: DomainEvent['type'] }
  /** The host expects an enrolled factor, and the store has none. The request was refused. */
  | { readonly type: 'account.missing' }
  /** In the trail of both ids. */
  | { readonly type: 'user-id.changed'; readonly from: string; readonly to: string }
  | { readonly type: 'account.erased' };
