import { withAsciiDigits } from '@factorkit/core/otp';
import {
  type CountryCode,
  isSupportedCountry,
  ParseError,
  type PhoneNumber,
  parsePhoneNumberWithError,
} from 'libphonenumber-js/mobile';

/** ISO 3166-1 alpha-2, for example `DE`. */
export type { CountryCode };

/** @inline */
export type ParsedPhoneNumber =
  /** `number` in E.164: `+4915112345678`. */
  | { readonly kind: 'number'; readonly number: string; readonly country: CountryCode }
  /**
   * `country-unknown`: the number has no country, or its country code does not exist. `not-mobile`: a landline, a
   * service number or an unknown range. Text messages to it are lost or expensive.
   */
  | {
      readonly kind: 'invalid';
      readonly reason: 'not-a-number' | 'country-unknown' | 'too-short' | 'too-long' | 'not-mobile';
    };

/** E.164 has 15 digits. With all separators a number is not longer than this. */
const MAX_TEXT = 64;

/**
 * Reads a mobile number as people write it: with spaces, brackets and dashes, with `00` or `+`, with digits of any
 * script.
 *
 * @param input - `defaultCountry`: the country of a number without a country code. Without it, such a number is
 * `country-unknown`.
 * @returns the number in E.164, or the reason why it is none. The reason contains nothing of the text.
 * @throws TypeError if `text` is not a string; RangeError if `defaultCountry` is not the code of a country.
 * @example
 * ```ts
 * import { parsePhoneNumber } from '@factorkit/send-limits';
 *
 * const parsed = parsePhoneNumber({ text: '0151 123 45678', defaultCountry: 'DE' });
 * // { kind: 'number', number: '+4915112345678', country: 'DE' }
 * ```
 */
export function parsePhoneNumber({
  text,
  defaultCountry,
}: {
  readonly text: string;
  readonly defaultCountry?: CountryCode;
}): ParsedPhoneNumber {
  if (typeof text !== 'string') throw new TypeError('text must be a string');
  if (defaultCountry !== undefined && !isCountryCode(defaultCountry)) {
    throw new RangeError('defaultCountry must be the two capital letters of a country (ISO 3166-1)');
  }
  const written = plainText(text);
  const parsed = written.length > MAX_TEXT ? 'not-a-number' : parse(written, defaultCountry);
  if (typeof parsed === 'string') return { kind: 'invalid', reason: parsed };
  if (parsed.ext !== undefined) return { kind: 'invalid', reason: 'not-a-number' };
  if (!parsed.isValid()) return { kind: 'invalid', reason: 'not-mobile' };
  const { number, country } = parsed;
  return country === undefined
    ? { kind: 'invalid', reason: 'country-unknown' }
    : { kind: 'number', number, country };
}

/**
 * Reads a stored number: E.164 (at most 15 digits) with a length that exists in its country. The range is not checked.
 */
export function phoneNumberOf(to: string): PhoneNumber | undefined {
  const parsed = /^\+\d{3,15}$/.test(to) ? parse(to, undefined) : undefined;
  return typeof parsed === 'object' && parsed.isPossible() ? parsed : undefined;
}

export function isCountryCode(code: unknown): code is CountryCode {
  return typeof code === 'string' && /^[A-Z]{2}$/.test(code) && isSupportedCountry(code);
}

type InvalidReason = Extract<ParsedPhoneNumber, { readonly kind: 'invalid' }>['reason'];

function parse(text: string, defaultCountry: CountryCode | undefined): PhoneNumber | InvalidReason {
  try {
    return parsePhoneNumberWithError(text, {
      extract: false,
      ...(defaultCountry === undefined ? {} : { defaultCountry }),
    });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return REASONS.get(error.message) ?? 'not-a-number';
  }
}

const REASONS: ReadonlyMap<string, InvalidReason> = new Map([
  ['INVALID_COUNTRY', 'country-unknown'],
  ['TOO_SHORT', 'too-short'],
  ['TOO_LONG', 'too-long'],
]);

/** Converts digits of any script, and removes the invisible marks in a number that was copied from an address book. */
function plainText(text: string): string {
  return withAsciiDigits(text.slice(0, 4 * MAX_TEXT).normalize('NFKC'))
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^\(\s*\+\s*(\d{1,3})\s*\)/, '+$1 ');
}
