import { MfaError } from '../../errors.ts';
import { Mismatch } from '../../schema/schema.ts';
import { inside } from '../../schema/values.ts';

/** Far deeper than any policy, and within every stack limit. */
const DEEPEST = 32;

/**
 * A frozen copy of plain data, so that what is checked is what is used. Other values (a Map, a class, inherited keys, a
 * cycle) are refused, because a check could see something else than a later use.
 *
 * @throws Mismatch
 */
export function plainCopy(value: unknown, path = '', depth = 0): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST) throw new Mismatch(path, 'at most 32 levels, and no circle');
  if (Array.isArray(value)) {
    return Object.freeze(value.map((entry, index) => plainCopy(entry, `${path}[${index}]`, depth + 1)));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new Mismatch(path, 'plain data');
  const entries = Object.entries(value)
    .filter(([, content]) => content !== undefined)
    .map(([key, content]) => [key, plainCopy(content, inside(path, key), depth + 1)]);
  return Object.freeze(Object.fromEntries(entries));
}

export function policyInvalid({ path, expected }: Mismatch): MfaError {
  return new MfaError('policy-invalid', `policy${path === '' ? '' : '.'}${path}: expected ${expected}`);
}
