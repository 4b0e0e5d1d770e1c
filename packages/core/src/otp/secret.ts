import { assertBytes } from './argument.ts';
import { assertAlgorithm, hashLength, type OtpAlgorithm } from './hmac.ts';

/** Input of {@link generateSecret}. @inline */
export type GenerateSecretInput = {
  /**
   * The hash that the secret is for. It decides the length.
   *
   * @defaultValue `SHA1`
   */
  readonly algorithm?: OtpAlgorithm | undefined;
  /**
   * Random source: returns exactly `length` bytes.
   *
   * @defaultValue `crypto.getRandomValues`
   */
  readonly random?: ((length: number) => Uint8Array) | undefined;
};

/**
 * Generates a random secret with the output length of the hash (RFC 6238 §5.1): 20 bytes for SHA1, 32 for SHA256, 64
 * for SHA512. Generate one for every enrolment (RFC 6238 §3 R5) and store it sealed.
 *
 * @throws TypeError or RangeError if `algorithm` is unknown, or if `random` does not return `length` bytes.
 * @example
 * ```ts
 * import { encodeBase32, generateSecret } from '@factorkit/core/otp';
 *
 * const typedByHand = encodeBase32(generateSecret()); // 32 characters
 * ```
 */
export function generateSecret({
  algorithm = 'SHA1',
  random = systemRandom,
}: GenerateSecretInput = {}): Uint8Array {
  assertAlgorithm(algorithm);
  if (typeof random !== 'function') throw new TypeError('random must be a function');
  const length = hashLength(algorithm);
  const bytes: unknown = random(length);
  assertBytes('the result of random', bytes);
  if (bytes.length !== length) throw new RangeError(`the result of random must have ${length} bytes`);
  // A copy, because a source may return views of one pool.
  return Uint8Array.from(bytes);
}

function systemRandom(length: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(length));
}
