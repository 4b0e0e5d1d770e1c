import type { FactorData } from '../account/factors/factor.ts';
import { LONGEST_CODE_MS } from '../code-lifetime.ts';
import { toBase64url } from '../codec/base64url.ts';
import { durationMs } from '../duration.ts';
import { MfaError } from '../errors.ts';
import { usualTexts } from '../notices/message-texts.ts';
import { normaliseCode, type OtpDigits } from '../otp/code.ts';
import { withAsciiDigits, withoutSeparators } from '../otp/typed-text.ts';
import type { MethodRule } from '../policy/schema/policy.ts';
import type { Contact } from '../ports/contacts.ts';
import type { DeliveryAdapter } from '../ports/delivery.ts';
import type { RandomSource } from '../ports/random.ts';
import type { CodeTexts } from './code-texts.ts';
import { hintOf } from './contact-hint.ts';
import { assertNoMembers } from './members.ts';
import type { FactorContext, FactorMethod } from './method.ts';
import type { CodeSetup } from './setup.ts';
import { storedCodes, validCodes } from './valid-codes.ts';

/** Options of {@link emailCode}. @inline */
export type EmailCodeOptions = {
  readonly delivery: DeliveryAdapter;
  /** @defaultValue English texts */
  readonly texts?: CodeTexts;
};

/** Options of {@link smsCode}. @inline */
export type SmsCodeOptions = EmailCodeOptions & {
  /**
   * The portal's domain, such as `portal.example`. It is added as the last line, so that phones fill the code in only
   * on that site. Optional.
   */
  readonly domain?: string;
};

/**
 * Codes by email. NIST SP 800-63B-4 §3.1.3.1 does not accept email as a factor, so the policy profiles exclude it.
 *
 * @throws MfaError `configuration-invalid` if the delivery adapter does not send email.
 * @example
 * ```ts
 * import { type DeliveryAdapter, emailCode } from '@factorkit/core';
 *
 * declare const delivery: DeliveryAdapter;
 * const methods = [emailCode({ delivery })];
 * ```
 */
export function emailCode({ delivery, texts = usualTexts.email }: EmailCodeOptions): FactorMethod<CodeSetup> {
  return deliveredCode({ method: 'email', channel: 'email', delivery, texts, lastLine: () => '' });
}

/**
 * Codes by text message, to numbers in E.164.
 *
 * @throws MfaError `configuration-invalid` if the delivery adapter does not send text messages, or `domain` is not a
 * host name.
 */
export function smsCode({
  delivery,
  texts = usualTexts.sms,
  domain,
}: SmsCodeOptions): FactorMethod<CodeSetup> {
  if (domain !== undefined && !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(domain)) {
    throw new MfaError('configuration-invalid', 'smsCode: domain is not a host name such as portal.example');
  }
  // https://wicg.github.io/sms-one-time-codes/: the last line binds the code to the site.
  const lastLine = (code: string): string => (domain === undefined ? '' : `\n\n@${domain} #${code}`);
  return deliveredCode({ method: 'sms', channel: 'sms', delivery, texts, lastLine });
}

interface DeliveredCode {
  readonly method: 'email' | 'sms';
  readonly channel: Contact['channel'];
  readonly delivery: DeliveryAdapter;
  readonly texts: CodeTexts;
  readonly lastLine: (code: string) => string;
}

