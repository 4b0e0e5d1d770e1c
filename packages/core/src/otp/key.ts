import { isBytes } from '@noble/hashes/utils.js';
import { assertBytes } from './argument.ts';
import { assertAlgorithm, type HmacSchedule, type OtpAlgorithm, scheduleHmac } from './hmac.ts';

// RFC 4226 §4 R6: a secret has at least 128 bits. Libraries of the past issued 80, and such secrets are still in use.
const MIN_SECRET_BYTES = 16;
const MIN_SHORT_SECRET_BYTES = 10;

const inspect: unique symbol = Symbol.for('nodejs.util.inspect.custom');
const SCHEDULES: unique symbol = Symbol.for('@factorkit/core/otp/schedules');

// One map for the process: a key that one copy of this package prepared (ESM, CommonJS) is known to the other.
const shared: typeof globalThis & { [SCHEDULES]?: WeakMap<OtpKey, HmacSchedule> } = globalThis;
shared[SCHEDULES] ??= new WeakMap();
const schedules: WeakMap<OtpKey, HmacSchedule> = shared[SCHEDULES];

/**
 * A secret made ready: its HMAC key schedule is computed once, by {@link prepareKey}, and then used for every code.
 * It is frozen, holds no readable secret and prints as `OtpKey(SHA1)`, whatever prints it.
 */
export interface OtpKey {
  readonly algorithm: OtpAlgorithm;
  readonly [Symbol.toStringTag]: 'OtpKey';
  toString(): string;
  toJSON(): string;
}

/** What {@link prepareKey} takes. */
export interface PrepareKeyInput {
  /** The shared secret as bytes, at least 16 of them. It is read at once: changing it later changes nothing. */
  readonly secret: Uint8Array;
  /** Default `SHA1`. */
  readonly algorithm?: OtpAlgorithm | undefined;
  /** Takes secrets of 10 to 15 bytes too, for those that another system issued. Never below 10. Default `false`. */
  readonly allowShortSecret?: boolean | undefined;
}

/** The key of a call: a prepared one, or bytes that are prepared for this call alone. */
export interface OtpKeyInput {
  /** An {@link OtpKey}, or the secret as bytes: then its key schedule is computed once in each call. */
  readonly key: OtpKey | Uint8Array;
  /** Default `SHA1` for bytes. A prepared key brings its own, and another one here is a TypeError. */
  readonly algorithm?: OtpAlgorithm | undefined;
  /** As in {@link PrepareKeyInput}; without effect on a prepared key. */
  readonly allowShortSecret?: boolean | undefined;
}

/**
 * Makes a secret ready for many codes.
 *
 * @throws TypeError if `secret` is not a Uint8Array, or `algorithm` or `allowShortSecret` is of the wrong type.
 * @throws RangeError if the secret is under 16 bytes (RFC 4226 §4 R6), or under 10 with `allowShortSecret`, or if the
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

/** The key schedule of a call: found for a prepared key, computed for bytes. */
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

/** Throws unless `value` is bytes, and enough of them. */
export function assertSecret(
  name: string,
  value: unknown,
  allowShortSecret: boolean | undefined,
): asserts value is Uint8Array {
  const least = leastSecretBytes(allowShortSecret);
  assertBytes(name, value);
  if (value.length < least) throw new RangeError(`${name} must have at least ${least} bytes`);
}

/** How many bytes a secret must have. */
export function leastSecretBytes(allowShortSecret: boolean | undefined = false): number {
  if (typeof allowShortSecret !== 'boolean') throw new TypeError('allowShortSecret must be a boolean');
  return allowShortSecret ? MIN_SHORT_SECRET_BYTES : MIN_SECRET_BYTES;
}
