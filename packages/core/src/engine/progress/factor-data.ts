import type { FactorData } from '../../account/factors/factor.ts';

/** Whether two factors have the same data, so that a result for one is valid for the other. */
export function isSameData(one: FactorData, other: FactorData): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && Object.is(one[name], other[name]))
  );
}
