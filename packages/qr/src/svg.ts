import { symbolOf } from './symbol.ts';

const PIXELS_PER_MODULE = 5;

/**
 * Returns a key URI as an SVG image: dark modules on a white ground with a quiet zone, so that it scans on dark pages
 * too. It needs no style sheet and no script, and scales by width and height. The image contains the secret: do not log
 * it, and send it with `Cache-Control: no-store`.
 *
 * @param uri - from `buildOtpauthUri` of `@factorkit/core/otp`.
 * @param label - what a screen reader says, in the language of the page.
 * @throws TypeError if `uri` is not an otpauth URI; RangeError if it is too long for a QR code (about 2,300 bytes).
 * @example
 * ```ts
 * import { qrSvg } from '@factorkit/qr';
 *
 * const svg = qrSvg('otpauth://totp/ACME:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=ACME');
 * ```
 */
export function qrSvg(uri: string, label = 'QR code'): string {
  const { size, isDark } = symbolOf(uri);
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!isDark(x, y)) continue;
      const start = x;
      while (isDark(x + 1, y)) x++;
      const run = x - start + 1;
      path += `M${start} ${y}h${run}v1h-${run}z`;
    }
  }
  const side = size * PIXELS_PER_MODULE;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${size} ${size}"` +
    ` role="img" aria-label="${escaped(label)}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}h-${size}z"/><path fill="#000" d="${path}"/></svg>`
  );
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
