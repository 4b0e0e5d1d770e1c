import type { UserIdPage } from '@factorkit/core';
import type { StorageClients } from '../../src/storage/clients.ts';
import { event } from '../../src/storage/sample.ts';
import { eachClient, everybody, pageByNumber, respells, type StorageMutant } from './mutant.ts';

const toTheByte = 'user ids are listed to the byte, whatever they look like';
const hasAccount = 'who is listed has an account, and has it once';
const changesNothing = 'listing users changes nothing';
const refused = 'a listing from what is no cursor, or of no number of users, is refused';

/** Spoils each id of a page by itself. */
function rewrites(change: (userId: string) => string): StorageMutant['breaks'] {
  return respells((page) => ({ ...page, userIds: page.userIds.map(change) }));
}

/** Leaves ids out. */
function forgets(forgotten: (userId: string) => boolean): StorageMutant['breaks'] {
  return respells((page) => ({ ...page, userIds: page.userIds.filter((userId) => !forgotten(userId)) }));
}

/** Pages by a key of each user's, as a store does that has an index on it. */
function pagesBy(keyOf: (userId: string) => string): StorageMutant['breaks'] {
  return eachClient((good) => ({
    async readUserIds({ after, limit }) {
      const later = (await everybody(good))
        .filter((userId) => after === undefined || keyOf(userId) > after)
        .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
      const userIds = later.slice(0, limit);
      return later.length > limit ? { userIds, cursor: keyOf(userIds.at(-1) ?? '') } : { userIds };
    },
  }));
}

