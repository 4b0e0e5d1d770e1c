import { symbolOf } from './symbol.ts';

// Colours 16 and 231 of the 256-colour palette are black and white in every theme; the first sixteen are not.
const BLACK_ON_WHITE = '\u001b[38;5;16;48;5;231m';
const RESET = '\u001b[0m';

/**
 * Returns a key URI as text for a terminal with 256 colours and block characters: two modules per character, black on
 * white with a quiet zone, so that it scans in dark terminals too. It contains the secret: print it where it is not
 * recorded.
 *
 * @param uri - from `buildOtpauthUri` of `@factorkit/core/otp`.
 * @throws TypeError if `uri` is not an otpauth URI; RangeError if it is too long for a QR code.
 * @example
 * ```ts
 * import { qrTerminal } from '@factorkit/qr';
 *
 * const text = qrTerminal('otpauth://totp/ACME:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=ACME');
 * ```
 */
export function qrTerminal(uri: string): string {
  const { size, isDark } = symbolOf(uri);
  let text = '';
  for (let y = 0; y < size; y += 2) {
    text += BLACK_ON_WHITE;
    for (let x = 0; x < size; x++) text += block(isDark(x, y), isDark(x, y + 1));
    text += `${RESET}\n`;
  }
  return text;
}

function block(upperDark: boolean, lowerDark: boolean): string {
  if (upperDark) return lowerDark ? '█' : '▀';
  return lowerDark ? '▄' : ' ';
}
