import type { Told } from '../account/notices/noticing.ts';
import type { CodeTexts } from '../factors/code-texts.ts';
import { filled, formOf, perLocale } from '../text.ts';
import { browserName } from './browser-name.ts';
import { englishMessages, type MessageCatalogue, type MessageTextId } from './english-messages.ts';
import type { NoticeText, NoticeTexts } from './notice-texts.ts';
import { harmlessLabel, ipAddress } from './strangers-words.ts';

type Undo = 'code' | 'settings' | 'password' | 'recovery' | 'recovered' | 'cancelled' | 'revoked' | 'ended';

/** What the owner can do if it was somebody else. */
const UNDO: { readonly [about in Told]: Undo } = {
  'mfa.enabled': 'settings',
  'mfa.disabled': 'settings',
  'factor.activated': 'settings',
  'factor.removed': 'settings',
  'factor.suspended': 'password',
  'factor.suspension-near': 'password',
  'factor.locked': 'password',
  'factor.renamed': 'settings',
  'factor.accepted-after-failures': 'password',
  'codes.locked': 'password',
  'primary.changed': 'settings',
  'backup-codes.issued': 'settings',
  'backup-codes.locked': 'password',
  'backup-codes.suspension-near': 'password',
  'backup-codes.suspended': 'password',
  'backup-code.accepted': 'password',
  'sign-in.unfinished': 'password',
  'recovery.requested': 'recovery',
  'recovery.approved': 'recovery',
  'recovery.cancelled': 'cancelled',
  'recovery.revoked': 'revoked',
  'recovery.ended': 'ended',
  'recovery.completed': 'recovered',
  'recovery-code.sent': 'code',
  'recovery-code.locked': 'password',
  'contact.replaced': 'settings',
  'trusted-device.added': 'settings',
  'trusted-device.copied': 'password',
  'password.changed': 'settings',
};

const numbers = perLocale((locale) => new Intl.NumberFormat(locale));
const times = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }),
);

type Say = (id: MessageTextId, parameters?: Readonly<Record<string, string | number>>) => string;

/**
 * Makes the texts of notices and codes from a catalogue: for `notices.texts` of `createMfa` and for `texts` of `emailCode`
 * and `smsCode`.
 *
 * @example
 * ```ts
 * import { englishMessages, messageTexts } from '@factorkit/core';
 *
 * const { notices, email, sms } = messageTexts({
 *   ...englishMessages,
 *   texts: { ...englishMessages.texts, 'event.password.changed': 'You have a new password' },
 * });
 * ```
 */
export function messageTexts(catalogue: MessageCatalogue): {
  readonly notices: NoticeTexts;
  readonly email: CodeTexts;
  readonly sms: CodeTexts;
} {
  const { locale, texts } = catalogue;
  const say: Say = (id, parameters = {}) => {
    const { count } = parameters;
    const form = formOf(texts[id], typeof count === 'number' ? count : 0, locale);
    return filled(form, (name) => {
      const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
      return typeof value === 'number' ? numbers(locale).format(value) : value;
    });
  };
  return {
    notices: {
      subject: (input) => say('subject', { what: whatOf(say, input), site: input.siteName }),
      body: (input) => (input.channel === 'sms' ? shortBody : longBody)(say, input, locale),
    },
    email: {
      // Without the code: subjects appear on locked screens and in the logs of mail servers.
      subject: ({ siteName: site, purpose }) => say(`code.subject.${purpose}`, { site }),
      body: ({ siteName: site, code, purpose, minutes: count }) =>
        [
          say(`code.${purpose}`, { site, code }),
          say('code.lifetime', { count }),
          say('code.secret', { site }),
          say('code.not-you'),
        ].join('\n\n'),
    },
    // Short, because every part of an SMS costs money.
    sms: {
      subject: () => '',
      body: ({ siteName: site, code, purpose, minutes: count }) =>
        say(`code.sms.${purpose}`, { site, code, count }),
    },
  };
}

/** The default texts, in English. */
export const usualTexts: ReturnType<typeof messageTexts> = messageTexts(englishMessages);

/** A newer release may have written a notice that this one has no words for. */
function isKnown(about: string): about is Told {
  return Object.hasOwn(UNDO, about);
}

function whatOf(say: Say, { about }: NoticeText): string {
  return say(isKnown(about) ? `event.${about}` : 'event.other');
}

function longBody(say: Say, input: NoticeText, locale: string): string {
  if (input.code !== undefined) return codeBody(say, input, input.code);
  const { siteName: site, helpUrl, factor, source } = input;
  const browser = browserName(source?.userAgent, (name, system) => say('browser', { browser: name, system }));
  const place = [browser, ipAddress(source?.ip)].filter((part) => part !== undefined).join(', ');
  const facts = [
    say('when', { at: timeOf(input.at, locale) }),
    ...(place === '' ? [] : [say('where', { place })]),
    ...(factor === undefined ? [] : [say('which', { factor: nameOf(say, factor) })]),
  ];
  return [
    say('intro', { what: whatOf(say, input), site }),
    facts.join('\n'),
    undoOf(say, input),
    ...(helpUrl === undefined ? [] : [say('help', { url: helpUrl })]),
  ].join('\n\n');
}

function shortBody(say: Say, input: NoticeText, locale: string): string {
  const { about, siteName: site, code, cancelUrl, helpUrl } = input;
  if (code !== undefined) return say('recovery-code.sms', { site, code });
  const said = say('sms.event', { site, what: whatOf(say, input), at: timeOf(input.at, locale) });
  if (about === 'recovery.cancelled' || about === 'recovery.ended') return said;
  if (cancelUrl !== undefined) return `${said} ${say('sms.cancel', { url: cancelUrl })}`;
  return `${said} ${helpUrl === undefined ? say('sms.settings') : say('sms.help', { url: helpUrl })}`;
}

function codeBody(say: Say, { siteName: site, cancelUrl, helpUrl }: NoticeText, code: string): string {
  return [
    say('recovery-code.intro', { site }),
    code,
    say('recovery-code.use'),
    ...(cancelUrl === undefined ? [] : [say('recovery-code.cancel', { url: cancelUrl })]),
    ...(helpUrl === undefined ? [] : [say('recovery-code.help', { url: helpUrl })]),
  ].join('\n\n');
}

function undoOf(say: Say, { about, cancelUrl: url }: NoticeText): string {
  const undo = isKnown(about) ? UNDO[about] : 'settings';
  // After a recovery was used, its user signs in now, and the owner may not: the link needs no sign-in.
  if (url !== undefined && (undo === 'recovery' || undo === 'recovered')) {
    return say(`undo.${undo}-link`, { url });
  }
  return say(`undo.${undo}`);
}

/** In UTC: the user may read it in another time zone than the server's. */
function timeOf(at: number, locale: string): string {
  return `${times(locale).format(at)} UTC`;
}

function nameOf(say: Say, { method, label }: NonNullable<NoticeText['factor']>): string {
  const kind = isNamed(method) ? say(`method.${method}`) : say('method.other');
  const name = harmlessLabel(label);
  return name === undefined || name.toLowerCase() === kind ? kind : say('named', { kind, name });
}

function isNamed(method: string): method is 'totp' | 'email' | 'sms' | 'webauthn' {
  return ['totp', 'email', 'sms', 'webauthn'].includes(method);
}
