import type { DomainEvent } from '../account/domain-event.ts';
import type { Told } from '../account/notices/noticing.ts';
import type { RequestSource } from '../ports/audit.ts';
import type { Contact } from '../ports/contacts.ts';
import type { NoticeMessage } from '../ports/notice.ts';
import { browserName } from './browser-name.ts';
import { harmlessLabel, ipAddress } from './strangers-words.ts';

/** The texts of a notice. */
export interface NoticeTexts {
  /** States only what happened: subjects appear on locked screens and in the logs of mail servers. */
  subject(input: NoticeText): string;
  body(input: NoticeText): string;
}

/**
 * The facts of a notice. `factor.label` and `source` may contain text of an attacker: do not turn it into a link.
 *
 * @inline
 */
export type NoticeText = {
  readonly siteName: string;
  readonly about: DomainEvent['type'];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Keep an SMS short. */
  readonly channel: Contact['channel'];
  readonly factor?: NonNullable<NoticeMessage['factor']>;
  /** The recovery code, in the message that delivers it. Never put it in a subject. */
  readonly code?: string;
  readonly source?: RequestSource;
  /** The link that cancels the recovery. Present if one is in progress and `cancelUrl` is set. */
  readonly cancelUrl?: string;
  /** The address of a help page. */
  readonly helpUrl?: string;
};

/** Options of the notices. @inline */
export type NoticeOptions = {
  /** @defaultValue English texts */
  readonly texts?: NoticeTexts | undefined;
  /**
   * Set it if another process has `portal.notify` and calls `dispatchNotices`. This one then only writes notices.
   * Optional.
   */
  readonly dispatchedElsewhere?: boolean;
  /**
   * Returns the address of the page that cancels a recovery. Put the token after a `#`, so that servers do not log it.
   * The page must ask for confirmation, because mail scanners open links.
   */
  cancelUrl?(token: string): string;
  /** The address of a help page for users who cannot sign in. */
  readonly helpUrl?: string;
};

type Undo = 'code' | 'settings' | 'password' | 'recovery' | 'recovered' | 'cancelled' | 'revoked' | 'ended';

const WORDS: { readonly [about in Told]: { readonly what: string; readonly undo: Undo } } = {
  'mfa.enabled': { what: 'Two-factor authentication was turned on', undo: 'settings' },
  'mfa.disabled': { what: 'Two-factor authentication was turned off', undo: 'settings' },
  'factor.activated': { what: 'A new way to confirm your sign-in was added', undo: 'settings' },
  'factor.removed': { what: 'A way to confirm your sign-in was removed', undo: 'settings' },
  'factor.suspended': {
    what: 'A way to confirm your sign-in was switched off after too many wrong answers',
    undo: 'password',
  },
  'factor.suspension-near': {
    what: 'After one more wrong answer, a way to confirm your sign-in will be switched off',
    undo: 'password',
  },
  'backup-codes.suspension-near': {
    what: 'After one more wrong backup code, your backup codes will be switched off',
    undo: 'password',
  },
  'codes.locked': { what: 'Wrong codes were entered, several in a row', undo: 'password' },
  'factor.locked': { what: 'Wrong codes were entered, several in a row', undo: 'password' },
  'backup-codes.locked': { what: 'Wrong backup codes were entered, several in a row', undo: 'password' },
  'backup-codes.suspended': {
    what: 'Your backup codes were switched off after too many wrong ones',
    undo: 'password',
  },
  'factor.renamed': { what: 'A way to confirm your sign-in got another name', undo: 'settings' },
  'primary.changed': { what: 'You are now asked for another confirmation first', undo: 'settings' },
  'backup-codes.issued': { what: 'New backup codes were made, and the old ones ended', undo: 'settings' },
  'backup-code.accepted': { what: 'A backup code was used', undo: 'password' },
  'recovery.requested': { what: 'Somebody asked to recover your account', undo: 'recovery' },
  'recovery.approved': { what: 'The recovery of your account was approved', undo: 'recovery' },
  'recovery.cancelled': { what: 'The recovery of your account was cancelled', undo: 'cancelled' },
  'recovery.revoked': {
    what: 'A recovery of your account was cancelled after it had been used',
    undo: 'revoked',
  },
  'recovery.ended': { what: 'The recovery of your account ended', undo: 'ended' },
  'factor.accepted-after-failures': {
    what: 'Somebody signed in after entering several wrong codes',
    undo: 'password',
  },
  'sign-in.unfinished': {
    what: 'Your password was entered several times, and the second step was not completed',
    undo: 'password',
  },
  'recovery-code.sent': { what: 'Your recovery code', undo: 'code' },
  'contact.replaced': { what: 'An address or number at which we reach you was replaced', undo: 'settings' },
  'recovery-code.locked': { what: 'Wrong recovery codes were entered, several in a row', undo: 'password' },
  'recovery.completed': { what: 'Your account was recovered', undo: 'recovered' },
  'trusted-device.added': {
    what: 'A browser is trusted now and needs no code for a while',
    undo: 'settings',
  },
  'trusted-device.copied': {
    what: 'A trusted browser is not trusted any more, because somebody seems to have copied its access',
    undo: 'password',
  },
  'password.changed': { what: 'Your password was changed', undo: 'settings' },
};

