import type { RandomSource } from '@factorkit/core';
import { refuseInProduction } from './production.ts';

// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
const GAMMA = 0x9e3779b97f4a7c15n;
const MASK = 0xffffffffffffffffn;

/**
 * Chance that repeats itself: the same seed gives the same bytes. Anyone who knows the seed knows every secret made from
 * it, so this is for tests alone.
 *
 * @throws RangeError if the seed is not a whole number from 0, or a length is not.
 * @throws Error where `NODE_ENV` is neither `test` nor `development`.
 * @example
 * ```ts
 * import { createSeededRandom } from '@factorkit/testkit';
 *
 * const random = createSeededRandom(7);
 * random(16); // sixteen bytes, the same in every run
 * ```
 */
export function createSeededRandom(seed: number): RandomSource {
  refuseInProduction('seeded chance is for tests');
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError('the seed must be a whole number from 0');
  let state = BigInt(seed);

  const nextWord = (): bigint => {
    state = (state + GAMMA) & MASK;
    const once = ((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    const twice = ((once ^ (once >> 27n)) * 0x94d049bb133111ebn) & MASK;
    return twice ^ (twice >> 31n);
  };

  return (length) => {
    refuseInProduction('seeded chance is for tests');
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new RangeError('the length must be a whole number of bytes from 0');
    }
    const bytes = new DataView(new ArrayBuffer(Math.ceil(length / 8) * 8));
    for (let offset = 0; offset < length; offset += 8) bytes.setBigUint64(offset, nextWord());
    return new Uint8Array(bytes.buffer, 0, length);
  };
}
