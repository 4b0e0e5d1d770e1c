import { type AuditEvent, assertNever, type Method, type RecoveryPath } from '@factorkit/core';

/** How an event's sentence names things. */
export interface Naming {
  /** “Phone”, or the name of a factor that was removed. */
  factor(factorId: string, method: Method): string;
  way(via: RecoveryPath): string;
  check(name: string): string;
  moment(ms: number): string;
}

/** An event as a sentence: its meaning, not its internal name. */
export function sentenceFor(event: AuditEvent, say: Naming): string {
  return 'method' in event ? aboutFactor(event, say) : aboutAccount(event, say);
}

type FactorEvent = Extract<AuditEvent, { readonly method: Method }>;

function aboutFactor(event: FactorEvent, say: Naming): string {
  const what = say.factor(event.factorId, event.method);
  switch (event.type) {
    case 'enrolment.begun':
      return `Began to set up ${what}.`;
    case 'enrolment.rejected':
      return `Gave a wrong answer while setting up ${what}.`;
    case 'enrolment.refused':
      return `The set-up of ${what} was refused: the answer was not genuine.`;
    case 'enrolment.proven':
      return `Showed that ${what} works.`;
    case 'factor.activated':
      return `Set up: ${what}.`;
    case 'factor.accepted':
      return `Confirmed with ${what}.`;
    case 'factor.rejected':
      return `Gave a wrong answer for ${what} (${event.failures} in a row).`;
    case 'factor.refused':
      return event.reason === 'used-code'
        ? `Gave a code of ${what} that was used before.`
        : `An answer for ${what} was refused: it was not genuine.`;
    case 'factor.suspension-near':
      return `One more wrong answer blocks it for good: ${what}.`;
    case 'factor.doubted':
      return `An answer for ${what} was right, and left a doubt: it may have been copied.`;
    case 'factor.locked':
      return `Locked until ${say.moment(event.until)} after too many wrong answers: ${what}.`;
    case 'factor.suspended':
      return `Blocked for good after far too many wrong answers: ${what}.`;
    case 'factor.renamed':
      return `Renamed: ${what}.`;
    case 'factor.removed':
      return `Removed: ${what}.`;
    case 'primary.changed':
      return `Asked for first from now on: ${what}.`;
    case 'code.sent':
      return `Asked for a code for ${what}.`;
    case 'code.not-sent':
      return event.sent === 'no'
        ? `The code for ${what} could not be sent.`
        : `Nobody knows whether the code for ${what} was sent.`;
    case 'factor.accepted-after-failures':
      return `The right answer came after ${event.failures} wrong ones: ${what}.`;
    case 'code.handed-over':
      return `The code for ${what} was handed over (${event.adapter}: ${event.reference}).`;
    case 'code.limited':
      return `Asked for a code for ${what}. None was sent: too many, until ${say.moment(event.retryAt)}.`;
    case 'code.refused':
      return `Asked for a code for ${what}. None was sent (${event.reason}).`;
    case 'factor.unlocked':
      return `Unlocked: ${what}.`;
    default:
      return assertNever(event);
  }
}

function aboutAccount(event: Exclude<AuditEvent, FactorEvent>, say: Naming): string {
  switch (event.type) {
    case 'enrolment.postponed':
      return 'Put off setting up a method.';
    case 'mfa.enabled':
      return 'Two-factor authentication is active from now on.';
    case 'mfa.disabled':
      return 'Two-factor authentication is not active any more.';
    case 'backup-codes.offered':
      return `Was shown ${event.count} new backup codes.`;
    case 'backup-codes.issued':
      return `Got ${event.count} backup codes.`;
    case 'sign-in.unfinished':
      return `The password was right ${event.count} times, and the second step was not completed.`;
    case 'contact.replaced':
      return event.channel === 'email' ? 'The email address was replaced.' : 'The phone number was replaced.';
    case 'backup-codes.acknowledged':
      return 'Said that the backup codes are kept.';
    case 'backup-code.accepted':
      return `Used a backup code (${event.left} left).`;
    case 'backup-code.rejected':
      return `Gave a wrong backup code (${event.failures} in a row).`;
    case 'backup-code.refused':
      return 'Gave a backup code that was used before.';
    case 'codes.locked':
      return `All codes locked until ${say.moment(event.until)} after too many wrong ones.`;
    case 'codes.unlocked':
      return 'Unlocked: the codes.';
    case 'backup-codes.suspension-near':
      return 'One more wrong backup code blocks the backup codes for good.';
    case 'backup-codes.locked':
      return `Backup codes locked until ${say.moment(event.until)} after too many wrong ones.`;
    case 'backup-codes.suspended':
      return 'Backup codes blocked for good after far too many wrong ones.';
    case 'backup-codes.unlocked':
      return 'Unlocked: the backup codes.';
    case 'recovery.requested':
      return `Asked for a recovery (${say.way(event.via)}).`;
    case 'recovery.approved':
      return approval(event, say);
    case 'recovery.cancelled':
      return 'Cancelled the recovery.';
    case 'recovery.revoked':
      return 'Cancelled the recovery after it had been used: every session ended.';
    case 'recovery.ended':
      return event.because === 'factor-shown'
        ? 'The recovery ended: the user signed in with a method.'
        : 'The recovery ended: the methods changed.';
    case 'recovery-code.sent':
      return `A recovery code was sent by ${event.channel === 'email' ? 'email' : 'text message'}.`;
    case 'recovery-code.rejected':
      return `Gave a wrong recovery code (${event.failures} in a row).`;
    case 'recovery-code.locked':
      return `Recovery code locked until ${say.moment(event.until)} after too many wrong ones.`;
    case 'recovery.completed':
      return 'The recovery took effect.';
    case 'trusted-device.added':
      return `A browser is trusted until ${say.moment(event.expiresAt)}.`;
    case 'trusted-device.used':
      return 'Signed in from a trusted browser.';
    case 'trusted-device.revoked':
      return 'A browser is not trusted any more.';
    case 'trusted-device.copied':
      return 'The trust in a browser was copied to another one, so it ended.';
    case 'password.accepted':
      return 'Entered the password again, for a change.';
    case 'password.rejected':
      return 'Entered a wrong password, for a change.';
    case 'password.changed':
      return 'Changed the password.';
    case 'secrets.resealed':
      return 'The stored secrets were put under a new key.';
    case 'notice.dropped':
      return 'The user could not be told of a change.';
    case 'account.missing':
      return 'Refused: the methods of this user are missing from the store.';
    case 'user-id.changed':
      return 'The user id was changed.';
    case 'account.erased':
      return 'Everything kept about the user was erased.';
    default:
      return assertNever(event);
  }
}

function approval(
  { checks, approvals }: Extract<AuditEvent, { readonly type: 'recovery.approved' }>,
  say: Naming,
): string {
  const count = `approval number ${approvals}`;
  return checks.length === 0
    ? `Approved the recovery (${count}).`
    : `Approved the recovery (${count}). Checked: ${checks.map((name) => say.check(name)).join('; ')}.`;
}
