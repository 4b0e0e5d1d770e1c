import { assertInteger } from './argument.ts';
import { withAsciiDigits, withoutSeparators } from './typed-text.ts';

/** Number of digits of a code. RFC 4226 §5.3 requires at least 6. Apps show 6, some 8. */
export type OtpDigits = 6 | 7 | 8;

// Far above any honest input ("1 2 3 - 4 5 6"). It limits the work for a hostile string.
const MAX_TYPED_LENGTH = 64;

/** Throws unless `value` is 6, 7 or 8. */
export function assertDigits(value: unknown): asserts value is OtpDigits {
  assertInteger('digits', value, 6, 8);
}

/**
 * Normalises a typed or pasted code. White space, dashes and invisible characters (Unicode
 * `Default_Ignorable_Code_Point`) are removed. Decimal digits of any script (full-width, Arabic-Indic, …) become ASCII.
 * Returns `undefined` for any other text, for a value that is not a string, and for a string over 64 characters. `code`
 * never causes an error, because it is user input.
 *
 * @throws TypeError or RangeError if `digits` is not 6, 7 or 8.
 * @example
 * ```ts
 * import { normaliseCode } from '@factorkit/core/otp';
 *
 * normaliseCode('123 456'); // '123456'
 * normaliseCode('١٢٣-٤٥٦'); // '123456'
 * normaliseCode('12345'); // undefined
 * ```
 */
export function normaliseCode(code: unknown, digits: OtpDigits = 6): string | undefined {
  assertDigits(digits);
  if (typeof code !== 'string' || code.length > MAX_TYPED_LENGTH) return undefined;
  if (/^[0-9]*$/.test(code)) return code.length === digits ? code : undefined;
  const normal = withAsciiDigits(withoutSeparators(code));
  return /^[0-9]*$/.test(normal) && normal.length === digits ? normal : undefined;
}
