import type { FactorData } from '../../account/factors/factor.ts';

/** Whether two factors keep the same: what was judged on one of them holds for the other. */
export function isSameData(one: FactorData, other: FactorData): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && Object.is(one[name], other[name]))
  );
}
