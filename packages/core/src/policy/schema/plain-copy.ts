import { invalid } from './shape.ts';

/** Far deeper than any policy, and within every stack limit. */
const DEEPEST = 32;

/**
 * A frozen copy of plain data, so that what is checked is what is used. Other values (a Map, a class, inherited keys, a
 * cycle) are refused, because a check could see something else than a later use.
 */
export function plainCopy(value: unknown, path = '', depth = 0): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST) throw invalid(path, 'is nested too deeply, or in a circle');
  if (Array.isArray(value)) {
    return Object.freeze(value.map((entry, index) => plainCopy(entry, `${path}[${index}]`, depth + 1)));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw invalid(path, 'is not plain data');
  const entries = Object.entries(value)
    .filter(([, content]) => content !== undefined)
    .map(([key, content]) => [key, plainCopy(content, path === '' ? key : `${path}.${key}`, depth + 1)]);
  return Object.freeze(Object.fromEntries(entries));
}
