import type { StoredAccount } from '@factorkit/core';
import { eachClient, overwrite, type StorageMutant } from './mutant.ts';

/** They compare badly, or not at all, or answer what is not so. */
export const carelessWriters: readonly StorageMutant[] = [
  {
    name: 'ignores the tag',
    caughtBy: 'a stale tag is refused and writes nothing',
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        if (expected === undefined || (await good.load(userId)).stored === undefined) {
          return good.save(userId, next, expected, events);
        }
        return overwrite(good, userId, next, events);
      },
    })),
  },
  {
    name: 'creates over an account',
    caughtBy: 'creating over an account is refused and writes nothing',
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        if (expected === undefined) return overwrite(good, userId, next, events);
        return good.save(userId, next, expected, events);
      },
    })),
  },
  {
    name: 'compares, waits, and then writes',
    caughtBy: 'of 32 writers over one tag exactly one wins',
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        const current = (await good.load(userId)).stored;
        if (current?.tag !== expected) return false;
        return overwrite(good, userId, next, events);
      },
    })),
  },
  {
    name: 'looks for an account, waits, and then creates',
    caughtBy: 'of 32 writers that create an account exactly one wins',
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        if (expected !== undefined) return good.save(userId, next, expected, events);
        if ((await good.load(userId)).stored !== undefined) return false;
        return overwrite(good, userId, next, events);
      },
    })),
  },
  {
    name: 'checks the tag, waits, and writes into the hole a delete left',
    caughtBy: 'a save that races with a delete does not bring the account back',
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        const current = (await good.load(userId)).stored;
        if (current?.tag !== expected) return false;
        const saved = await good.save(userId, next, expected, events);
        return saved || good.save(userId, next, undefined, events);
      },
    })),
  },
  {
    name: 'throws when it lost a race',
    caughtBy: 'of 32 writers that create an account exactly one wins',
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        if (await good.save(userId, next, expected, events)) return true;
        throw new Error('could not serialize access');
      },
    })),
  },
  {
    name: 'brings an account into being on a save over a tag',
    caughtBy: 'a save over a tag does not bring an account into being',
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        const saved = await good.save(userId, next, expected, events);
        return saved || good.save(userId, next, undefined, events);
      },
    })),
  },
  {
    name: 'accepts any tag the user ever had',
    caughtBy: 'a deleted account can be created again, and its old tags are invalid',
    breaks: eachClient((good) => {
      const known = new Set<string>();
      return {
        async save(userId, next, expected, events) {
          const seen =
            known.has(`${expected} of ${userId}`) && (await good.load(userId)).stored !== undefined;
          known.add(`${next.tag} of ${userId}`);
          return seen ? overwrite(good, userId, next, events) : good.save(userId, next, expected, events);
        },
      };
    }),
  },
  {
    name: 'compares tags without their case',
    caughtBy: 'tags are compared exactly',
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        const current = (await good.load(userId)).stored;
        const same = current?.tag.toLowerCase() === expected?.toLowerCase();
        return good.save(userId, next, same ? current?.tag : expected, events);
      },
    })),
  },
  {
    name: 'answers true though it refused',
    caughtBy: 'a stale tag is refused and writes nothing',
    breaks: eachClient((good) => ({
      async save(...call) {
        await good.save(...call);
        return true;
      },
    })),
  },
  {
    name: 'answers false though it wrote',
    caughtBy: 'what one client saved, both load at once',
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        const saved = await good.save(userId, next, expected, events);
        return saved && expected === undefined;
      },
    })),
  },
  {
    name: 'answers true before it wrote',
    caughtBy: 'what one client saved, both load at once',
    breaks: eachClient((good) => {
      let promised: (() => Promise<unknown>) | undefined;
      const keepPromise = async (): Promise<void> => {
        const write = promised;
        promised = undefined;
        await write?.();
      };
      return {
        async load(userId) {
          const loaded = await good.load(userId);
          await keepPromise();
          return loaded;
        },
        async save(...call) {
          await keepPromise();
          promised = () => good.save(...call);
          return true;
        },
      };
    }),
  },
  {
    name: 'refuses a save while it is busy with another user',
    caughtBy: 'writers of different users all win',
    breaks: eachClient((good) => {
      let busy = false;
      return {
        async save(...call) {
          if (busy) return false;
          busy = true;
          try {
            return await good.save(...call);
          } finally {
            busy = false;
          }
        },
      };
    }),
  },
  {
    name: 'writes the tag first and the state after it',
    caughtBy: 'a reader never sees half of a save',
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        const current = (await good.load(userId)).stored;
        if (current === undefined) return good.save(userId, next, expected, events);
        const half: StoredAccount = { tag: next.tag, state: current.state };
        return (await good.save(userId, half, expected, [])) && good.save(userId, next, next.tag, events);
      },
    })),
  },
];
