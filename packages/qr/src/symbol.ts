import { create } from 'qrcode';

/** Level M restores 15 % of the symbol: enough for a screen, with larger modules than the higher levels. */
export const ERROR_CORRECTION = 'M';

/** Light modules around the symbol. ISO/IEC 18004 requires four, and some scanners fail with fewer. */
export const QUIET_ZONE = 4;

/** The square of a QR code with its quiet zone. */
export interface QrSymbol {
  /** Modules per side, quiet zone included. */
  readonly size: number;
  /** Whether a module is dark. Outside the square none is. */
  isDark(x: number, y: number): boolean;
}

/** Throws unless `uri` is a key URI: to show anything else as a QR code here is a programming error. */
function assertOtpauthUri(uri: unknown): asserts uri is string {
  if (typeof uri !== 'string' || !/^otpauth:\/\/(?:totp|hotp)\//i.test(uri)) {
    throw new TypeError('uri must be an otpauth URI of type totp or hotp');
  }
}

/** Calculates the symbol of a key URI. */
export function symbolOf(uri: string): QrSymbol {
  assertOtpauthUri(uri);
  const { size, data } = modulesOf(uri);
  return {
    size: size + 2 * QUIET_ZONE,
    isDark(x, y) {
      const column = x - QUIET_ZONE;
      const row = y - QUIET_ZONE;
      if (column < 0 || row < 0 || column >= size || row >= size) return false;
      return data[row * size + column] === 1;
    },
  };
}

function modulesOf(uri: string): { readonly size: number; readonly data: Uint8Array } {
  try {
    return create(uri, { errorCorrectionLevel: ERROR_CORRECTION }).modules;
  } catch {
    // A string can fail only this way. The cause is left out because it may contain the secret.
    throw new RangeError('uri is too long for a QR code');
  }
}
