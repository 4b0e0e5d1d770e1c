import type { UserIdPage } from '@factorkit/core';
import type { StorageClients } from '../../src/storage/clients.ts';
import { eachClient, everybody, pageByNumber, respells, type StorageMutant } from './mutant.ts';

const listedOnce = 'every user is listed once, in pages of whatever size';
const comeAndGo = 'who stays is listed once, while others come and go between the pages';
const staysListed = 'a user who stays is listed once, no matter who writes meanwhile';
const goesOn = 'a listing goes on where it ended, with either client';

/** They lose a user between two pages, list one twice, or never come to an end. */
export const listLosers: readonly StorageMutant[] = [
  { name: 'lists nobody', caughtBy: listedOnce, breaks: eachClient(() => ({ readUserIds: nobody })) },
  {
    name: 'begins the list again with each page',
    caughtBy: listedOnce,
    breaks: eachClient((good) => ({ readUserIds: ({ limit }) => good.readUserIds({ limit }) })),
  },
  {
    name: 'skips a user between two pages',
    caughtBy: listedOnce,
    breaks: eachClient((good) => ({
      async readUserIds(query) {
        const page = await good.readUserIds(query);
        if (page.cursor === undefined) return page;
        const skipped = await good.readUserIds({ after: page.cursor, limit: 1 });
        return { userIds: page.userIds, cursor: skipped.cursor };
      },
    })),
  },
  {
    name: 'repeats the last user of a page on the next',
    caughtBy: listedOnce,
    breaks: eachClient((good) => ({
      async readUserIds(query) {
        const page = await good.readUserIds(query);
        if (page.userIds.length < 2 || page.cursor === undefined) return page;
        const short = await good.readUserIds({ ...query, limit: page.userIds.length - 1 });
        return { ...page, cursor: short.cursor };
      },
    })),
  },
  {
    name: 'lists more users than were asked for',
    caughtBy: listedOnce,
    breaks: eachClient((good) => ({ readUserIds: ({ after }) => good.readUserIds({ after, limit: 1000 }) })),
  },
  {
    name: 'takes a full page for the last',
    caughtBy: listedOnce,
    breaks: respells(({ userIds, cursor }, { limit }) =>
      userIds.length === limit ? { userIds } : { userIds, cursor },
    ),
  },
  {
    name: 'ends the list after its first page',
    caughtBy: listedOnce,
    breaks: respells(({ userIds }) => ({ userIds })),
  },
  {
    name: 'has a cursor on its last page too, and so for ever',
    caughtBy: listedOnce,
    breaks: eachClient((good) => ({
      async readUserIds(query) {
        if (query.after === 'the end') return { userIds: [], cursor: 'the end' };
        const page = await good.readUserIds(query);
        return { ...page, cursor: page.cursor ?? 'the end' };
      },
    })),
  },
  {
    name: 'lists users that it made itself only',
    caughtBy: listedOnce,
    breaks: eachClient((good) => {
      const own = new Set<string>();
      return {
        save(userId, ...rest) {
          own.add(userId);
          return good.save(userId, ...rest);
        },
        async readUserIds(query) {
          const page = await good.readUserIds(query);
          return { ...page, userIds: page.userIds.filter((userId) => own.has(userId)) };
        },
      };
    }),
  },
  {
    name: 'pages by counting rows, which a delete moves',
    caughtBy: comeAndGo,
    breaks: eachClient((good) => ({
      readUserIds: async (query) => pageByNumber(await everybody(good), query),
    })),
  },
  {
    name: 'pages by when an account was saved last',
    caughtBy: comeAndGo,
    breaks: numbersRows((before, next) => next ?? before),
  },
  {
    name: 'pages by when an account was made, so that who is made again is listed again',
    caughtBy: comeAndGo,
    breaks: numbersRows((before, next) => before ?? next),
  },
  { name: 'takes a user off its list while it saves', caughtBy: staysListed, breaks: blinks },
  {
    name: 'keeps the places of a listing in one process',
    caughtBy: goesOn,
    breaks: eachClient((good) => {
      const places = new Map<string, string>();
      return {
        async readUserIds({ after, limit }) {
          const page = await good.readUserIds({ after: after && places.get(after), limit });
          if (page.cursor === undefined) return page;
          const cursor = `place ${places.size}`;
          places.set(cursor, page.cursor);
          return { ...page, cursor };
        },
      };
    }),
  },
  {
    name: 'takes a cursor of a listing once only',
    caughtBy: goesOn,
    breaks: eachClient((good) => {
      const taken = new Set<string>();
      return {
        async readUserIds(query) {
          const { after } = query;
          if (after !== undefined && taken.has(after)) return { userIds: [] };
          if (after !== undefined) taken.add(after);
          return good.readUserIds(query);
        },
      };
    }),
  },
  {
    name: 'loses its place where the user there was deleted',
    caughtBy: goesOn,
    breaks: eachClient((good) => ({
      async readUserIds({ after, limit }) {
        const all = await everybody(good);
        const start = after === undefined ? 0 : all.indexOf(after.slice(1)) + 1;
        const userIds = all.slice(start, start + limit);
        return all.length > start + limit ? { userIds, cursor: `:${userIds.at(-1)}` } : { userIds };
      },
    })),
  },
];

async function nobody(): Promise<UserIdPage> {
  return { userIds: [] };
}

/** Each row has a number, as one of an AUTO_INCREMENT, and a page begins after a number. */
function numbersRows(
  keep: (before: number | undefined, next: number | undefined) => number | undefined,
): StorageMutant['breaks'] {
  return (good) => {
    const numbers = new Map<string, number>();
    let last = 0;
    return eachClient((client) => ({
      async save(userId, ...rest) {
        const saved = await client.save(userId, ...rest);
        if (saved) {
          last += 1;
          numbers.set(userId, keep(numbers.get(userId), last) ?? last);
        }
        return saved;
      },
      async delete(userId, ...rest) {
        numbers.delete(userId);
        await client.delete(userId, ...rest);
      },
      async readUserIds({ after = '0', limit }) {
        const later = [...numbers]
          .filter(([, number]) => number > Number(after))
          .toSorted(([, one], [, other]) => one - other);
        const page = later.slice(0, limit);
        const userIds = page.map(([userId]) => userId);
        return later.length > limit ? { userIds, cursor: String(page.at(-1)?.[1]) } : { userIds };
      },
    }))(good);
  };
}

/** A save is a delete and an insert, with a moment between them. */
function blinks(good: StorageClients): StorageClients {
  const hidden = new Set<string>();
  return eachClient((client) => ({
    async save(userId, ...rest) {
      hidden.add(userId);
      for (let turn = 10; turn > 0; turn -= 1) await undefined;
      const saved = await client.save(userId, ...rest);
      hidden.delete(userId);
      return saved;
    },
    async readUserIds(query) {
      const page = await client.readUserIds(query);
      return { ...page, userIds: page.userIds.filter((userId) => !hidden.has(userId)) };
    },
  }))(good);
}
