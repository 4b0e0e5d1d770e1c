import { assertInteger, assertString } from './argument.ts';
import { encodeBase32 } from './base32.ts';
import { assertDigits, type OtpDigits } from './code.ts';
import { assertAlgorithm, type OtpAlgorithm } from './hmac.ts';
import { assertSecret } from './key.ts';

interface OtpauthSettings {
  /** Who issues the code, shown above it by apps. Any text without a colon; strongly recommended. */
  readonly issuer?: string | undefined;
  /** Default `SHA1`. */
  readonly algorithm?: OtpAlgorithm | undefined;
  /** Default 6. */
  readonly digits?: OtpDigits | undefined;
}

interface OtpauthInput extends OtpauthSettings {
  /** At least 16 bytes. */
  readonly secret: Uint8Array;
  /** Whose code it is, such as a user name. Any text without a colon, and not empty. */
  readonly account: string;
  /** Takes secrets of 10 to 15 bytes too. Default `false`. */
  readonly allowShortSecret?: boolean | undefined;
}

/** What {@link buildOtpauthUri} takes for a time-based code. */
export interface TotpUriInput extends OtpauthInput {
  readonly type: 'totp';
  /** Default 30. */
  readonly periodSeconds?: number | undefined;
}

/** What {@link buildOtpauthUri} takes for a counter-based code. */
export interface HotpUriInput extends OtpauthInput {
  readonly type: 'hotp';
  /** The counter of the first code. */
  readonly counter: number;
}

/** What {@link buildOtpauthUri} takes. */
export type OtpauthUriInput = TotpUriInput | HotpUriInput;

/** What {@link otpauthWarnings} looks at: any part of what goes into a URI. */
export interface OtpauthWarningsInput extends OtpauthSettings {
  readonly periodSeconds?: number | undefined;
}

/**
 * What an authenticator app may do other than told: show an entry without an issuer, or compute with the default
 * instead of the algorithm, digits or period that the URI states, and so show wrong codes.
 */
export type OtpauthWarning =
  | 'issuer-missing'
  | 'algorithm-may-be-ignored'
  | 'digits-may-be-ignored'
  | 'period-may-be-ignored';

/**
 * The otpauth key URI that an authenticator app reads, from a QR code as a rule. It holds the secret: do not log it.
 * Values that differ from the defaults (SHA1, 6 digits, 30 s) are stated, the defaults are left out, which keeps the QR
 * code coarse. Everything is percent-encoded as UTF-8; a `+` or a raw space would show wrongly in apps.
 *
 * @throws TypeError or RangeError, naming the argument, for anything out of shape. A colon in issuer or account is
 * refused: apps part the two at it, encoded or not.
 * @example
 * ```ts
 * import { buildOtpauthUri, generateSecret } from '@factorkit/core/otp';
 *
 * const uri = buildOtpauthUri({ type: 'totp', secret: generateSecret(), issuer: 'ACME Co', account: 'alice' });
 * // otpauth://totp/ACME%20Co:alice?secret=…&issuer=ACME%20Co
 * ```
 */
export function buildOtpauthUri(input: OtpauthUriInput): string {
  const { type, secret, account, issuer, algorithm = 'SHA1', digits = 6, allowShortSecret } = input;
  if (type !== 'totp' && type !== 'hotp') throw new RangeError('type must be totp or hotp');
  assertSecret('secret', secret, allowShortSecret);
  assertLabelPart('account', account);
  if (issuer !== undefined) assertLabelPart('issuer', issuer);
  assertAlgorithm(algorithm);
  assertDigits(digits);

  let query = `secret=${encodeBase32(secret)}`;
  if (issuer !== undefined) query += `&issuer=${encodeText(issuer)}`;
  if (algorithm !== 'SHA1') query += `&algorithm=${algorithm}`;
  if (digits !== 6) query += `&digits=${digits}`;
  if (input.type === 'hotp') {
    assertInteger('counter', input.counter, 0);
    query += `&counter=${input.counter}`;
  } else if (input.periodSeconds !== undefined) {
    assertInteger('periodSeconds', input.periodSeconds, 1);
    if (input.periodSeconds !== 30) query += `&period=${input.periodSeconds}`;
  }
  return `otpauth://${type}/${label(issuer, account)}?${query}`;
}

/**
 * Names what apps may not honour in a URI built from these values. Empty for the values that work everywhere.
 *
 * @throws TypeError or RangeError, naming the argument, for anything out of shape.
 * @example
 * ```ts
 * import { otpauthWarnings } from '@factorkit/core/otp';
 *
 * otpauthWarnings({ issuer: 'ACME Co', algorithm: 'SHA256' }); // ['algorithm-may-be-ignored']
 * ```
 */
export function otpauthWarnings(input: OtpauthWarningsInput): readonly OtpauthWarning[] {
  const { issuer, algorithm = 'SHA1', digits = 6, periodSeconds = 30 } = input;
  assertAlgorithm(algorithm);
  assertDigits(digits);
  assertInteger('periodSeconds', periodSeconds, 1);
  const warnings: OtpauthWarning[] = [];
  if (issuer === undefined) warnings.push('issuer-missing');
  if (algorithm !== 'SHA1') warnings.push('algorithm-may-be-ignored');
  if (digits !== 6) warnings.push('digits-may-be-ignored');
  if (periodSeconds !== 30) warnings.push('period-may-be-ignored');
  return warnings;
}

function label(issuer: string | undefined, account: string): string {
  // Key URI format: spaces between the colon and the account do not count. An account that begins with one keeps it
  // only without the prefix; the issuer parameter still says who issues.
  if (issuer === undefined || account.startsWith(' ')) return encodeText(account);
  return `${encodeText(issuer)}:${encodeText(account)}`;
}

function assertLabelPart(name: 'issuer' | 'account', value: unknown): asserts value is string {
  assertString(name, value);
  if (value === '') throw new RangeError(`${name} must not be empty`);
  if (value.includes(':')) {
    throw new RangeError(`${name} must not hold a colon: apps part issuer and account at it`);
  }
  if (/\p{Surrogate}/u.test(value)) throw new RangeError(`${name} must be well-formed Unicode`);
}

// RFC 3986 §3.3 permits @ as it is; accounts are often addresses, and the QR code is coarser for it.
function encodeText(text: string): string {
  return encodeURIComponent(text).replaceAll('%40', '@');
}
