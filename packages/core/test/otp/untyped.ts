/** Calls a function as a program without types may: with any argument. */
export function callUntyped(target: (argument: never) => unknown, argument: unknown): unknown {
  return Reflect.apply(target, undefined, [argument]);
}

/** What a call throws, or undefined. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Values that are no whole number from 0 to 2^53−1, and what refuses them. */
export const NOT_WHOLE_NUMBERS: readonly (readonly [
  string,
  unknown,
  typeof RangeError | typeof TypeError,
])[] = [
  ['NaN', Number.NaN, RangeError],
  ['a negative number', -1, RangeError],
  ['a fraction', 0.5, RangeError],
  ['infinity', Number.POSITIVE_INFINITY, RangeError],
  ['2^53', 2 ** 53, RangeError],
  ['a numeric string', '1', TypeError],
  ['a bigint', 1n, TypeError],
  ['a boolean', true, TypeError],
  ['an empty array', [], TypeError],
  ['an object that converts', { valueOf: () => 1 }, TypeError],
  ['a date', new Date(0), TypeError],
];
