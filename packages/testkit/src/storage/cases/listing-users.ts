import type { StorageAdapter } from '@factorkit/core';
import { must, mustThrow } from '../../contract.ts';
import { alike } from '../alike.ts';
import type { StorageClients } from '../clients.ts';
import { firstListed, type Listing, listed, listedAre, sameUsers } from '../listed.ts';
import { account, bothLoad, create, event, events, trailIs, unwritableEvent } from '../sample.ts';
import type { StorageCase } from '../storage-case.ts';

/** Keys under which the core says that an address or a credential is taken: rows like any other. */
const claims: readonly string[] = [
  'factorkit:claim:',
  ...['anna@example.com', 'ANNA@example.com', 'x'.repeat(496), '😀'].map((what) => `factorkit:claim:${what}`),
];

/** Ids that stand in another order under every collation, and the longest there are. */
const strange: readonly string[] = [
  ...['ä', 'z', 'Z', 'a ', 'a', 'A', 'å', 'Ø', 'ﬃ', 'ffi', 'zz\0', 'zz', '日本語 太郎'],
  ...['user:', 'user:anna', '0', '1000', '(anna', '[anna', '+', '-'],
  ...['𝒜'.repeat(256), '€'.repeat(512)],
];

/** Those who are there all the time, and those who are gone or made again while a listing goes on. */
const staying: readonly string[] = Array.from({ length: 12 }, (_, number) => `${10 + number} stays`);
const going: readonly string[] = Array.from({ length: 12 }, (_, number) => `${10 + number} goes`);

async function openCrowd({ first, second }: StorageClients): Promise<void> {
  for (const [index, userId] of [...staying, ...going].entries()) {
    await create(index % 2 === 0 ? first : second, userId, account(0));
  }
}

/** A save of somebody who has an account, with a tag that it never had. */
async function saveAgain(storage: StorageAdapter, userId: string): Promise<void> {
  const current = (await storage.load(userId)).stored;
  const next = { tag: `${current?.tag}+`, state: 'saved again' };
  must(await storage.save(userId, next, current?.tag, []), 'the save answers true');
}

/**
 * After each page: the users of the page that may go are deleted, so that all later ones stand nearer to the front, and every
 * other of them is made again, so that they stand at the end where the newest do. Of those who stay one is saved, and
 * two come who were never there.
 */
function comingAndGoing({ first, second }: StorageClients): NonNullable<Listing['between']> {
  let turn = 0;
  return async ({ userIds }) => {
    turn += 1;
    for (const [index, userId] of userIds.entries()) {
      if (!going.includes(userId)) continue;
      await second.delete(userId, [], 'erased:1');
      if (index % 2 === turn % 2) await create(first, userId, account(0));
    }
    const saved = staying[turn % staying.length] ?? '';
    await saveAgain(first, saved);
    if (turn > staying.length) return;
    await create(second, `0 comes ${turn}`, account(0));
    await create(first, `99 comes ${turn}`, account(0));
  };
}

function eachStayingOnce(users: readonly string[]): boolean {
  return staying.every((userId) => users.filter((one) => one === userId).length === 1);
}

/** Creates the deleted users again and deletes the added ones, for the next listing. */
async function restoreCrowd({ first, second }: StorageClients): Promise<void> {
  for (const userId of going) {
    if ((await first.load(userId)).stored === undefined) await create(first, userId, account(0));
  }
  for (const userId of await listed({ readers: [second], limit: 1000 })) {
    if (userId.includes('comes')) await second.delete(userId, [], 'erased:2');
  }
}

