import type { StorageAdapter, StoredAccount } from '@factorkit/core';
import type { StorageClients } from '../../src/storage/clients.ts';
import { eachClient, type StorageMutant } from './mutant.ts';

const onceDue = 'an account is listed once it is due, and not before';
const longestFirst = 'who is due longest comes first, and no more than asked for';
const saidAnew = 'each save says again when the account is due';
const sameTag = 'an account that keeps its tag and its text can be due at another time';
const deleted = 'a deleted account is not due any more';
const refused = 'what is no time and no number of accounts is refused';

/** A store that keeps another due than it was given, by what the account's was before. */
function misdates(
  change: (next: number | undefined, before: number | undefined) => number | undefined,
): (good: StorageClients) => StorageClients {
  return (good) => {
    const dues = new Map<string, number | undefined>();
    return eachClient((client) => ({
      async save(userId, { tag, state, due }, expected, events) {
        const kept = change(due, dues.get(userId));
        const saved = await client.save(userId, dated({ tag, state }, kept), expected, events);
        if (saved) dues.set(userId, kept);
        return saved;
      },
    }))(good);
  };
}

function dated({ tag, state }: StoredAccount, due: number | undefined): StoredAccount {
  return due === undefined ? { tag, state } : { tag, state, due };
}

/** They miss when an account wants to be looked at, or cry wolf. */
export const badTimekeepers: readonly StorageMutant[] = [
  {
    name: 'takes a save under the same tag for one that was made already',
    caughtBy: sameTag,
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        const same = next.tag === expected && (await good.load(userId)).stored?.tag === expected;
        return same || good.save(userId, next, expected, events);
      },
    })),
  },
  { name: 'never lists anybody', caughtBy: onceDue, breaks: eachClient(() => ({ due: async () => [] })) },
  {
    name: 'lists an account before its time',
    caughtBy: onceDue,
    breaks: eachClient((good) => ({ due: (now, limit) => good.due(Math.min(now, 2 ** 52) + 1, limit) })),
  },
  {
    name: 'lists an account a millisecond late',
    caughtBy: onceDue,
    breaks: eachClient((good) => ({ due: (now, limit) => good.due(now - 1, limit) })),
  },
  {
    name: 'keeps seconds and no milliseconds',
    caughtBy: onceDue,
    breaks: misdates((due) => due && due - (due % 1000)),
  },
  {
    name: 'keeps a due in 32 bits',
    caughtBy: onceDue,
    breaks: misdates((due) => due && Math.min(due, 2 ** 31 - 1)),
  },
  { name: 'takes no due for one of zero', caughtBy: onceDue, breaks: misdates((due) => due ?? 0) },
  {
    name: 'lists an account once and not again',
    caughtBy: onceDue,
    breaks: eachClient((good) => {
      const listed = new Set<string>();
      return {
        async due(now, limit) {
          const found = (await good.due(now, limit)).filter((userId) => !listed.has(userId));
          for (const userId of found) listed.add(userId);
          return found;
        },
      };
    }),
  },
  {
    name: 'lists what it saved itself only',
    caughtBy: onceDue,
    breaks: eachClient((good) => {
      const own = new Set<string>();
      return {
        save(userId, ...rest) {
          own.add(userId);
          return good.save(userId, ...rest);
        },
        due: async (now, limit) => (await good.due(now, limit)).filter((userId) => own.has(userId)),
      };
    }),
  },
  {
    name: 'changes the state of an account that is due',
    caughtBy: onceDue,
    breaks: eachClient((good) => ({
      save: (userId, { tag, state, due }, ...rest) =>
        good.save(userId, dated({ tag, state: due === undefined ? state : `${state} ` }, due), ...rest),
    })),
  },
  {
    name: 'takes a due of zero for none',
    caughtBy: longestFirst,
    breaks: misdates((due) => due || undefined),
  },
  {
    name: 'lists who is due shortest first',
    caughtBy: longestFirst,
    breaks: eachClient((good) => ({
      due: async (now, limit) => (await good.due(now, 1000)).toReversed().slice(0, limit),
    })),
  },
  {
    name: 'lists by user id',
    caughtBy: longestFirst,
    breaks: eachClient((good) => ({ due: async (now, limit) => (await good.due(now, limit)).toSorted() })),
  },
  { name: 'sorts dues as text', caughtBy: longestFirst, breaks: sortsAsText },
  {
    name: 'lists more than asked for',
    caughtBy: longestFirst,
    breaks: eachClient((good) => ({ due: (now) => good.due(now, 1000) })),
  },
  {
    name: 'lists any of those who are due, and sorts them afterwards',
    caughtBy: longestFirst,
    breaks: eachClient((good) => ({
      async due(now, limit) {
        const all = await good.due(now, 1000);
        const any = new Set(all.toSorted().slice(0, limit));
        return all.filter((userId) => any.has(userId));
      },
    })),
  },
  { name: 'keeps the first due', caughtBy: saidAnew, breaks: misdates((due, before) => before ?? due) },
  {
    name: 'keeps a due that is not said again',
    caughtBy: saidAnew,
    breaks: misdates((due, before) => due ?? before),
  },
  {
    name: 'keeps the earlier of two dues',
    caughtBy: saidAnew,
    breaks: misdates((due, before) => due && Math.min(due, before ?? due)),
  },
  {
    name: 'keeps the later of two dues',
    caughtBy: saidAnew,
    breaks: misdates((due, before) => due && Math.max(due, before ?? due)),
  },
  {
    name: 'takes the due of a save that it refuses',
    caughtBy: saidAnew,
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        if (await good.save(userId, next, expected, events)) return true;
        const current = (await good.load(userId)).stored;
        if (current !== undefined) await good.save(userId, dated(current, next.due), current.tag, []);
        return false;
      },
    })),
  },
  {
    name: 'writes the due first and the state after it',
    caughtBy: saidAnew,
    breaks: eachClient((good) => ({
      async save(userId, next, expected, events) {
        const current = (await good.load(userId)).stored;
        if (current !== undefined && current.tag === expected)
          await good.save(userId, dated(current, next.due), expected, []);
        return good.save(userId, next, expected, events);
      },
    })),
  },
  { name: 'lists accounts that are gone', caughtBy: deleted, breaks: listsTheDead },
  {
    name: 'gives a new account the due of the one before',
    caughtBy: deleted,
    breaks: misdates((due, before) => due ?? before),
  },
  {
    name: 'drops a due that is no time',
    caughtBy: refused,
    breaks: misdates((due) => (Number.isSafeInteger(due) ? due : undefined)),
  },
  {
    name: 'asks for what is due at a time that is none',
    caughtBy: refused,
    breaks: eachClient((good) => ({
      due: (now, limit) => good.due(Number.isSafeInteger(now) ? now : 0, limit),
    })),
  },
  {
    name: 'makes a limit of any number of accounts',
    caughtBy: refused,
    breaks: eachClient((good) => ({
      due: (now, limit) => good.due(now, Math.min(1000, Math.max(1, Math.trunc(limit) || 1))),
    })),
  },
];

function sortsAsText(good: StorageClients): StorageClients {
  const dues = new Map<string, string>();
  const spoil = (client: StorageAdapter): Partial<StorageAdapter> => ({
    save(userId, next, ...rest) {
      dues.set(userId, String(next.due));
      return client.save(userId, next, ...rest);
    },
    async due(now, limit) {
      const textOf = (userId: string): string => dues.get(userId) ?? '';
      return (await client.due(now, 1000))
        .toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1))
        .slice(0, limit);
    },
  });
  return eachClient(spoil)(good);
}

/** Due accounts are in a list of their own, and nothing removes them. */
function listsTheDead(good: StorageClients): StorageClients {
  const dead = new Set<string>();
  return eachClient((client) => ({
    async delete(userId, ...rest) {
      if ((await client.due(Number.MAX_SAFE_INTEGER, 1000)).includes(userId)) dead.add(userId);
      await client.delete(userId, ...rest);
    },
    due: async (now, limit) => [...dead, ...(await client.due(now, limit))].slice(0, limit),
  }))(good);
}
