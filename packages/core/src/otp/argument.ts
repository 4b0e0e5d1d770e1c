import { isBytes } from '@noble/hashes/utils.js';

/*
 * Argument checks. A TypeError reports a wrong type, a RangeError a wrong value. A message names the argument and never
 * contains its value, which may be a secret or a code. Nothing is coerced: in other libraries, a window of "1" accepted
 * any six digits.
 */

/** Throws unless `value` is a whole number from `min` to `max`. */
export function assertInteger(
  name: string,
  value: unknown,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): asserts value is number {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number`);
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw new RangeError(`${name} must be a whole number from ${min} to ${max}`);
  }
}

/** Throws unless `value` is a Uint8Array (a Buffer is one). */
export function assertBytes(name: string, value: unknown): asserts value is Uint8Array {
  if (!isBytes(value)) throw new TypeError(`${name} must be a Uint8Array`);
}

/** Throws unless `value` is a string. */
export function assertString(name: string, value: unknown): asserts value is string {
  if (typeof value !== 'string') throw new TypeError(`${name} must be a string`);
}
