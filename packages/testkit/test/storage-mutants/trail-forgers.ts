import type { AuditEvent } from '@factorkit/core';
import { trailOf } from '../../src/storage/sample.ts';
import { eachClient, retells, type StorageMutant } from './mutant.ts';

const wholeTrail = 'events are kept whole, once and in order';
const together = 'state and events are written together or not at all';
const deleteTells = 'a delete removes the account and writes its events';

/** They forget, invent or reorder what happened, or forget to delete. */
export const trailForgers: readonly StorageMutant[] = [
  {
    name: 'loses the events of a save',
    caughtBy: wholeTrail,
    breaks: eachClient((good) => ({
      save: (userId, next, expected) => good.save(userId, next, expected, []),
    })),
  },
  {
    name: 'writes only the first event of a save',
    caughtBy: wholeTrail,
    breaks: eachClient((good) => ({
      save: (userId, next, expected, events) => good.save(userId, next, expected, events.slice(0, 1)),
    })),
  },
  {
    name: 'writes events twice',
    caughtBy: wholeTrail,
    breaks: eachClient((good) => ({
      save: (userId, next, expected, events) => good.save(userId, next, expected, [...events, ...events]),
    })),
  },
  {
    name: 'writes events backwards',
    caughtBy: wholeTrail,
    breaks: eachClient((good) => ({
      save: (userId, next, expected, events) => good.save(userId, next, expected, events.toReversed()),
    })),
  },
  {
    name: 'drops where an event came from',
    caughtBy: wholeTrail,
    breaks: eachClient(
      retells((trail) => trail.map(({ source: _dropped, ...event }: AuditEvent): AuditEvent => event)),
    ),
  },
  {
    name: 'keeps the latest events only',
    caughtBy: wholeTrail,
    breaks: eachClient(retells((trail) => trail.slice(-5))),
  },
  {
    name: 'writes the events of a refused save',
    caughtBy: 'a refused save writes no event',
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        if (await good.save(userId, next, expected, events)) return true;
        await good.record(events);
        return false;
      },
    })),
  },
  {
    name: 'writes the state first and the events after it',
    caughtBy: together,
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        return (await good.save(userId, next, expected, [])) && good.save(userId, next, next.tag, events);
      },
    })),
  },
  {
    name: 'writes event by event, and the state last',
    caughtBy: together,
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        const current = (await good.load(userId)).stored;
        if (current === undefined || current.tag !== expected)
          return good.save(userId, next, expected, events);
        for (const event of events) await good.record([event]);
        return good.save(userId, next, expected, []);
      },
    })),
  },
  {
    name: 'drops an event that cannot be written',
    caughtBy: together,
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        try {
          return await good.save(userId, next, expected, events);
        } catch {
          return good.save(userId, next, expected, []);
        }
      },
    })),
  },
  {
    name: 'deletes first and writes the events after it',
    caughtBy: together,
    breaks: eachClient((good) => ({
      async delete(userId, events, pseudonym) {
        await good.delete(userId, [], pseudonym);
        await good.record(events);
      },
    })),
  },
  {
    name: 'loses the events of a delete',
    caughtBy: deleteTells,
    breaks: eachClient((good) => ({
      delete: (userId, _events, pseudonym) => good.delete(userId, [], pseudonym),
    })),
  },
  {
    name: 'keeps the account on a delete',
    caughtBy: deleteTells,
    breaks: eachClient((good) => ({
      async delete(userId, events, pseudonym) {
        const current = (await good.load(userId)).stored;
        await good.delete(userId, events, pseudonym);
        if (current !== undefined) await good.save(userId, current, undefined, []);
      },
    })),
  },
  {
    name: 'deletes the trail with the account',
    caughtBy: deleteTells,
    breaks(good) {
      const gone = new Set<string>();
      return eachClient((client) => ({
        async delete(userId, events, pseudonym) {
          for (const { id } of await trailOf(client, { userId })) gone.add(id);
          await client.delete(userId, events, pseudonym);
        },
        ...retells((trail) => trail.filter(({ id }) => !gone.has(id)))(client),
      }))(good);
    },
  },
  {
    name: 'loses the events of a delete of nothing',
    caughtBy: 'a delete of nothing still disowns the trail and writes its events',
    breaks: eachClient((good) => ({
      async delete(userId, events, pseudonym) {
        if ((await good.load(userId)).stored !== undefined) await good.delete(userId, events, pseudonym);
      },
    })),
  },
  {
    name: 'leaves a gravestone where an account was',
    caughtBy: 'a deleted account can be created again, and its old tags are invalid',
    breaks(good) {
      const graves = new Set<string>();
      const spoil = eachClient((client) => ({
        save: async (userId, ...rest) => !graves.has(userId) && client.save(userId, ...rest),
        async delete(userId, events, pseudonym) {
          graves.add(userId);
          await client.delete(userId, events, pseudonym);
        },
      }));
      return spoil(good);
    },
  },
];
