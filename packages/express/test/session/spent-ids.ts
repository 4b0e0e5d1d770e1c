import type { SpentIds } from '@factorkit/http';

/** For one process; a portal has a table, or keys of Redis that expire. */
export function createSpentIds(): SpentIds {
  const spent = new Map<string, number>();
  return {
    async spend(id, until) {
      if (spent.has(id)) return false;
      spent.set(id, until);
      return true;
    },
    isSpent: async (id) => spent.has(id),
  };
}
