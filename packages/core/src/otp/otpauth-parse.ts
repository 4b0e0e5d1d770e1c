import { assertString } from './argument.ts';
import { Base32Error, decodeBase32 } from './base32.ts';
import type { OtpDigits } from './code.ts';
import type { OtpAlgorithm } from './hmac.ts';
import { leastSecretBytes } from './key.ts';

/** What is wrong with a key URI, as a stable word. */
export type OtpauthUriFault =
  | 'wrong-scheme'
  | 'wrong-type'
  | 'bad-encoding'
  | 'repeated-parameter'
  | 'missing-account'
  | 'ambiguous-colon'
  | 'missing-secret'
  | 'bad-secret'
  | 'short-secret'
  | 'unknown-algorithm'
  | 'bad-digits'
  | 'bad-period'
  | 'missing-counter'
  | 'bad-counter';

const REASONS: Readonly<Record<OtpauthUriFault, string>> = {
  'wrong-scheme': 'the URI does not begin with otpauth://',
  'wrong-type': 'the type in the URI is neither totp nor hotp',
  'bad-encoding': 'the percent-encoding of the URI is broken',
  'repeated-parameter': 'a parameter of the URI stands in it more than once',
  'missing-account': 'the label of the URI names no account',
  'ambiguous-colon': 'a colon in issuer or account: the two cannot be told apart',
  'missing-secret': 'the URI has no secret',
  'bad-secret': 'the secret in the URI is not base32',
  'short-secret': 'the secret in the URI is too short',
  'unknown-algorithm': 'the algorithm in the URI is not SHA1, SHA256 or SHA512',
  'bad-digits': 'the digits in the URI are not 6, 7 or 8',
  'bad-period': 'the period in the URI is not a whole number of seconds from 1',
  'missing-counter': 'the URI is of type hotp and has no counter',
  'bad-counter': 'the counter in the URI is not a whole number from 0',
};

/** A text that is no key URI that can be used. The message never holds the URI or a part of it. */
export class OtpauthUriError extends Error {
  override readonly name = 'OtpauthUriError';
  readonly code: OtpauthUriFault;

  constructor(code: OtpauthUriFault) {
    super(REASONS[code]);
    this.code = code;
  }
}

interface ParsedCommon {
  /** The secret as bytes: seal it before keeping it. */
  readonly secret: Uint8Array;
  readonly account: string;
  readonly issuer: string | undefined;
  readonly algorithm: OtpAlgorithm;
  readonly digits: OtpDigits;
}

/** A key URI of type totp. */
export interface ParsedTotpUri extends ParsedCommon {
  readonly type: 'totp';
  readonly periodSeconds: number;
}

/** A key URI of type hotp. */
export interface ParsedHotpUri extends ParsedCommon {
  readonly type: 'hotp';
  readonly counter: number;
}

/** What {@link parseOtpauthUri} gives: every value stated, defaults filled in. */
export type ParsedOtpauthUri = ParsedTotpUri | ParsedHotpUri;

/** What {@link parseOtpauthUri} may be told. */
export interface ParseOtpauthUriOptions {
  /** Takes secrets of 10 to 15 bytes too, for imports. Default `false`. */
  readonly allowShortSecret?: boolean | undefined;
}

/**
 * Reads an otpauth key URI. The secret may be lower case, padded, spaced or dashed; the algorithm may be lower case.
 * Where the label and the `issuer` parameter differ, the parameter counts, as in the apps. A `+` is a plus sign
 * (RFC 3986), not a space. Unknown parameters and white space around the URI are ignored.
 *
 * @throws TypeError if `uri` is not a string or `allowShortSecret` not a boolean.
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
  { allowShortSecret }: ParseOtpauthUriOptions = {},
): ParsedOtpauthUri {
  assertString('uri', uri);
  const leastBytes = leastSecretBytes(allowShortSecret);
  const [beforeFragment = ''] = uri.trim().split('#', 1);
  const [address = '', ...queryParts] = beforeFragment.split('?');
  const [, typeAndLabel] = /^otpauth:\/\/(.*)$/is.exec(address) ?? [];
  if (typeAndLabel === undefined) throw new OtpauthUriError('wrong-scheme');
  const [typeText = '', ...labelParts] = typeAndLabel.split('/');
  const type = typeText.toLowerCase();
  if (type !== 'totp' && type !== 'hotp') throw new OtpauthUriError('wrong-type');

  const parameters = readQuery(queryParts.join('?'));
  const label = readLabel(labelParts.join('/'));
  const issuer = parameters.get('issuer') || label.issuer || undefined;
  if (issuer?.includes(':')) throw new OtpauthUriError('ambiguous-colon');
  const common: ParsedCommon = {
    secret: readSecret(parameters.get('secret'), leastBytes),
    account: label.account,
    issuer,
    algorithm: readAlgorithm(parameters.get('algorithm')),
    digits: readDigits(parameters.get('digits')),
  };
  if (type === 'hotp') return { type, ...common, counter: readCounter(parameters.get('counter')) };
  return { type, ...common, periodSeconds: readPeriod(parameters.get('period')) };
}

function readQuery(query: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const part of query.split('&')) {
    const [name = '', ...value] = part.split('=');
    if (name === '') continue;
    const decoded = percentDecode(name);
    // Two readers that pick a different one of two secrets would disagree about the codes.
    if (parameters.has(decoded)) throw new OtpauthUriError('repeated-parameter');
    parameters.set(decoded, percentDecode(value.join('=')));
  }
  return parameters;
}

function readLabel(text: string): { readonly issuer: string; readonly account: string } {
  // Key URI format: the colon may be percent-encoded, so the label is decoded before it is parted.
  const parts = percentDecode(text).split(':');
  if (parts.length > 2) throw new OtpauthUriError('ambiguous-colon');
  const [first = '', second] = parts;
  const [issuer, account] = second === undefined ? ['', first] : [first, second.replace(/^ +/, '')];
  if (account === '') throw new OtpauthUriError('missing-account');
  return { issuer, account };
}

function readSecret(text: string | undefined, leastBytes: number): Uint8Array {
  if (text === undefined || text === '') throw new OtpauthUriError('missing-secret');
  const secret = decodeSecret(text);
  if (secret.length < leastBytes) throw new OtpauthUriError('short-secret');
  return secret;
}

function decodeSecret(text: string): Uint8Array {
  try {
    return decodeBase32(text);
  } catch (error) {
    if (error instanceof Base32Error) throw new OtpauthUriError('bad-secret');
    throw error;
  }
}

function readAlgorithm(text = 'SHA1'): OtpAlgorithm {
  const name = text.toUpperCase();
  if (name === 'SHA1' || name === 'SHA256' || name === 'SHA512') return name;
  throw new OtpauthUriError('unknown-algorithm');
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
