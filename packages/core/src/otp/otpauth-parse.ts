import { assertString } from './argument.ts';
import { Base32Error, decodeBase32 } from './base32.ts';
import type { OtpDigits } from './code.ts';
import type { OtpAlgorithm } from './hmac.ts';
import { leastSecretBytes } from './key.ts';
import { type OtpauthTolerance, OtpauthUriError } from './otpauth-fault.ts';

interface ParsedCommon {
  /** The secret as bytes. Seal it before you store it. */
  readonly secret: Uint8Array;
  readonly account: string;
  readonly issuer: string | undefined;
  readonly algorithm: OtpAlgorithm;
  readonly digits: OtpDigits;
  /** Faults that a lenient reading accepted. Not present if there were none. */
  readonly tolerated?: readonly OtpauthTolerance[];
}

/** A key URI of type totp. @inline */
export type ParsedTotpUri = ParsedCommon & {
  readonly type: 'totp';
  readonly periodSeconds: number;
};

/** A key URI of type hotp. @inline */
export type ParsedHotpUri = ParsedCommon & {
  readonly type: 'hotp';
  readonly counter: number;
};

/** Result of {@link parseOtpauthUri}. Every value is set; missing parameters have their defaults. */
export type ParsedOtpauthUri = ParsedTotpUri | ParsedHotpUri;

/** Options of {@link parseOtpauthUri}. @inline */
export type ParseOtpauthUriOptions = {
  /**
   * Also accepts secrets of 10 to 15 bytes, for imports.
   *
   * @defaultValue `false`
   */
  readonly allowShortSecret?: boolean | undefined;
  /**
   * For imports: accepts faults that other systems wrote and apps accepted, and lists each one in `tolerated`.
   *
   * @defaultValue `false`
   */
  readonly lenient?: boolean | undefined;
};

/**
 * Parses an otpauth key URI. The secret may be in lower case, padded, or contain spaces or dashes. The algorithm may be
 * in lower case. If the label and the `issuer` parameter differ, the parameter is used, as in the apps. A `+` is a plus
 * sign (RFC 3986), not a space. Unknown parameters, a fragment, and white space around the URI are ignored.
 *
 * With `lenient`, for imports, it also accepts an empty account, parameter names in upper case, `SHA-256` for `SHA256`,
 * a raw `#`, colons if the `issuer` parameter shows where the issuer ends, a `+` for a space in the issuer, and secrets
 * that {@link decodeBase32} accepts with `lenient`.
 *
 * @throws TypeError if `uri` is not a string or an option is not a boolean.
 * @throws OtpauthUriError, with a stable `code`, for a URI that cannot be used.
 * @example
 * ```ts
 * import { parseOtpauthUri } from '@factorkit/core/otp';
 *
 * const parsed = parseOtpauthUri('otpauth://totp/Example:alice@google.com?secret=JBSWY3DPEHPK3PXP&issuer=Example', {
 *   allowShortSecret: true,
 * });
 * if (parsed.type === 'totp') parsed.periodSeconds; // 30
 * ```
 */
export function parseOtpauthUri(
  uri: string,
  { allowShortSecret, lenient = false }: ParseOtpauthUriOptions = {},
): ParsedOtpauthUri {
  assertString('uri', uri);
  const leastBytes = leastSecretBytes(allowShortSecret);
  if (typeof lenient !== 'boolean') throw new TypeError('lenient must be a boolean');
  const tolerance: Tolerance = { lenient, tolerated: new Set() };
  const [address = '', ...queryParts] = withoutFragment(uri.trim(), tolerance).split('?');
  const [, typeAndLabel] = /^otpauth:\/\/(.*)$/is.exec(address) ?? [];
  if (typeAndLabel === undefined) throw new OtpauthUriError('wrong-scheme');
  const [typeText = '', ...labelParts] = typeAndLabel.split('/');
  const type = typeText.toLowerCase();
  if (type !== 'totp' && type !== 'hotp') throw new OtpauthUriError('wrong-type');

  const parameters = readQuery(queryParts.join('?'), tolerance);
  const { issuer, account } = readNames(labelParts.join('/'), parameters.get('issuer') ?? '', tolerance);
  const common: ParsedCommon = {
    secret: readSecret(parameters.get('secret'), leastBytes, tolerance),
    account,
    issuer: issuer || undefined,
    algorithm: readAlgorithm(parameters.get('algorithm'), tolerance),
    digits: readDigits(parameters.get('digits')),
  };
  const { tolerated } = tolerance;
  const all = tolerated.size === 0 ? common : { ...common, tolerated: [...tolerated] };
  if (type === 'hotp') return { type, ...all, counter: readCounter(parameters.get('counter')) };
  return { type, ...all, periodSeconds: readPeriod(parameters.get('period')) };
}

interface Tolerance {
  readonly lenient: boolean;
  readonly tolerated: Set<OtpauthTolerance>;
}

function withoutFragment(uri: string, { lenient, tolerated }: Tolerance): string {
  const [beforeFragment = '', ...fragment] = uri.split('#');
  if (!/[?&]/.test(fragment.join('#'))) return beforeFragment;
  // Parameters in a fragment: the # is part of an issuer or account that was not encoded.
  if (!lenient) throw new OtpauthUriError('raw-hash');
  tolerated.add('raw-hash');
  return uri;
}

