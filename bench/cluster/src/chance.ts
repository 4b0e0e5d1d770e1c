import type { RandomSource } from '@factorkit/core';

/** Random choices for the load: the action, the user and the server. */
export interface Chance {
  /** A whole number from 0, below the limit. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  /** So many different ones, or all. */
  some<T>(list: readonly T[], count: number): readonly T[];
}

export function chanceFrom(random: RandomSource): Chance {
  const below = (limit: number): number => {
    const bytes = random(4);
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) % limit;
  };
  const pick = <T>(list: readonly T[]): T => {
    const found = list[below(list.length)];
    if (found === undefined) throw new RangeError('nothing to choose from');
    return found;
  };
  return {
    below,
    pick,
    some(list, count) {
      const left = [...list];
      const taken: (typeof left)[number][] = [];
      while (left.length > 0 && taken.length < count) taken.push(...left.splice(below(left.length), 1));
      return taken;
    },
  };
}
