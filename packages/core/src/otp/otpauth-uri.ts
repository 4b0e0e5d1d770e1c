import { assertInteger, assertString } from './argument.ts';
import { encodeBase32 } from './base32.ts';
import { assertDigits, type OtpDigits } from './code.ts';
import { assertAlgorithm, type OtpAlgorithm } from './hmac.ts';
import { assertSecret } from './key.ts';

/** @inline */
type OtpauthSettings = {
  /** The issuer, which apps show above the code. Any text without a colon. Optional, but strongly recommended. */
  readonly issuer?: string | undefined;
  /** @defaultValue `SHA1` */
  readonly algorithm?: OtpAlgorithm | undefined;
  /** @defaultValue `6` */
  readonly digits?: OtpDigits | undefined;
};

interface OtpauthInput extends OtpauthSettings {
  /** At least 16 bytes. */
  readonly secret: Uint8Array;
  /** The account name, such as a user name. Any text without a colon; not empty. */
  readonly account: string;
  /**
   * Also accepts secrets of 10 to 15 bytes.
   *
   * @defaultValue `false`
   */
  readonly allowShortSecret?: boolean | undefined;
}

/** Input of {@link buildOtpauthUri} for a time-based code. @inline */
export type TotpUriInput = OtpauthInput & {
  readonly type: 'totp';
  /** @defaultValue `30` */
  readonly periodSeconds?: number | undefined;
};

/** Input of {@link buildOtpauthUri} for a counter-based code. @inline */
export type HotpUriInput = OtpauthInput & {
  readonly type: 'hotp';
  /** The counter of the first code. */
  readonly counter: number;
};

/** Input of {@link buildOtpauthUri}. */
export type OtpauthUriInput = TotpUriInput | HotpUriInput;

/** Input of {@link otpauthWarnings}: any of the values of a URI. @inline */
export type OtpauthWarningsInput = OtpauthSettings & {
  readonly periodSeconds?: number | undefined;
};

/**
 * A value that some authenticator apps do not support. They show an entry without an issuer, or ignore the algorithm,
 * digits or period of the URI and show wrong codes. @inline
 */
export type OtpauthWarning =
  | 'issuer-missing'
  | 'algorithm-may-be-ignored'
  | 'digits-may-be-ignored'
  | 'period-may-be-ignored';

/**
 * Builds the otpauth key URI for an authenticator app, usually shown as a QR code. It contains the secret: do not log
 * it. Values that equal the defaults (SHA1, 6 digits, 30 s) are left out, which makes the QR code smaller. All text is
 * percent-encoded UTF-8, because apps show a `+` or a raw space wrongly.
 *
 * @throws TypeError or RangeError, naming the argument, for an invalid argument. A colon in issuer or account is
 * refused: apps split the label at it, encoded or not.
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
 * Lists the values that some apps do not support. Returns an empty list for values that work everywhere.
 *
 * @throws TypeError or RangeError, naming the argument, for an invalid argument.
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
  // Key URI format: spaces after the colon are ignored. To keep a leading space of the account, the issuer prefix is
  // left out; the issuer parameter still contains the issuer.
  if (issuer === undefined || account.startsWith(' ')) return encodeText(account);
  return `${encodeText(issuer)}:${encodeText(account)}`;
}

function assertLabelPart(name: 'issuer' | 'account', value: unknown): asserts value is string {
  assertString(name, value);
  if (value === '') throw new RangeError(`${name} must not be empty`);
  if (value.includes(':')) {
    throw new RangeError(`${name} must not contain a colon: apps split issuer and account at it`);
  }
  if (/\p{Surrogate}/u.test(value)) throw new RangeError(`${name} must be well-formed Unicode`);
}

// RFC 3986 §3.3 permits a raw @. Accounts are often email addresses, and the QR code is smaller without the
// encoding.
function encodeText(text: string): string {
  return encodeURIComponent(text).replaceAll('%40', '@');
}
