import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import type { StorageClients } from '../../src/storage/clients.ts';
import { trailOf } from '../../src/storage/sample.ts';
import { eachClient, pageOf, retells, type StorageMutant } from './mutant.ts';

const pageByPage = 'the trail is read page by page, of one user or of all';
const goesOn = 'reading goes on where it ended, with either client';
const noBound = 'a trail of more than a thousand events is kept and read whole';
const missesNothing = 'a reader misses nothing while others write';
const refused = 'what is no cursor and what is no limit is refused';

/** They skip, repeat or mix up pages. */
export const pageLosers: readonly StorageMutant[] = [
  {
    name: 'starts again with each page',
    caughtBy: pageByPage,
    breaks: eachClient((good) => ({
      readEvents: ({ userId, limit }) => good.readEvents({ userId, limit }),
    })),
  },
  {
    name: 'skips an event between two pages',
    caughtBy: pageByPage,
    breaks: eachClient((good) => ({
      async readEvents({ userId, after, limit }) {
        const { events, cursor } = await good.readEvents({ userId, after, limit });
        return { events, cursor: (await good.readEvents({ userId, after: cursor, limit: 1 })).cursor };
      },
    })),
  },
  {
    name: 'repeats the last event of a page on the next',
    caughtBy: pageByPage,
    breaks: eachClient((good) => ({
      async readEvents({ userId, after, limit }) {
        const page = await good.readEvents({ userId, after, limit });
        if (page.events.length < 2) return page;
        const short = await good.readEvents({ userId, after, limit: page.events.length - 1 });
        return { events: page.events, cursor: short.cursor };
      },
    })),
  },
  {
    name: 'pays no heed to the limit of a page',
    caughtBy: pageByPage,
    breaks: eachClient((good) => ({ readEvents: (query) => good.readEvents({ ...query, limit: 1000 }) })),
  },
  {
    name: 'forgets on the second page whose events were asked for',
    caughtBy: pageByPage,
    breaks: eachClient((good) => ({
      readEvents: ({ userId, after, limit }) =>
        good.readEvents({ userId: after === undefined ? userId : undefined, after, limit }),
    })),
  },
  {
    name: 'sorts the trail by the times of its events',
    caughtBy: pageByPage,
    breaks: eachClient(retells((trail) => trail.toSorted((one, other) => one.at - other.at))),
  },
  {
    name: 'sorts the trail by the ids of its events',
    caughtBy: pageByPage,
    breaks: eachClient(retells((trail) => trail.toSorted((one, other) => (one.id < other.id ? -1 : 1)))),
  },
  {
    name: 'shows the latest event first',
    caughtBy: pageByPage,
    breaks: eachClient(retells((trail) => trail.toReversed())),
  },
  {
    name: 'shows a client its own events only',
    caughtBy: pageByPage,
    breaks: eachClient((good) => {
      const own = new Set<string>();
      return {
        save(userId, next, expected, events) {
          for (const { id } of events) own.add(id);
          return good.save(userId, next, expected, events);
        },
        record(events) {
          for (const { id } of events) own.add(id);
          return good.record(events);
        },
        ...retells((trail) => trail.filter(({ id }) => own.has(id)))(good),
      };
    }),
  },
  {
    name: 'has no cursor for an empty page',
    caughtBy: goesOn,
    breaks: eachClient((good) => ({
      async readEvents({ userId, after, limit }) {
        const query = { userId, limit, after: after === 'none' ? undefined : after };
        const page = await good.readEvents(query);
        return page.events.length === 0 ? { ...page, cursor: 'none' } : page;
      },
    })),
  },
  {
    name: 'keeps the cursor of each client to itself',
    caughtBy: goesOn,
    breaks: eachClient((good) => {
      const given = new Set<string | undefined>([undefined]);
      return {
        async readEvents({ after, ...query }) {
          const page = await good.readEvents(given.has(after) ? { ...query, after } : query);
          given.add(page.cursor);
          return page;
        },
      };
    }),
  },
  {
    name: 'takes a cursor once only',
    caughtBy: goesOn,
    breaks: eachClient((good) => {
      const taken = new Set<string>();
      return {
        async readEvents(query) {
          if (query.after === undefined) return good.readEvents(query);
          const page = await good.readEvents(query);
          const again = taken.has(query.after);
          taken.add(query.after);
          return again ? { ...page, events: [] } : page;
        },
      };
    }),
  },
  {
    name: 'shows no more than a thousand events',
    caughtBy: noBound,
    breaks: eachClient(retells((trail) => trail.slice(0, 1000))),
  },
  {
    name: 'numbers events when it is asked to write them, not when it has',
    caughtBy: missesNothing,
    breaks: numbersTooEarly,
  },
  {
    name: 'takes any text for a cursor',
    caughtBy: refused,
    breaks: eachClient((good) => ({
      readEvents: (query) =>
        good.readEvents(query).catch(() => good.readEvents({ userId: query.userId, limit: query.limit })),
    })),
  },
  {
    name: 'makes a limit of any number of events',
    caughtBy: refused,
    breaks: eachClient((good) => ({
      readEvents: ({ limit, ...query }) =>
        good.readEvents({ ...query, limit: Math.min(1000, Math.max(1, Math.trunc(limit) || 1)) }),
    })),
  },
];

/** As a sequence of a database does that hands out its numbers outside the transaction. */
function numbersTooEarly(good: StorageClients): StorageClients {
  const numbers = new Map<string, number>();
  const numbered = async (events: readonly AuditEvent[]): Promise<void> => {
    const first = numbers.size;
    for (const { id } of events) numbers.set(id, numbers.size + 1);
    // Some transactions take longer than others.
    for (let turn = 100 * (first % 4); turn > 0; turn -= 1) await undefined;
  };
  const numberOf = ({ id }: AuditEvent): number => numbers.get(id) ?? 0;
  const spoil = (client: StorageAdapter): Partial<StorageAdapter> => ({
    async save(userId, next, expected, events) {
      await numbered(events);
      return client.save(userId, next, expected, events);
    },
    async record(events) {
      await numbered(events);
      await client.record(events);
    },
    async readEvents({ userId, after = '0', limit }) {
      const later = (await trailOf(client, { userId }))
        .filter((event) => numberOf(event) > Number(after))
        .toSorted((one, other) => numberOf(one) - numberOf(other));
      const { events } = pageOf(later, { limit });
      const last = events.at(-1);
      return { events, cursor: last === undefined ? after : String(numberOf(last)) };
    },
  });
  return eachClient(spoil)(good);
}
