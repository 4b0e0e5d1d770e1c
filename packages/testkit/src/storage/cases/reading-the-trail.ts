import type { AuditEvent, EventPage, StorageAdapter } from '@factorkit/core';
import { must, mustThrow } from '../../contract.ts';
import { account, create, event, events, sameTrail, trailIs, trailOf } from '../sample.ts';
import type { StorageCase } from '../storage-case.ts';

const WRITERS = 16;
const BATCHES = 6;

/** Reads on while others write, and to the end once they are done. */
async function follow(
  storage: StorageAdapter,
  userId: string | undefined,
  writing: { readonly done: boolean },
): Promise<readonly AuditEvent[]> {
  const seen: AuditEvent[] = [];
  let after: string | undefined;
  let page: EventPage;
  let last: boolean;
  do {
    // Asked before reading: what was written until then is in a page that follows.
    last = writing.done;
    page = await storage.readEvents({ userId, after, limit: 3 });
    seen.push(...page.events);
    after = page.cursor;
    must(seen.length <= 3 * WRITERS * BATCHES, 'no event is read twice');
  } while (!last || page.events.length > 0);
  return seen;
}

export const readingTheTrail: readonly StorageCase[] = [
  {
    name: 'the trail is read page by page, of one user or of all',
    async check(clients) {
      const { first, second } = clients;
      // The numbers fall and so do the times: the order is that of the commits.
      const anna = [event('anna', 90), event('anna', 80), event('anna', 60), event('anna', 30)];
      const berta = [event('berta', 70), event('berta', 50), event('berta', 40)];
      const [one, two, three, four] = anna;
      const all = [one, two, berta[0], three, berta[1], berta[2], four].filter((of) => of !== undefined);
      for (const [index, next] of all.entries()) await (index % 2 === 0 ? first : second).record([next]);
      for (const limit of [1, 2, 3, 1000]) {
        const asked = `in pages of ${limit}`;
        for (const client of [first, second]) {
          must(sameTrail(await trailOf(client, { limit }), all), `the whole trail is read ${asked}`);
          for (const trail of [anna, berta]) {
            const userId = trail[0]?.userId;
            must(
              sameTrail(await trailOf(client, { userId, limit }), trail),
              `a user’s trail is read ${asked}`,
            );
          }
        }
      }
      await trailIs(clients, 'nobody', [], 'a user to whom nothing happened has an empty trail');
    },
  },
  {
    name: 'reading goes on where it ended, with either client',
    async check(clients) {
      const { first, second } = clients;
      const empty = await first.readEvents({ limit: 10 });
      must(empty.events.length === 0, 'a new store has no events');
      await first.record(events('anna', 1, 3));
      const begun = await second.readEvents({ after: empty.cursor, limit: 2 });
      must(sameTrail(begun.events, events('anna', 1, 2)), 'the cursor of an empty store leads on');
      const ended = await first.readEvents({ after: begun.cursor, limit: 10 });
      must(sameTrail(ended.events, events('anna', 3, 3)), 'a cursor of one client leads on with the other');
      const nothing = await second.readEvents({ after: ended.cursor, limit: 10 });
      must(nothing.events.length === 0, 'at the end of the trail the page is empty');
      await create(second, 'anna', account(1), events('anna', 4, 5));
      for (const { cursor: after } of [ended, nothing]) {
        const later = await first.readEvents({ after, limit: 10 });
        must(
          sameTrail(later.events, events('anna', 4, 5)),
          'what was written since is what comes after the cursor',
        );
      }
      const again = await second.readEvents({ after: begun.cursor, limit: 10 });
      must(sameTrail(again.events, events('anna', 3, 5)), 'a cursor can be used again');
    },
  },
  {
    name: 'a trail of more than a thousand events is kept and read whole',
    async check(clients) {
      await clients.first.record(events('anna', 1, 1001));
      await clients.first.record(events('berta', 1002, 1003));
      await trailIs(clients, 'anna', events('anna', 1, 1001), 'a user’s trail has no bound');
      await trailIs(
        clients,
        undefined,
        [...events('anna', 1, 1001), ...events('berta', 1002, 1003)],
        'the trail of all has no bound',
      );
    },
  },
  {
    name: 'a reader misses nothing while others write',
    async check(clients) {
      const { first, second } = clients;
      const writing = { done: false };
      const write = async (writer: number): Promise<void> => {
        const client = writer % 2 === 0 ? first : second;
        for (let batch = 0; batch < BATCHES; batch += 1) {
          const number = 100 * writer + 10 * batch;
          const userId = batch % 3 === 2 ? 'berta' : 'anna';
          if (batch % 2 === 0) await client.record(events(userId, number, number + 2));
          else await create(client, `user-${number}`, account(number), events(userId, number, number + 2));
        }
      };
      const readers = [first, second].flatMap((client) =>
        [undefined, 'anna', 'berta'].map(async (userId) => ({
          userId,
          seen: await follow(client, userId, writing),
        })),
      );
      const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
      const written = Promise.allSettled(writers).finally(() => {
        writing.done = true;
      });
      // All of them end before the store is closed, whatever one of them finds.
      await Promise.allSettled([written, ...readers]);
      await Promise.all(writers);
      const whole = await trailOf(first);
      must(whole.length === 3 * WRITERS * BATCHES, 'every event is there once');
      for (const { userId, seen } of await Promise.all(readers)) {
        const wanted = whole.filter((of) => userId === undefined || of.userId === userId);
        must(sameTrail(seen, wanted), 'no event that is committed later falls before a cursor');
      }
    },
  },
  {
    name: 'what is no cursor and what is no limit is refused',
    async check({ first }) {
      await first.record(events('anna', 1, 2));
      for (const after of ['', ' ', 'no cursor', '-1', 'null', '1; DROP TABLE events', '\ud800']) {
        for (const userId of [undefined, 'anna']) {
          await mustThrow(
            () => first.readEvents({ userId, after, limit: 1 }),
            'text that is no cursor is refused by throwing',
          );
        }
      }
      for (const limit of [0, -1, 1.5, 1001, Number.NaN, Number.POSITIVE_INFINITY]) {
        await mustThrow(
          () => first.readEvents({ limit }),
          'a limit outside 1 to 1000 is refused by throwing',
        );
      }
    },
  },
];