export const listingUsers: readonly StorageCase[] = [
  {
    name: 'every user is listed once, in pages of whatever size',
    async check(clients) {
      const { first, second } = clients;
      await listedAre(clients, [], 'in an empty store nobody is listed');
      const users = Array.from({ length: 13 }, (_, number) => `user-${(7 * number) % 13}`);
      for (const [index, userId] of users.entries()) {
        await create(index % 2 === 0 ? first : second, userId, account(index));
      }
      await listedAre(clients, users, 'every user is listed once', [1, 2, 3, 12, 13, 14, 1000]);
    },
  },
  {
    name: 'user ids are listed to the byte, whatever they look like',
    async check(clients) {
      const ids = [...new Set([...alike, ...claims, ...strange])];
      for (const [index, userId] of ids.entries()) {
        await create(index % 2 === 0 ? clients.first : clients.second, userId, account(index));
      }
      await listedAre(clients, ids, 'ids and claims are listed exactly', [1, 7, 1000]);
    },
  },
  {
    name: 'who is listed has an account, and has it once',
    async check(clients) {
      const { first, second } = clients;
      for (const userId of ['anna', 'berta', 'clara']) await create(first, userId, { ...account(1), due: 1 });
      must(await second.save('anna', account(2), 'tag-1', []), 'the save answers true');
      await listedAre(clients, ['anna', 'berta', 'clara'], 'who is saved again is listed once');
      await first.record([event('dora', 1)]);
      must(!(await second.save('dora', account(2), 'tag-1', [])), 'a stale tag is refused');
      must(!(await second.save('berta', account(2), undefined, [])), 'a second create is refused');
      await mustThrow(
        () => first.save('emil', account(1), undefined, [unwritableEvent('emil')]),
        'a save whose event cannot be written throws',
      );
      await first.delete('frida', [event('erased:1', 2)], 'erased:1');
      await listedAre(clients, ['anna', 'berta', 'clara'], 'who has no account is not listed');
      await second.delete('berta', [], 'erased:2');
      await listedAre(clients, ['anna', 'clara'], 'who was deleted is not listed');
      await first.delete('anna', [], 'erased:3');
      await second.delete('clara', [], 'erased:4');
      await listedAre(clients, [], 'where all were deleted nobody is listed');
      await create(second, 'berta', account(1));
      await listedAre(clients, ['berta'], 'who is made again is listed once');
    },
  },
  {
    name: 'who stays is listed once, while others come and go between the pages',
    async check(clients) {
      const { first, second } = clients;
      await openCrowd(clients);
      for (const limit of [1, 2, 3, 5]) {
        const users = await listed({ readers: [first, second], limit, between: comingAndGoing(clients) });
        must(
          eachStayingOnce(users),
          'who is there from before the first page until after the last is on one',
        );
        must(new Set(users).size === users.length, 'who comes or goes meanwhile is on no more than one');
        await restoreCrowd(clients);
      }
    },
  },
  {
    name: 'a user who stays is listed once, no matter who writes meanwhile',
    async check(clients) {
      const { first, second } = clients;
      await openCrowd(clients);
      const writing = { done: false };
      const write = async (writer: number): Promise<void> => {
        const [client, userId] = [writer % 2 === 0 ? first : second, `${10 + writer} stays`];
        for (let round = 0; round < 6; round += 1) {
          await saveAgain(client, userId);
          await create(client, `${10 + writer} comes ${round}`, account(0));
          await client.delete(`${10 + writer} goes`, [], 'erased:1');
        }
      };
      const read = async (limit: number): Promise<readonly (readonly string[])[]> => {
        const listings: (readonly string[])[] = [];
        do listings.push(await listed({ readers: [second, first], limit }));
        while (!writing.done);
        return listings;
      };
      const readers = [read(1), read(5)];
      const writers = staying.map((_, writer) => write(writer));
      const written = Promise.allSettled(writers).finally(() => {
        writing.done = true;
      });
      // All of them end before the store is closed, whatever one of them finds.
      await Promise.allSettled([written, ...readers]);
      await Promise.all(writers);
      for (const users of (await Promise.all(readers)).flat()) {
        must(
          eachStayingOnce(users),
          'who is there from before the first page until after the last is on one',
        );
      }
    },
  },
  {
    name: 'a listing goes on where it ended, with either client',
    async check(clients) {
      const { first, second } = clients;
      const users = Array.from({ length: 8 }, (_, number) => `user-${number}`);
      for (const userId of users) await create(first, userId, account(1));
      const all = await listed({ readers: [second, first], limit: 1 });
      must(sameUsers(all, users), 'a cursor of one client serves the other');
      const begun = await firstListed(first, 3);
      const later = users.filter((userId) => !begun.userIds.includes(userId));
      const rest = async (): Promise<readonly string[]> =>
        begun.cursor === undefined ? [] : listed({ readers: [second], limit: 1000, after: begun.cursor });
      must(sameUsers(await rest(), later), 'a cursor leads to those who were not listed yet');
      must(sameUsers(await rest(), later), 'a cursor can be used again');
      // The very one where a cursor may stand.
      await second.delete(begun.userIds.at(-1) ?? '', [], 'erased:1');
      must(sameUsers(await rest(), later), 'a cursor outlives who was listed last before it');
      for (const userId of users) await first.delete(userId, [], 'erased:2');
      must(sameUsers(await rest(), []), 'a cursor outlives all who were there');
    },
  },
  {
    name: 'listing users changes nothing',
    async check(clients) {
      const { first } = clients;
      await create(first, 'anna', { ...account(1), due: 7 }, events('anna', 1, 2));
      const page = await first.readUserIds({ limit: 1000 });
      Object.assign(page.userIds, { 0: 'berta', 1: 'clara' });
      await listedAre(clients, ['anna'], 'changing a page changes nothing that is stored');
      await bothLoad(clients, 'anna', account(1), 'listing leaves tag and state as they are');
      await trailIs(clients, undefined, events('anna', 1, 2), 'listing writes no event');
      must((await first.due(7, 10)).join() === 'anna', 'listing leaves who is due as it is');
      must((await first.due(6, 10)).length === 0, 'listing leaves who is due as it is');
    },
  },
  {
    name: 'a listing from what is no cursor, or of no number of users, is refused',
    async check({ first }) {
      await create(first, 'anna', account(1));
      for (const after of ['', ' ', 'no cursor', '-1', 'null', 'anna', "' OR 1=1 --", '%', '\ud800']) {
        await mustThrow(
          () => first.readUserIds({ after, limit: 1 }),
          'text that is no cursor is refused by throwing',
        );
      }
      for (const limit of [0, -1, 1.5, 1001, Number.NaN, Number.POSITIVE_INFINITY]) {
        await mustThrow(
          () => first.readUserIds({ limit }),
          'a limit outside 1 to 1000 is refused by throwing',
        );
      }
    },
  },
];
