import { generateTotp, parseOtpauthUri, prepareKey } from '@factorkit/core/otp';

/** What an authenticator app shows after it scanned a QR code. */
export interface Authenticator {
  readonly account: string;
  readonly issuer: string | undefined;
  /** The code on its screen at this time: milliseconds since 1970, by the phone's clock. */
  code(timeMs: number): string;
}

/**
 * Scans an otpauth URI as an authenticator app does, and shows its codes from then on. It computes them with Factorkit's
 * own `otp`: good for driving flows, no proof that the codes are right.
 *
 * @throws OtpauthUriError if the URI cannot be used.
 * @throws TypeError if the URI is of type hotp: there the code depends on a counter, not on time.
 * @example
 * ```ts
 * import { authenticatorFromUri } from '@factorkit/testkit';
 *
 * const phone = authenticatorFromUri('otpauth://totp/Acme:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme');
 * phone.code(59_000); // '287082'
 * ```
 */
export function authenticatorFromUri(uri: string): Authenticator {
  const parsed = parseOtpauthUri(uri, { allowShortSecret: true });
  if (parsed.type !== 'totp') throw new TypeError('the URI must be of type totp');
  const { account, issuer, digits, periodSeconds, secret, algorithm } = parsed;
  const key = prepareKey({ secret, algorithm, allowShortSecret: true });
  return { account, issuer, code: (timeMs) => generateTotp({ key, timeMs, digits, periodSeconds }) };
}