/** For a notice that a newer release wrote. */
const UNKNOWN = { what: 'The protection of your account was changed', undo: 'settings' } as const;

const METHODS: { readonly [method: string]: string } = {
  totp: 'authenticator app',
  email: 'code by email',
  sms: 'code by text message',
  webauthn: 'security key or passkey',
};

/** The default texts, in English. */
export const noticeTexts: NoticeTexts = {
  subject: (input) => `${wordsOf(input).what} at ${input.siteName}`,
  body: (input) => (input.channel === 'sms' ? shortBody(input) : longBody(input)),
};

function wordsOf({ about }: NoticeText): { readonly what: string; readonly undo: Undo } {
  return (WORDS as { readonly [about: string]: (typeof WORDS)[Told] })[about] ?? UNKNOWN;
}

function longBody(input: NoticeText): string {
  if (input.code !== undefined) return codeBody(input);
  const { siteName, helpUrl, factor } = input;
  const place = [browserName(input.source?.userAgent), ipAddress(input.source?.ip)].filter(Boolean);
  const facts = [
    `When: ${timeOf(input.at)}`,
    ...(place.length > 0 ? [`Where from: ${place.join(', ')}`] : []),
    ...(factor === undefined ? [] : [`Which: ${nameOf(factor)}`]),
  ];
  return [
    `${wordsOf(input).what} at ${siteName}.`,
    facts.join('\n'),
    undoOf(input),
    ...(helpUrl === undefined ? [] : [`If you cannot sign in any more: ${helpUrl}`]),
  ].join('\n\n');
}

function shortBody(input: NoticeText): string {
  if (input.code !== undefined)
    return `${input.siteName}: your recovery code is ${input.code}. Tell it to nobody.`;
  const said = `${input.siteName}: ${wordsOf(input).what}, ${timeOf(input.at)}.`;
  if (wordsOf(input).undo === 'cancelled' || wordsOf(input).undo === 'ended') return said;
  if (input.cancelUrl !== undefined) return `${said} Not you? Cancel it: ${input.cancelUrl}`;
  return `${said} Not you? ${input.helpUrl ?? 'Sign in now and look at your security settings.'}`;
}

function codeBody({ siteName, code, cancelUrl, helpUrl }: NoticeText): string {
  return [
    `Your recovery code for ${siteName} is:`,
    code,
    'Sign in with your password and enter it where you are asked for it. It works once. Tell it to nobody.',
    ...(cancelUrl === undefined
      ? []
      : [`If you did not ask for it, cancel the recovery here:\n${cancelUrl}`]),
    ...(helpUrl === undefined ? [] : [`If you need help: ${helpUrl}`]),
  ].join('\n\n');
}

function undoOf(input: NoticeText): string {
  const { undo } = wordsOf(input);
  switch (undo) {
    case 'settings':
      return (
        'If this was you, there is nothing to do. If it was not: sign in now, undo it in your security ' +
        'settings, and change your password.'
      );
    case 'code':
      return 'If you did not ask for it, sign in and cancel the recovery in your security settings.';
    case 'password':
      return (
        'If this was you, there is nothing to do. If it was not, somebody may know your password: sign in, ' +
        'change it, and look at your security settings.'
      );
    case 'recovery':
      return input.cancelUrl === undefined
        ? 'If this was not you: sign in now and cancel it in your security settings.'
        : `If this was not you, cancel it here:\n${input.cancelUrl}`;
    case 'recovered':
      // Anyone who did it signs in now, and the owner may not: the link needs no sign-in.
      return input.cancelUrl === undefined
        ? 'If this was not you: sign in now, look at your security settings, and change your password.'
        : `If this was you, there is nothing to do. If it was not, cancel it here:\n${input.cancelUrl}`;
    case 'cancelled':
      return 'Your sign-in methods are what they were before it. If you still need help to get in, ask again.';
    case 'revoked':
      return (
        'Somebody had used it to get in. Every session was ended, and what the recovery allowed is over. Sign in, look ' +
        'at your security settings, and change your password.'
      );
    case 'ended':
      return (
        'You signed in with your second factor, or your sign-in methods changed, so the recovery is not needed any ' +
        'more. If this was not you, change your password and look at your security settings.'
      );
  }
}

/** `2026-11-22 03:01 UTC`: the same for every reader, independent of time zone and locale. */
function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function nameOf({ method, label }: NonNullable<NoticeText['factor']>): string {
  const kind = METHODS[method] ?? 'another method';
  const own = harmlessLabel(label);
  return own === undefined || own.toLowerCase() === kind ? kind : `${kind} “${own}”`;
}
