import { must } from '../../contract.ts';
import { account, bothLoad, create } from '../sample.ts';
import type { StorageCase } from '../storage-case.ts';

/** 2020 and 2100: a clock that tells seconds or microseconds is outside. */
const [EARLIEST, LATEST] = [1_577_836_800_000, 4_102_444_800_000];

/** What the engine needs to know that an answer is for the row that it asked for, and on whose time. */
export const addressing: readonly StorageCase[] = [
  {
    name: 'a load answers with the user id that the store looked up',
    async check(clients) {
      for (const [index, userId] of ['anna', 'bérta', '', 'a\0b', '😀'].entries()) {
        await bothLoad(clients, userId, undefined, 'no account');
        await create(clients.first, userId, account(index));
        await bothLoad(clients, userId, account(index), 'the account that was saved');
      }
    },
  },
  {
    name: 'the store tells its time in milliseconds',
    async check({ first, second }) {
      for (const now of [await first.now(), await second.now()]) {
        must(Number.isSafeInteger(now), 'the time is a whole number');
        must(now > EARLIEST && now < LATEST, 'the time is in milliseconds since 1970');
      }
    },
  },
];
