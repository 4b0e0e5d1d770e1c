import { assertBytes } from './argument.ts';

/**
 * Whether two byte strings are equal. The time depends only on their length, as far as a JIT compiler permits. Lengths
 * are not hidden, so compare hashes or tags of one kind.
 *
 * @throws TypeError if an argument is not a Uint8Array.
 * @example
 * ```ts
 * import { constantTimeEqual } from '@factorkit/core/otp';
 *
 * constantTimeEqual(Uint8Array.of(1, 2), Uint8Array.of(1, 3)); // false
 * ```
 */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  assertBytes('a', a);
  assertBytes('b', b);
  if (a.length !== b.length) return false;
  let difference = 0;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}
