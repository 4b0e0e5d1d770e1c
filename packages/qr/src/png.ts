import { toDataURL } from 'qrcode';
import { ERROR_CORRECTION, QUIET_ZONE, symbolOf } from './symbol.ts';

const PIXELS_PER_MODULE = 8;

/**
 * Returns a key URI as a PNG image in a `data:` URL, for an `<img>`, a native client or an email. The image contains
 * the secret: do not log it, and send it with `Cache-Control: no-store`.
 *
 * @param uri - from `buildOtpauthUri` of `@factorkit/core/otp`.
 * @throws (rejects with) TypeError if `uri` is not an otpauth URI; RangeError if it is too long for a QR code.
 * @example
 * ```ts
 * import { qrPngDataUrl } from '@factorkit/qr';
 *
 * const src = await qrPngDataUrl('otpauth://totp/ACME:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=ACME');
 * ```
 */
export async function qrPngDataUrl(uri: string): Promise<string> {
  // Refuses an invalid URI before the renderer receives it.
  const { size } = symbolOf(uri);
  return toDataURL(uri, {
    type: 'image/png',
    errorCorrectionLevel: ERROR_CORRECTION,
    margin: QUIET_ZONE,
    width: size * PIXELS_PER_MODULE,
  });
}
