import type { StoredAccount } from '@factorkit/core';
import { must, mustThrow } from '../../contract.ts';
import type { StorageClients } from '../clients.ts';
import { account, bothLoad, create, event, unwritableEvent } from '../sample.ts';
import type { StorageCase } from '../storage-case.ts';

/** A time that does not fit into 32 bits. */
const NOON = 1_800_000_000_000;
const EVER = Number.MAX_SAFE_INTEGER;

function dueAccount(number: number, due: number): StoredAccount {
  return { ...account(number), due };
}

/** Both clients find exactly these users due, in this order. */
async function dueAre(
  { first, second }: StorageClients,
  { now, limit = 1000 }: { readonly now: number; readonly limit?: number },
  wanted: readonly string[],
  sentence: string,
): Promise<void> {
  const same = (found: readonly string[]): boolean =>
    found.length === wanted.length && found.every((userId, index) => userId === wanted[index]);
  must(same(await first.due(now, limit)), sentence);
  must(same(await second.due(now, limit)), `${sentence} (seen by the other client)`);
}

export const dueAccounts: readonly StorageCase[] = [
  {
    name: 'an account is listed once it is due, and not before',
    async check(clients) {
      const { first, second } = clients;
      await dueAre(clients, { now: EVER }, [], 'in an empty store nobody is due');
      await create(first, 'anna', dueAccount(1, NOON));
      await create(second, 'berta', account(2));
      await create(second, 'clara', dueAccount(3, NOON + 1));
      await dueAre(clients, { now: NOON - 1 }, [], 'before its time no account is due');
      await dueAre(clients, { now: NOON }, ['anna'], 'at its very millisecond an account is due');
      await dueAre(clients, { now: NOON }, ['anna'], 'asking changes nothing');
      await dueAre(
        clients,
        { now: EVER },
        ['anna', 'clara'],
        'an account in which nothing waits is never due',
      );
      await bothLoad(clients, 'anna', account(1), 'what is due leaves tag and state as they are');
    },
  },
  {
    name: 'who is due longest comes first, and no more than asked for',
    async check(clients) {
      const { first, second } = clients;
      const dues = { dora: 1000, anna: 999, emil: NOON + 1, berta: 20_000, clara: NOON, frida: 0 };
      for (const [index, [userId, due]] of Object.entries(dues).entries()) {
        await create(index % 2 === 0 ? first : second, userId, dueAccount(index, due));
      }
      const order = ['frida', 'anna', 'dora', 'berta', 'clara', 'emil'];
      for (const limit of [1, 2, 5, 6, 7, 1000]) {
        await dueAre(
          clients,
          { now: EVER, limit },
          order.slice(0, limit),
          `who is due longest comes first, at most ${limit}`,
        );
      }
      await dueAre(
        clients,
        { now: NOON, limit: 5 },
        order.slice(0, 5),
        'those who are not due take no one’s place',
      );
    },
  },
  {
    name: 'each save says again when the account is due',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', dueAccount(1, NOON));
      must(await second.save('anna', dueAccount(2, NOON + 9), 'tag-1', []), 'the save answers true');
      await dueAre(clients, { now: NOON + 8 }, [], 'a later due takes the place of the one before');
      await dueAre(clients, { now: NOON + 9 }, ['anna'], 'a later due is kept');
      const refused = 'a refused save leaves the due as it was';
      must(!(await first.save('anna', dueAccount(3, NOON), 'tag-1', [])), 'a stale tag is refused');
      must(!(await second.save('anna', dueAccount(3, NOON), undefined, [])), 'a second create is refused');
      must(!(await first.save('anna', account(3), 'tag-1', [])), 'a stale tag is refused');
      await mustThrow(
        () => second.save('anna', dueAccount(3, NOON), 'tag-2', [unwritableEvent('anna')]),
        'a save whose event cannot be written throws',
      );
      await dueAre(clients, { now: NOON + 8 }, [], refused);
      await dueAre(clients, { now: NOON + 9 }, ['anna'], refused);
      must(await first.save('anna', dueAccount(3, NOON - 9), 'tag-2', []), 'the save answers true');
      await dueAre(clients, { now: NOON - 9 }, ['anna'], 'an earlier due takes the place of the one before');
      must(await second.save('anna', account(4), 'tag-3', []), 'the save answers true');
      await dueAre(clients, { now: EVER }, [], 'a save without a due ends the waiting');
      must(await first.save('anna', dueAccount(5, NOON), 'tag-4', []), 'the save answers true');
      await dueAre(clients, { now: NOON }, ['anna'], 'an account can be due again');
    },
  },
  {
    name: 'an account that keeps its tag and its text can be due at another time',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', dueAccount(1, NOON));
      must(await second.save('anna', dueAccount(1, NOON + 9), 'tag-1', []), 'the save answers true');
      await dueAre(clients, { now: NOON + 8 }, [], 'the later due is kept');
      await dueAre(clients, { now: NOON + 9 }, ['anna'], 'the later due is kept');
      await bothLoad(clients, 'anna', account(1), 'tag and state are as they were');
    },
  },
  {
    name: 'a deleted account is not due any more',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', dueAccount(1, NOON));
      await create(first, 'berta', dueAccount(2, NOON + 1));
      await second.delete('anna', [], 'erased:1');
      await dueAre(clients, { now: EVER }, ['berta'], 'a deleted account is not due');
      await create(first, 'anna', account(3));
      await dueAre(clients, { now: EVER }, ['berta'], 'a new account is not due because the old one was');
    },
  },
  {
    name: 'what is no time and no number of accounts is refused',
    async check(clients) {
      const { first } = clients;
      await create(first, 'anna', dueAccount(1, NOON));
      for (const time of [Number.NaN, 1.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        const refuses = 'a time that is no whole number is refused by throwing';
        await mustThrow(() => first.save('berta', dueAccount(2, time), undefined, []), refuses);
        await mustThrow(() => first.save('anna', dueAccount(2, time), 'tag-1', []), refuses);
        await mustThrow(() => first.due(time, 1), refuses);
        await mustThrow(() => first.record([{ ...event('anna', 1), at: time }]), refuses);
      }
      for (const limit of [0, -1, 1.5, 1001, Number.NaN, Number.POSITIVE_INFINITY]) {
        await mustThrow(() => first.due(NOON, limit), 'a limit outside 1 to 1000 is refused by throwing');
      }
      await bothLoad(clients, 'berta', undefined, 'what was refused was not written');
      await bothLoad(clients, 'anna', account(1), 'what was refused was not written');
      await dueAre(clients, { now: EVER }, ['anna'], 'what was refused was not written');
    },
  },
];
