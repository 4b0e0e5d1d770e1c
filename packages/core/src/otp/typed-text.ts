// Editors, messengers and pages add these characters around and inside copied text: white space, dashes, and
// invisible characters such as zero-width spaces and directional marks.
const SEPARATORS = /[\p{White_Space}\p{Dash}\p{Default_Ignorable_Code_Point}]/gu;

/** Removes white space, dashes and invisible characters (Unicode properties) from a typed or pasted code or secret. */
export function withoutSeparators(text: string): string {
  return text.replace(SEPARATORS, '');
}

/**
 * Converts decimal digits of any script (full-width, Arabic-Indic, Devanagari, …) to ASCII digits. Other characters are
 * unchanged.
 *
 * @example
 * ```ts
 * import { withAsciiDigits } from '@factorkit/core/otp';
 *
 * withAsciiDigits('+४९ १७०'); // '+49 170'
 * ```
 */
export function withAsciiDigits(text: string): string {
  return text.replace(/\p{Decimal_Number}/gu, (digit) => String(decimalValue(digit)));
}

// The Unicode Standard §4.6: decimal digits are in unbroken runs from 0 to 9. Where runs touch, as the mathematical
// ones do, each starts at a multiple of ten.
function decimalValue(digit: string): number {
  const codePoint = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/^\p{Decimal_Number}$/u.test(String.fromCodePoint(codePoint - before - 1))) before++;
  return before % 10;
}