const PARAMETERS = ['secret', 'issuer', 'algorithm', 'digits', 'period', 'counter'];

function readQuery(query: string, tolerance: Tolerance): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const part of query.split('&')) {
    const [rawName = '', ...value] = part.split('=');
    if (rawName === '') continue;
    const name = readParameterName(percentDecode(rawName), tolerance);
    // If two readers chose different secrets, their codes would differ.
    if (parameters.has(name)) throw new OtpauthUriError('repeated-parameter');
    const text = value.join('=');
    parameters.set(name, percentDecode(name === 'issuer' ? withSpaces(text, tolerance) : text));
  }
  return parameters;
}

function readParameterName(name: string, { lenient, tolerated }: Tolerance): string {
  const lower = name.toLowerCase();
  if (name === lower || !PARAMETERS.includes(lower)) return name;
  if (!lenient) throw new OtpauthUriError('parameter-case');
  tolerated.add('parameter-case');
  return lower;
}

// An encoder for forms writes every space as + and none as %20.
function withSpaces(issuer: string, { lenient, tolerated }: Tolerance): string {
  if (!lenient || !issuer.includes('+') || issuer.includes('%20')) return issuer;
  tolerated.add('plus-as-space');
  return issuer.replaceAll('+', ' ');
}

interface Names {
  readonly issuer: string;
  readonly account: string;
}

function readNames(labelText: string, issuer: string, { lenient, tolerated }: Tolerance): Names {
  // Key URI format: the colon may be percent-encoded, so the label is decoded before it is split.
  const label = percentDecode(labelText);
  const split = lenient && issuer !== '' ? accountAfter(label, issuer) : undefined;
  if (split !== undefined) {
    if (issuer.includes(':') || split.includes(':')) tolerated.add('label-colon');
    return { issuer, account: readAccount(split, { lenient, tolerated }) };
  }
  const parts = label.split(':');
  if (parts.length > 2 || issuer.includes(':')) throw new OtpauthUriError('ambiguous-colon');
  const [first = '', second] = parts;
  const account = readAccount(second === undefined ? first : second.replace(/^ +/, ''), {
    lenient,
    tolerated,
  });
  return { issuer: issuer || (second === undefined ? '' : first), account };
}

/** The account of a label with a known issuer, or `undefined` if its colons are ambiguous. */
function accountAfter(label: string, issuer: string): string | undefined {
  for (const prefix of [issuer, issuer.replaceAll(' ', '+')]) {
    if (label.startsWith(`${prefix}:`)) return label.slice(prefix.length + 1).replace(/^ +/, '');
  }
  return label.includes(':') ? undefined : label;
}

function readAccount(account: string, { lenient, tolerated }: Tolerance): string {
  if (account !== '') return account;
  if (!lenient) throw new OtpauthUriError('missing-account');
  tolerated.add('missing-account');
  return account;
}

function readSecret(text: string | undefined, leastBytes: number, tolerance: Tolerance): Uint8Array {
  if (text === undefined || text === '') throw new OtpauthUriError('missing-secret');
  const secret = decodeSecret(text, tolerance);
  if (secret.length < leastBytes) throw new OtpauthUriError('short-secret');
  return secret;
}

function decodeSecret(text: string, { lenient, tolerated }: Tolerance): Uint8Array {
  try {
    return decodeBase32(text);
  } catch (error) {
    if (!(error instanceof Base32Error)) throw error;
    const secret = lenient ? decodeLeniently(text) : undefined;
    if (secret === undefined) throw new OtpauthUriError('bad-secret');
    tolerated.add('left-over-bits');
    return secret;
  }
}

function decodeLeniently(text: string): Uint8Array | undefined {
  try {
    return decodeBase32(text, { lenient: true });
  } catch {
    return undefined;
  }
}

function readAlgorithm(text = 'SHA1', { lenient, tolerated }: Tolerance): OtpAlgorithm {
  const name = text.toUpperCase();
  if (name === 'SHA1' || name === 'SHA256' || name === 'SHA512') return name;
  const [, bits] = (lenient && /^(?:HMAC[-_]?)?SHA[-_]?(1|256|512)$/.exec(name)) || [];
  if (bits === undefined) throw new OtpauthUriError('unknown-algorithm');
  tolerated.add('algorithm-spelling');
  return `SHA${bits}` as OtpAlgorithm;
}

function readDigits(text = '6'): OtpDigits {
  if (text === '6') return 6;
  if (text === '7') return 7;
  if (text === '8') return 8;
  throw new OtpauthUriError('bad-digits');
}

function readPeriod(text = '30'): number {
  const seconds = readWholeNumber(text);
  if (seconds === undefined || seconds === 0) throw new OtpauthUriError('bad-period');
  return seconds;
}

function readCounter(text: string | undefined): number {
  if (text === undefined) throw new OtpauthUriError('missing-counter');
  const counter = readWholeNumber(text);
  if (counter === undefined) throw new OtpauthUriError('bad-counter');
  return counter;
}

function readWholeNumber(text: string): number | undefined {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : undefined;
  return Number.isSafeInteger(value) ? value : undefined;
}

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new OtpauthUriError('bad-encoding');
  }
}