function deliveredCode({
  method,
  channel,
  delivery,
  texts,
  lastLine,
}: DeliveredCode): FactorMethod<CodeSetup> {
  if (!delivery.channels.includes(channel)) {
    throw new MfaError(
      'configuration-invalid',
      `${method} codes: the delivery adapter does not send by ${channel}`,
    );
  }
  return {
    method,
    sending: {
      channel,
      adapter: delivery,
      async reaches({ data, ...place }, contacts) {
        const contact = contacts.find((other) => other.channel === channel && other.id === data.contactId);
        if (contact === undefined) return { kind: 'gone' };
        return addressIn(contact) === (await addressOf(data, place))
          ? { kind: 'current' }
          : { kind: 'changed', contactId: contact.id };
      },
      async compose({ data, binding, purpose, issuer, rule, random, now, ...place }) {
        assertKnown(method, data);
        const { digits, lifetimeMs } = settingsOf(rule);
        const code = randomDigits(digits, random);
        const expiresAt = now + lifetimeMs;
        const text = { siteName: issuer, code, purpose, minutes: Math.round(lifetimeMs / 60_000) };
        const hash = place.keyed.of(bound(place, binding, code));
        const others = validCodes(data, now).filter((other) => other.binding !== binding);
        return {
          // It replaces only the earlier code of the same challenge. Failure counts are stored elsewhere and stay.
          data: { ...data, codes: storedCodes([...others, { binding, hash, expiresAt }]) },
          delivery: {
            id: toBase64url(random(16)),
            channel,
            to: await addressOf(data, place),
            purpose,
            subject: texts.subject(text),
            text: texts.body(text) + lastLine(code),
            code,
            expiresAt,
          },
        };
      },
    },
    async create({ contact, ...place }) {
      const address = contact && addressIn(contact);
      if (contact === undefined || address === undefined) {
        throw new MfaError('portal-failed', `portal.contacts gave ${UNUSABLE[channel]}`);
      }
      return {
        contactId: contact.id,
        address: await sealedAddress(address, place),
        hint: hintOf({ ...contact, address }),
        codes: storedCodes([]),
      };
    },
    present: async ({ data, rule }) => ({
      kind: 'code',
      channel,
      hint: String(data.hint),
      digits: settingsOf(rule).digits,
      restricted: channel === 'sms',
    }),
    // Codes stay under their key: they expire before the rotation ends. A used one is dropped.
    async rekey({ data, ...place }) {
      assertKnown(method, data);
      if (typeof data.address !== 'string' || place.sealer.outdated?.(data.address) !== true)
        return undefined;
      const { usedCode: _, ...kept } = data;
      return { ...kept, address: await sealedAddress(await addressOf(data, place), place) };
    },
    async moved({ data, from, to }) {
      assertKnown(method, data);
      const { usedCode: _, ...kept } = data;
      const address = await sealedAddress(await addressOf(data, from), to);
      return { ...kept, address, codes: storedCodes([]) };
    },
    // NIST SP 800-63B-4 §3.2.5: a code that is typed by hand is never phishing-resistant.
    shows: ({ contactId }) => ({ traits: [], channel: `${channel}:${String(contactId)}` }),
    hint: ({ hint }) => (typeof hint === 'string' ? hint : undefined),
    async check({ data, response, binding, rule, now, ...place }) {
      assertKnown(method, data);
      const code = normaliseCode(response, settingsOf(rule).digits);
      if (code === undefined) return { kind: 'malformed' };
      const valid = validCodes(data, now);
      const entered = valid.find(
        (sent) => sent.binding === binding && place.keyed.matches(bound(place, binding, code), sent.hash),
      );
      const used = bound(place, 'used', code);
      if (entered === undefined) {
        const isUsed = typeof data.usedCode === 'string' && place.keyed.matches(used, data.usedCode);
        return { kind: isUsed ? 'used' : 'mismatch' };
      }
      // NIST SP 800-63B-4 §3.1.3.2: accepted once. The commit that accepts the code removes it. Only a hash remains, to
      // distinguish a repeated code from a guess.
      const usedCode = place.keyed.of(used);
      const codes = storedCodes(valid.filter((sent) => sent !== entered));
      return { kind: 'match', data: { ...data, codes, usedCode }, traits: [] };
    },
  };
}

function settingsOf({ code }: MethodRule): { readonly digits: OtpDigits; readonly lifetimeMs: number } {
  return {
    digits: code?.digits ?? 6,
    lifetimeMs: code?.expiresAfter === undefined ? LONGEST_CODE_MS : durationMs(code.expiresAfter),
  };
}

/** ASVS 5.0 6.6.2: a code answers only the request that it was made for. */
function bound(
  { userId, factorId }: Pick<FactorContext, 'userId' | 'factorId'>,
  binding: string,
  code: string,
): string {
  return JSON.stringify([userId, factorId, binding, code]);
}

function assertKnown(method: string, data: FactorData): void {
  const { contactId: _id, address: _address, hint: _hint, codes: _codes, usedCode: _used, ...unknown } = data;
  assertNoMembers(method, unknown);
}

async function addressOf(
  { address }: FactorData,
  { userId, factorId, sealer }: FactorContext,
): Promise<string> {
  if (typeof address !== 'string')
    throw new MfaError('account-unreadable', 'a stored contact cannot be read');
  return new TextDecoder().decode(await sealer.open(address, { userId, factorId, field: 'address' }));
}

function sealedAddress(
  address: string,
  { userId, factorId, sealer }: Pick<FactorContext, 'userId' | 'factorId' | 'sealer'>,
): Promise<string> {
  return sealer.seal(new TextEncoder().encode(address), { userId, factorId, field: 'address' });
}

const UNUSABLE = {
  email: 'no usable email contact: an address such as anna@example.com, without spaces',
  sms: 'no usable sms contact: a number in E.164, such as +491701234567, with its country code',
};

/**
 * The address for codes: a number in E.164 without separators, or an unchanged email address. `undefined` if it is
 * neither.
 */
function addressIn({ channel, address }: Contact): string | undefined {
  if (typeof address !== 'string' || address.length > 254) return undefined;
  // The portal checks addresses. Here an address must only be one line.
  if (channel === 'email') return /^[^\s@]+@[^\s@]+$/.test(address) ? address : undefined;
  // ITU-T E.123 §7 writes spaces; people write dashes, dots, slashes, and a trunk prefix `(0)` that is not dialled.
  const number = withAsciiDigits(withoutSeparators(address))
    .replace('(0)', '')
    .replace(/[()./]/g, '');
  // ITU-T E.164: a plus sign and at most 15 digits.
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : undefined;
}

/** Evenly distributed: values above the last whole multiple of 10^digits are drawn again. */
function randomDigits(digits: OtpDigits, random: RandomSource): string {
  const range = 10 ** digits;
  const limit = 2 ** 32 - (2 ** 32 % range);
  for (let tries = 0; tries < 64; tries++) {
    const value = new DataView(random(4).slice().buffer).getUint32(0);
    if (value < limit) return String(value % range).padStart(digits, '0');
  }
  throw new MfaError('random-failed', 'the random source does not return evenly distributed digits');
}
