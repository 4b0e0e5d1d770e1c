import { assertInteger } from './argument.ts';
import { withAsciiDigits, withoutSeparators } from './typed-text.ts';

/** How many digits a code has. RFC 4226 §5.3: at least 6; apps show 6, some 8. */
export type OtpDigits = 6 | 7 | 8;

// Far above any honest typing ("1 2 3 - 4 5 6"), and it bounds the work that a hostile string can cause.
const MAX_TYPED_LENGTH = 64;

/** Throws unless `value` is 6, 7 or 8. */
export function assertDigits(value: unknown): asserts value is OtpDigits {
  assertInteger('digits', value, 6, 8);
}

/**
 * Reads what a person typed or pasted as a code. White space, dashes of any kind and invisible characters (Unicode
 * `Default_Ignorable_Code_Point`) are dropped; decimal digits of any script (full-width, Arabic-Indic, …) become ASCII.
 * Returns `undefined` for anything else, for a value that is not a string and for a string over 64 characters. It never
 * throws for `code`, which is a person's input and not a mistake of the program.
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
