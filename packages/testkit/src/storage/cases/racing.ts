import type { StorageAdapter, StoredAccount } from '@factorkit/core';
import { must } from '../../contract.ts';
import type { StorageClients } from '../clients.ts';
import { account, bothLoad, create, event, trailIs } from '../sample.ts';
import type { StorageCase } from '../storage-case.ts';

const WRITERS = 32;
const ROUNDS = 8;

/** Saves by 32 writers at once, over both clients. Gives the number of the one that won. */
async function race(clients: StorageClients, userId: string, expected: string | undefined): Promise<number> {
  const answers = await Promise.allSettled(
    Array.from({ length: WRITERS }, (_, writer) =>
      clientOf(clients, writer).save(userId, racer(writer), expected, [event(userId, writer)]),
    ),
  );
  must(
    answers.every(({ status }) => status === 'fulfilled'),
    'a lost race is answered with false, not thrown',
  );
  const winners = [...answers.entries()].filter(
    ([, answer]) => answer.status === 'fulfilled' && answer.value,
  );
  const [winner] = winners;
  must(
    winner !== undefined && winners.length === 1,
    'of 32 writers with the same expected tag, exactly one wins',
  );
  return winner[0];
}

function racer(writer: number): StoredAccount {
  return account(1000 + writer);
}

function clientOf({ first, second }: StorageClients, number: number): StorageAdapter {
  return number % 2 === 0 ? first : second;
}

export const racing: readonly StorageCase[] = [
  {
    name: 'of 32 writers over one tag exactly one wins',
    async check(clients) {
      for (let round = 0; round < ROUNDS; round += 1) {
        const userId = `user-${round}`;
        await create(clients.first, userId, account(1));
        const winner = await race(clients, userId, 'tag-1');
        await bothLoad(clients, userId, racer(winner), 'the account is the winner’s');
        await trailIs(clients, userId, [event(userId, winner)], 'the trail is the winner’s');
      }
    },
  },
  {
    name: 'of 32 writers that create an account exactly one wins',
    async check(clients) {
      for (let round = 0; round < ROUNDS; round += 1) {
        const userId = `user-${round}`;
        const winner = await race(clients, userId, undefined);
        await bothLoad(clients, userId, racer(winner), 'the account is the winner’s');
        await trailIs(clients, userId, [event(userId, winner)], 'the trail is the winner’s');
      }
    },
  },
  {
    name: 'a save that races with a delete does not bring the account back',
    async check(clients) {
      const { first, second } = clients;
      for (let round = 0; round < ROUNDS; round += 1) {
        const userId = `user-${round}`;
        await create(first, userId, account(1));
        const saving = (): Promise<unknown> => first.save(userId, account(2), 'tag-1', []);
        const deleting = (): Promise<unknown> => second.delete(userId, [], 'erased:1');
        await Promise.all(round % 2 === 0 ? [saving(), deleting()] : [deleting(), saving()]);
        await bothLoad(clients, userId, undefined, 'after a delete and a racing save there is no account');
      }
    },
  },
  {
    name: 'writers of different users all win',
    async check(clients) {
      const answers = await Promise.allSettled(
        Array.from({ length: WRITERS }, (_, writer) =>
          clientOf(clients, writer).save(`user-${writer}`, racer(writer), undefined, []),
        ),
      );
      must(
        answers.every((answer) => answer.status === 'fulfilled' && answer.value),
        'a save is refused for the tag of its own account only',
      );
      for (let writer = 0; writer < WRITERS; writer += 1) {
        await bothLoad(clients, `user-${writer}`, racer(writer), 'every writer’s account is there');
      }
    },
  },
  {
    name: 'a reader never sees half of a save',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', account(0));
      const saves = 50;
      const writing = async (): Promise<void> => {
        for (let number = 1; number <= saves; number += 1) {
          must(await first.save('anna', account(number), `tag-${number - 1}`, []), 'the save answers true');
        }
      };
      const reading = async (): Promise<void> => {
        for (let number = 0; number < 4 * saves; number += 1) {
          const seen = (await second.load('anna')).stored;
          const whole =
            seen !== undefined && seen.state === account(Number(seen.tag.slice('tag-'.length))).state;
          must(whole, 'tag and state that are loaded were saved together');
        }
      };
      await Promise.all([writing(), reading()]);
    },
  },
];
