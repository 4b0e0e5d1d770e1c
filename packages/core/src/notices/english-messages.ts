import type { Text } from '../text.ts';

/** The texts of notices and of messages with a code. An event is what happened, as a sentence without its full stop. */
const texts = {
  subject: '{what} at {site}',
  intro: '{what} at {site}.',
  when: 'When: {at}',
  where: 'Where from: {place}',
  which: 'Which: {factor}',
  browser: '{browser} on {system}',
  named: '{kind} “{name}”',
  help: 'If you cannot sign in any more: {url}',

  'sms.event': '{site}: {what}, {at}.',
  'sms.cancel': 'Not you? Cancel it: {url}',
  'sms.help': 'Not you? {url}',
  'sms.settings': 'Not you? Sign in now and look at your security settings.',

  'method.totp': 'authenticator app',
  'method.email': 'code by email',
  'method.sms': 'code by text message',
  'method.webauthn': 'security key or passkey',
  'method.other': 'another method',

  'event.mfa.enabled': 'Two-factor authentication was turned on',
  'event.mfa.disabled': 'Two-factor authentication was turned off',
  'event.factor.activated': 'A new way to confirm your sign-in was added',
  'event.factor.removed': 'A way to confirm your sign-in was removed',
  'event.factor.suspended': 'A way to confirm your sign-in was switched off after too many wrong answers',
  'event.factor.suspension-near':
    'After one more wrong answer, a way to confirm your sign-in will be switched off',
  'event.factor.locked': 'Wrong codes were entered, several in a row',
  'event.factor.renamed': 'A way to confirm your sign-in got another name',
  'event.factor.accepted-after-failures': 'Somebody signed in after entering several wrong codes',
  'event.codes.locked': 'Wrong codes were entered, several in a row',
  'event.primary.changed': 'You are now asked for another confirmation first',
  'event.backup-codes.issued': 'New backup codes were made, and the old ones ended',
  'event.backup-codes.locked': 'Wrong backup codes were entered, several in a row',
  'event.backup-codes.suspension-near':
    'After one more wrong backup code, your backup codes will be switched off',
  'event.backup-codes.suspended': 'Your backup codes were switched off after too many wrong ones',
  'event.backup-code.accepted': 'A backup code was used',
  'event.sign-in.unfinished':
    'Your password was entered several times, and the second step was not completed',
  'event.recovery.requested': 'Somebody asked to recover your account',
  'event.recovery.approved': 'The recovery of your account was approved',
  'event.recovery.cancelled': 'The recovery of your account was cancelled',
  'event.recovery.revoked': 'A recovery of your account was cancelled after it had been used',
  'event.recovery.ended': 'The recovery of your account ended',
  'event.recovery.completed': 'Your account was recovered',
  'event.recovery-code.sent': 'Your recovery code',
  'event.recovery-code.locked': 'Wrong recovery codes were entered, several in a row',
  'event.contact.replaced': 'An address or number at which we reach you was replaced',
  'event.trusted-device.added': 'A browser is trusted now and needs no code for a while',
  'event.trusted-device.copied':
    'A trusted browser is not trusted any more, because somebody seems to have copied its access',
  'event.password.changed': 'Your password was changed',
  'event.other': 'The protection of your account was changed',

  'undo.settings':
    'If this was you, there is nothing to do. If it was not: sign in now, undo it in your security settings, and change your password.',
  'undo.password':
    'If this was you, there is nothing to do. If it was not, somebody may know your password: sign in, change it, and look at your security settings.',
  'undo.recovery': 'If this was not you: sign in now and cancel it in your security settings.',
  'undo.recovery-link': 'If this was not you, cancel it here:\n{url}',
  'undo.recovered':
    'If this was not you: sign in now, look at your security settings, and change your password.',
  'undo.recovered-link': 'If this was you, there is nothing to do. If it was not, cancel it here:\n{url}',
  'undo.cancelled':
    'Your sign-in methods are what they were before it. If you still need help to get in, ask again.',
  'undo.revoked':
    'Somebody had used it to get in. Every session was ended, and what the recovery allowed is over. Sign in, look at your security settings, and change your password.',
  'undo.ended':
    'You signed in with your second factor, or your sign-in methods changed, so the recovery is not needed any more. If this was not you, change your password and look at your security settings.',
  'undo.code': 'If you did not ask for it, sign in and cancel the recovery in your security settings.',

  'recovery-code.intro': 'Your recovery code for {site} is:',
  'recovery-code.use':
    'Sign in with your password and enter it where you are asked for it. It works once. Tell it to nobody.',
  'recovery-code.cancel': 'If you did not ask for it, cancel the recovery here:\n{url}',
  'recovery-code.help': 'If you need help: {url}',
  'recovery-code.sms': '{site}: your recovery code is {code}. Tell it to nobody.',

  'code.subject.sign-in': 'Your code to sign in to {site}',
  'code.subject.step-up': 'Your code to confirm a change at {site}',
  'code.subject.enrolment': 'Your code to set up two-factor authentication at {site}',
  'code.sign-in': '{code} is your code to sign in to {site}.',
  'code.step-up': '{code} is your code to confirm a change at {site}.',
  'code.enrolment': '{code} is your code to set up two-factor authentication at {site}.',
  'code.lifetime': {
    one: 'It works once, and for {count} minute.',
    other: 'It works once, and for {count} minutes.',
  },
  'code.secret': 'Never share it with anybody. Nobody from {site} will ask you for it.',
  'code.not-you': 'If you did not ask for this code, somebody else may know your password: please change it.',
  'code.sms.sign-in': {
    one: '{code} is your code to sign in to {site}, for {count} minute. Never share it.',
    other: '{code} is your code to sign in to {site}, for {count} minutes. Never share it.',
  },
  'code.sms.step-up': {
    one: '{code} is your code to confirm a change at {site}, for {count} minute. Never share it.',
    other: '{code} is your code to confirm a change at {site}, for {count} minutes. Never share it.',
  },
  'code.sms.enrolment': {
    one: '{code} is your code to set up two-factor authentication at {site}, for {count} minute. Never share it.',
    other:
      '{code} is your code to set up two-factor authentication at {site}, for {count} minutes. Never share it.',
  },
} as const;

export type MessageTextId = keyof typeof texts;

/**
 * The texts of notices and codes in one language, with `{name}` for each parameter.
 *
 * @inline
 */
export type MessageCatalogue = {
  /** A BCP 47 tag. It selects plurals and the form of dates. */
  readonly locale: string;
  readonly texts: { readonly [id in MessageTextId]: Text };
};

/** The English texts of notices and of messages with a code, for {@link messageTexts}. */
export const englishMessages: MessageCatalogue = { locale: 'en-GB', texts };
