import type { StoredAccount } from '@factorkit/core';
import { eachClient, type StorageMutant } from './mutant.ts';

/** They answer from memory, or from the wrong row. */
export const staleReaders: readonly StorageMutant[] = [
  {
    name: 'reads from a cache of its own',
    caughtBy: 'what one client saved, both load at once',
    breaks: eachClient((good) => {
      const cache = new Map<string, StoredAccount>();
      return {
        async load(userId) {
          const stored = cache.get(userId) ?? (await good.load(userId)).stored;
          if (stored !== undefined) cache.set(userId, stored);
          return { userId, stored };
        },
        async save(userId, next, expected, events) {
          const saved = await good.save(userId, next, expected, events);
          if (saved) cache.set(userId, next);
          return saved;
        },
        async delete(userId, events, pseudonym) {
          cache.delete(userId);
          await good.delete(userId, events, pseudonym);
        },
      };
    }),
  },
  {
    name: 'answers an empty account where there is none',
    caughtBy: 'an account that was never saved is undefined',
    breaks: eachClient((good) => ({
      async load(userId) {
        const { stored = { tag: '', state: '' } } = await good.load(userId);
        return { userId, stored };
      },
    })),
  },
  {
    name: 'keeps one account for all users',
    caughtBy: 'users have nothing to do with each other',
    breaks: eachClient((good) => ({
      load: async (userId) => ({ userId, stored: (await good.load('all')).stored }),
      save: (_userId, ...rest) => good.save('all', ...rest),
      delete: (_userId, ...rest) => good.delete('all', ...rest),
    })),
  },
  {
    name: 'keeps the object it was handed',
    caughtBy: 'the store keeps copies',
    breaks: eachClient((good) => {
      const handed = new Map<string, StoredAccount>();
      return {
        async load(userId) {
          const { stored } = await good.load(userId);
          return { userId, stored: stored && (handed.get(userId) ?? stored) };
        },
        async save(userId, next, expected, events) {
          const saved = await good.save(userId, next, expected, events);
          if (saved) handed.set(userId, next);
          return saved;
        },
      };
    }),
  },
  {
    name: 'shows one trail to all users',
    caughtBy: 'users have nothing to do with each other',
    breaks: eachClient((good) => ({
      readEvents: (query) => good.readEvents({ ...query, userId: undefined }),
    })),
  },
];
