import { isBytes } from '@noble/hashes/utils.js';
import { assertBytes } from './argument.ts';
import { assertAlgorithm, type HmacSchedule, type OtpAlgorithm, scheduleHmac } from './hmac.ts';

// RFC 4226 §4 R6: a secret has at least 128 bits. Older libraries issued 80 bits, and such secrets are still in use.
const MIN_SECRET_BYTES = 16;
const MIN_SHORT_SECRET_BYTES = 10;

const inspect: unique symbol = Symbol.for('nodejs.util.inspect.custom');
const SCHEDULES: unique symbol = Symbol.for('@factorkit/core/otp/schedules');

// One map for the process, so that a key prepared by one copy of this package (ESM, CommonJS) works in the other.
const shared: typeof globalThis & { [SCHEDULES]?: WeakMap<OtpKey, HmacSchedule> } = globalThis;
shared[SCHEDULES] ??= new WeakMap();
const schedules: WeakMap<OtpKey, HmacSchedule> = shared[SCHEDULES];

/**
 * A prepared secret. {@link prepareKey} computes its HMAC key schedule once, for all codes. The object is frozen,
 * contains no readable secret and always prints as `OtpKey(SHA1)`.
 */
export interface OtpKey {
  readonly algorithm: OtpAlgorithm;
  readonly [Symbol.toStringTag]: 'OtpKey';
  toString(): string;
  toJSON(): string;
}

/** Input of {@link prepareKey}. @inline */
export type PrepareKeyInput = {
  /** The shared secret as bytes, at least 16. It is read at once, so later changes have no effect. */
  readonly secret: Uint8Array;
  /** @defaultValue `SHA1` */
  readonly algorithm?: OtpAlgorithm | undefined;
  /**
   * Also accepts secrets of 10 to 15 bytes, for secrets that another system issued. Never fewer than 10 bytes.
   *
   * @defaultValue `false`
   */
  readonly allowShortSecret?: boolean | undefined;
};

/** The key of a call: a prepared key, or bytes that are prepared for this call only. @inline */
export type OtpKeyInput = {
  /** An {@link OtpKey}, or the secret as bytes. For bytes, each call computes the key schedule once. */
  readonly key: OtpKey | Uint8Array;
  /**
   * A prepared key has its own algorithm; a different one here is a TypeError.
   *
   * @defaultValue `SHA1` for bytes
   */
  readonly algorithm?: OtpAlgorithm | undefined;
  /** As for {@link prepareKey}. Ignored for a prepared key. */
  readonly allowShortSecret?: boolean | undefined;
};

/**
 * Prepares a secret for many codes.
 *
 * @throws TypeError if `secret` is not a Uint8Array, or `algorithm` or `allowShortSecret` has the wrong type.
 * @throws RangeError if the secret has under 16 bytes (RFC 4226 §4 R6), or under 10 with `allowShortSecret`, or if the
 * algorithm is unknown.
 * @example
 * ```ts
 * import { generateSecret, generateTotp, prepareKey } from '@factorkit/core/otp';
 *
 * const key = prepareKey({ secret: generateSecret() });
 * const code = generateTotp({ key, timeMs: Date.now() });
 * ```
 */
export function prepareKey({ secret, algorithm = 'SHA1', allowShortSecret }: PrepareKeyInput): OtpKey {
  assertAlgorithm(algorithm);
  assertSecret('secret', secret, allowShortSecret);
  const label = `OtpKey(${algorithm})`;
  const print = (): string => label;
  const key: OtpKey = Object.freeze({
    algorithm,
    [Symbol.toStringTag]: 'OtpKey' as const,
    toString: print,
    toJSON: print,
    [inspect]: print,
  });
  schedules.set(key, scheduleHmac(algorithm, secret));
  return key;
}

/** The key schedule of a call: looked up for a prepared key, computed for bytes. */
export function scheduleOf({ key, algorithm, allowShortSecret }: OtpKeyInput): HmacSchedule {
  if (algorithm !== undefined) assertAlgorithm(algorithm);
  const prepared = key instanceof Uint8Array ? undefined : schedules.get(key);
  if (prepared === undefined) {
    if (!isBytes(key)) throw new TypeError('key must be an OtpKey made by prepareKey, or a Uint8Array');
    assertSecret('key', key, allowShortSecret);
    return scheduleHmac(algorithm ?? 'SHA1', key);
  }
  if (algorithm !== undefined && algorithm !== prepared.algorithm) {
    throw new TypeError('algorithm is not that of the prepared key');
  }
  return prepared;
}

/** Throws unless `value` is a Uint8Array that is long enough. */
export function assertSecret(
  name: string,
  value: unknown,
  allowShortSecret: boolean | undefined,
): asserts value is Uint8Array {
  const least = leastSecretBytes(allowShortSecret);
  assertBytes(name, value);
  if (value.length < least) throw new RangeError(`${name} must have at least ${least} bytes`);
}

/** The minimum length of a secret in bytes. */
export function leastSecretBytes(allowShortSecret: boolean | undefined = false): number {
  if (typeof allowShortSecret !== 'boolean') throw new TypeError('allowShortSecret must be a boolean');
  return allowShortSecret ? MIN_SHORT_SECRET_BYTES : MIN_SECRET_BYTES;
}
