import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import type { StorageClients } from '../../src/storage/clients.ts';
import { trailOf } from '../../src/storage/sample.ts';
import { eachClient, pageOf, type StorageMutant } from './mutant.ts';

const together = 'state and events are written together or not at all';
const disowns = 'a delete removes the account and writes its events';
const deleteOfNothing = 'a delete of nothing still disowns the trail and writes its events';
const inPlace = 'a delete leaves every event in its place, and those of others untouched';
const foundNowhere = 'nothing of an erased user is found in the trail';
const beginsAnew = 'a user created after a delete under the same id starts again';

/** What both clients know of the events that a delete changed. */
interface Erasure {
  /** Each event as it was before, by its id. */
  readonly before: ReadonlyMap<string, AuditEvent>;
}

/** A store that has not quite forgotten: its trail is told with the help of what the events were before. */
function remembers(
  tell: (trail: readonly AuditEvent[], erasure: Erasure) => readonly AuditEvent[],
): (good: StorageClients) => StorageClients {
  return (good) => {
    const before = new Map<string, AuditEvent>();
    return eachClient((client) => ({
      async delete(userId, events, pseudonym) {
        const trail = await trailOf(client, { userId });
        await client.delete(userId, events, pseudonym);
        for (const event of trail) before.set(event.id, event);
      },
      readEvents: async (query) => pageOf(tell(await trailOf(client), { before }), query),
    }))(good);
  };
}

/** They delete the account and leave something of the user in the trail, or something less of others. */
export const halfErasers: readonly StorageMutant[] = [
  {
    name: 'keeps the user id in the trail',
    caughtBy: disowns,
    breaks: remembers((trail, { before }) =>
      trail.map((event) => ({ ...event, userId: before.get(event.id)?.userId ?? event.userId })),
    ),
  },
  {
    name: 'keeps where an erased user came from',
    caughtBy: foundNowhere,
    breaks: remembers((trail, { before }) =>
      trail.map((event) => {
        const source = before.get(event.id)?.source;
        return source === undefined ? event : { ...event, source };
      }),
    ),
  },
  {
    name: 'keeps what was noted about an erased user',
    caughtBy: foundNowhere,
    breaks: remembers((trail, { before }) =>
      trail.map((event) => {
        const note = before.get(event.id)?.note;
        return note === undefined ? event : { ...event, note };
      }),
    ),
  },
  {
    name: 'renames the user in its index and not in the event',
    caughtBy: foundNowhere,
    breaks(good) {
      const before = new Map<string, string>();
      const spoil = (client: StorageAdapter): Partial<StorageAdapter> => ({
        async delete(userId, events, pseudonym) {
          for (const { id } of await trailOf(client, { userId })) before.set(id, userId);
          await client.delete(userId, events, pseudonym);
        },
        async readEvents(query) {
          const { events, cursor } = await client.readEvents(query);
          return {
            events: events.map((event) => ({ ...event, userId: before.get(event.id) ?? event.userId })),
            cursor,
          };
        },
      });
      return eachClient(spoil)(good);
    },
  },
  {
    name: 'makes up a pseudonym of its own, out of the user id',
    caughtBy: foundNowhere,
    breaks: eachClient((good) => ({
      delete: (userId, events) => good.delete(userId, events, `erased:${userId}`),
    })),
  },
  {
    name: 'disowns the trail only where there is an account',
    caughtBy: deleteOfNothing,
    breaks: eachClient((good) => ({
      async delete(userId, events, pseudonym) {
        if ((await good.load(userId)).stored === undefined) await good.record(events);
        else await good.delete(userId, events, pseudonym);
      },
    })),
  },
  {
    name: 'disowns the trail first and deletes after it',
    caughtBy: together,
    breaks: eachClient((good) => ({
      async delete(userId, events, pseudonym) {
        const current = (await good.load(userId)).stored;
        await good.delete(userId, [], pseudonym);
        if (current !== undefined) await good.save(userId, current, undefined, []);
        await good.delete(userId, events, pseudonym);
      },
    })),
  },
  {
    name: 'writes the events of an erased user again, at the end',
    caughtBy: inPlace,
    breaks: remembers((trail, { before }) => [
      ...trail.filter(({ id }) => !before.has(id)),
      ...trail.filter(({ id }) => before.has(id)),
    ]),
  },
  {
    name: 'replaces the user id wherever the text is in an event',
    caughtBy: inPlace,
    breaks: remembers((trail, { before }) =>
      trail.map((event): AuditEvent => {
        const userId = before.get(event.id)?.userId;
        return userId === undefined
          ? event
          : JSON.parse(JSON.stringify(event).replaceAll(`"${userId}"`, `"${event.userId}"`));
      }),
    ),
  },
  {
    name: 'drops where everybody came from when it erases one',
    caughtBy: inPlace,
    breaks: remembers((trail, { before }) =>
      before.size === 0
        ? trail
        : trail.map(({ source: _dropped, ...event }: AuditEvent): AuditEvent => event),
    ),
  },
  {
    name: 'takes every event from before a delete for the erased user’s',
    caughtBy: inPlace,
    breaks: eachClient((good) => ({
      async delete(userId, events, pseudonym) {
        const others = new Set((await trailOf(good)).map((event) => event.userId));
        await good.delete(userId, events, pseudonym);
        for (const other of others) {
          const current = (await good.load(other)).stored;
          await good.delete(other, [], pseudonym);
          if (current !== undefined) await good.save(other, current, undefined, []);
        }
      },
    })),
  },
  {
    name: 'goes on writing under the pseudonym',
    caughtBy: beginsAnew,
    breaks(good) {
      const pseudonyms = new Map<string, string>();
      const rename = (events: readonly AuditEvent[]): AuditEvent[] =>
        events.map((event) => ({ ...event, userId: pseudonyms.get(event.userId) ?? event.userId }));
      return eachClient((client) => ({
        save: (userId, next, expected, events) => client.save(userId, next, expected, rename(events)),
        record: (events) => client.record(rename(events)),
        async delete(userId, events, pseudonym) {
          await client.delete(userId, events, pseudonym);
          pseudonyms.set(userId, pseudonym);
        },
      }))(good);
    },
  },
  {
    name: 'gives a user who was erased twice the same pseudonym again',
    caughtBy: beginsAnew,
    breaks(good) {
      const pseudonyms = new Map<string, string>();
      return eachClient((client) => ({
        async delete(userId, events, pseudonym) {
          const known = pseudonyms.get(userId) ?? pseudonym;
          pseudonyms.set(userId, known);
          await client.delete(userId, events, known);
        },
      }))(good);
    },
  },
];
