import type { StorageAdapter } from '@factorkit/core';
import { eachClient, type StorageMutant } from './mutant.ts';

const loads = 'after a disturbance a load finds the account that is there, and no other';
const writes = 'after a disturbance a write is in its own row, and its answer is true';
const lists = 'after a disturbance trails and lists are those that were asked for';

/** A client that keeps the contract until its prepared statements are gone, and is spoiled from then on. */
function onceStatementsAreGone(
  spoil: (good: StorageAdapter) => Partial<StorageAdapter>,
): StorageMutant['breaks'] {
  return (good) => {
    let gone = false;
    const clients = eachClient((client) => {
      const spoiled = { ...client, ...spoil(client) };
      const now = (): StorageAdapter => (gone ? spoiled : client);
      return {
        load: (...call) => now().load(...call),
        save: (...call) => now().save(...call),
        delete: (...call) => now().delete(...call),
        record: (...call) => now().record(...call),
        due: (...call) => now().due(...call),
        readUserIds: (...call) => now().readUserIds(...call),
        readEvents: (...call) => now().readEvents(...call),
      };
    })(good);
    const apply = async (): Promise<void> => {
      gone = true;
    };
    return { ...clients, disturbances: [{ name: 'the prepared statements are gone', apply }] };
  };
}

/** The id as a client spoils it that serialises a parameter twice. */
const twice = (userId: string): string => Buffer.from(userId, 'utf8').toString('hex');

/** They answer, after a disturbance, for a row that they did not reach. */
export const disturbedClients: readonly StorageMutant[] = [
  {
    name: 'looks up a spoiled id, and tells the one that it was given',
    caughtBy: loads,
    breaks: onceStatementsAreGone((good) => ({
      load: async (userId) => ({ userId, stored: (await good.load(twice(userId))).stored }),
    })),
  },
  {
    name: 'gives the answer to the load before',
    caughtBy: loads,
    breaks: onceStatementsAreGone((good) => {
      let before = '';
      return {
        async load(userId) {
          const { stored } = await good.load(before);
          before = userId;
          return { userId, stored };
        },
      };
    }),
  },
  {
    name: 'saves under a spoiled id',
    caughtBy: writes,
    breaks: onceStatementsAreGone((good) => ({
      save: (userId, next, _expected, events) => good.save(twice(userId), next, undefined, events),
    })),
  },
  {
    name: 'commits a save and answers false',
    caughtBy: writes,
    breaks: onceStatementsAreGone((good) => ({
      async save(...call) {
        await good.save(...call);
        return false;
      },
    })),
  },
  {
    name: 'answers true to a save that was refused',
    caughtBy: writes,
    breaks: onceStatementsAreGone((good) => ({
      async save(...call) {
        await good.save(...call);
        return true;
      },
    })),
  },
  {
    name: 'deletes under a spoiled id and resolves',
    caughtBy: writes,
    breaks: onceStatementsAreGone((good) => ({
      delete: (userId, ...rest) => good.delete(twice(userId), ...rest),
    })),
  },
  {
    name: 'records under a spoiled id',
    caughtBy: lists,
    breaks: onceStatementsAreGone((good) => ({
      record: (events) => good.record(events.map((event) => ({ ...event, userId: twice(event.userId) }))),
    })),
  },
  {
    name: 'reads the trail of a spoiled id',
    caughtBy: lists,
    breaks: onceStatementsAreGone((good) => ({
      readEvents: ({ userId, ...query }) => good.readEvents({ ...query, userId: twice(userId ?? '') }),
    })),
  },
  {
    name: 'reads everybody’s trail for one user',
    caughtBy: lists,
    breaks: onceStatementsAreGone((good) => ({
      readEvents: ({ userId: _lost, ...query }) => good.readEvents(query),
    })),
  },
  {
    name: 'finds nobody due',
    caughtBy: lists,
    breaks: onceStatementsAreGone(() => ({ due: async () => [] })),
  },
  {
    name: 'lists nobody',
    caughtBy: lists,
    breaks: onceStatementsAreGone(() => ({ readUserIds: async () => ({ userIds: [] }) })),
  },
];