/** They list other users than there are, or do more than list them. */
export const listForgers: readonly StorageMutant[] = [
  {
    name: 'leaves claims out of the list',
    caughtBy: toTheByte,
    breaks: forgets((userId) => userId.startsWith('factorkit:')),
  },
  { name: 'lists ids in lower case', caughtBy: toTheByte, breaks: rewrites((id) => id.toLowerCase()) },
  { name: 'lists ids without their blanks', caughtBy: toTheByte, breaks: rewrites((id) => id.trim()) },
  { name: 'lists ids as Unicode NFC', caughtBy: toTheByte, breaks: rewrites((id) => id.normalize('NFC')) },
  { name: 'ends ids at a NUL', caughtBy: toTheByte, breaks: rewrites((id) => id.replace(/\0.*$/s, '')) },
  {
    name: 'lists the first 255 units of ids',
    caughtBy: toTheByte,
    breaks: rewrites((id) => id.slice(0, 255)),
  },
  {
    name: 'pages by ids whose case it folds',
    caughtBy: toTheByte,
    breaks: pagesBy((userId) => `:${userId.toLowerCase()}`),
  },
  {
    name: 'pages by ids without their accents',
    caughtBy: toTheByte,
    breaks: pagesBy((userId) => `:${userId.normalize('NFD').replace(/\p{M}/gu, '')}`),
  },
  {
    name: 'pages by ids that it cuts off for the index',
    caughtBy: toTheByte,
    breaks: pagesBy((userId) => `:${userId.slice(0, 191)}`),
  },
  {
    name: 'sorts by one order and goes on by another',
    caughtBy: toTheByte,
    breaks: eachClient((good) => ({
      async readUserIds({ after, limit }) {
        const later = (await everybody(good))
          .filter((userId) => after === undefined || `:${userId}` > after)
          .toSorted((one, other) => one.localeCompare(other, 'en'));
        const userIds = later.slice(0, limit);
        return later.length > limit ? { userIds, cursor: `:${userIds.at(-1)}` } : { userIds };
      },
    })),
  },
  { name: 'lists who was deleted', caughtBy: hasAccount, breaks: keepsTheDead },
  {
    name: 'lists every user that the trail names',
    caughtBy: hasAccount,
    breaks: eachClient((good) => ({
      async readUserIds(query) {
        const { events } = await good.readEvents({ limit: 1000 });
        const users = new Set([...(await everybody(good)), ...events.map(({ userId }) => userId)]);
        return pageByNumber([...users], query);
      },
    })),
  },
  {
    name: 'adds a user to its list with each save',
    caughtBy: hasAccount,
    breaks: listsApart((rows, userId) => [...rows, userId]),
  },
  {
    name: 'puts a user on its list before it knows whether the save is refused',
    caughtBy: hasAccount,
    breaks: eachClient((good) => {
      const asked: string[] = [];
      return {
        save(userId, ...rest) {
          asked.push(userId);
          return good.save(userId, ...rest);
        },
        async readUserIds(query) {
          const there = await everybody(good);
          const extra = asked.filter((userId) => !there.includes(userId));
          return pageByNumber([...there, ...new Set(extra)], query);
        },
      };
    }),
  },
  {
    name: 'does not list who was made again',
    caughtBy: hasAccount,
    breaks: (good) => {
      const gone = new Set<string>();
      return eachClient((client) => ({
        async delete(userId, ...rest) {
          gone.add(userId);
          await client.delete(userId, ...rest);
        },
        async readUserIds(query) {
          const page = await client.readUserIds(query);
          return { ...page, userIds: page.userIds.filter((userId) => !gone.has(userId)) };
        },
      }))(good);
    },
  },
  {
    name: 'hands out the list that it keeps',
    caughtBy: changesNothing,
    breaks: eachClient((good) => {
      const kept = new Map<string, UserIdPage>();
      return {
        async readUserIds(query) {
          const page = await good.readUserIds(query);
          const key = JSON.stringify(page);
          kept.set(key, kept.get(key) ?? page);
          return kept.get(key) ?? page;
        },
      };
    }),
  },
  {
    name: 'writes an event for each listing',
    caughtBy: changesNothing,
    breaks: eachClient((good) => ({
      async readUserIds(query) {
        await good.record([event('nobody', 3)]);
        return good.readUserIds(query);
      },
    })),
  },
  {
    name: 'takes an account that it lists for dealt with',
    caughtBy: changesNothing,
    breaks: eachClient((good) => ({
      async readUserIds(query) {
        const page = await good.readUserIds(query);
        for (const userId of page.userIds) {
          const current = (await good.load(userId)).stored;
          if (current !== undefined) await good.save(userId, current, current.tag, []);
        }
        return page;
      },
    })),
  },
  {
    name: 'takes any text for a place in the list',
    caughtBy: refused,
    breaks: eachClient((good) => ({
      readUserIds: (query) => good.readUserIds(query).catch(() => good.readUserIds({ limit: query.limit })),
    })),
  },
  {
    name: 'ends the list where a cursor is none',
    caughtBy: refused,
    breaks: eachClient((good) => ({
      readUserIds: (query) =>
        good.readUserIds(query).catch((error: unknown) => {
          if (error instanceof TypeError) return { userIds: [] };
          throw error;
        }),
    })),
  },
  {
    name: 'makes a limit of any number of users',
    caughtBy: refused,
    breaks: eachClient((good) => ({
      readUserIds: ({ after, limit }) =>
        good.readUserIds({ after, limit: Math.min(1000, Math.max(1, Math.trunc(limit) || 1)) }),
    })),
  },
];

/** A list beside the accounts, which both clients keep by a rule of their own. */
function listsApart(
  add: (rows: readonly string[], userId: string) => readonly string[],
): StorageMutant['breaks'] {
  return (good) => {
    let rows: readonly string[] = [];
    return eachClient((client) => ({
      async save(userId, ...rest) {
        const saved = await client.save(userId, ...rest);
        if (saved) rows = add(rows, userId);
        return saved;
      },
      async delete(userId, ...rest) {
        rows = rows.filter((row) => row !== userId);
        await client.delete(userId, ...rest);
      },
      readUserIds: (query) => pageByNumber(rows, query),
    }))(good);
  };
}

function keepsTheDead(good: StorageClients): StorageClients {
  const rows = new Set<string>();
  return eachClient((client) => ({
    async save(userId, ...rest) {
      const saved = await client.save(userId, ...rest);
      if (saved) rows.add(userId);
      return saved;
    },
    readUserIds: (query) => pageByNumber([...rows], query),
  }))(good);
}
