import { must } from '../../contract.ts';
import {
  account,
  bothLoad,
  create,
  disowned,
  event,
  events,
  sameTrail,
  trailIs,
  trailOf,
} from '../sample.ts';
import type { StorageCase } from '../storage-case.ts';

/** What the user's events become, and those of the delete, which carry the pseudonym when they are passed. */
function erased(userId: string, pseudonym: string, from: number, to: number): ReturnType<typeof disowned>[] {
  return events(userId, from, to).map((one) => disowned(one, pseudonym));
}

export const erasing: readonly StorageCase[] = [
  {
    name: 'a delete removes the account and writes its events',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', account(1), events('anna', 1, 2));
      await second.delete('anna', events('erased:1', 3, 4), 'erased:1');
      await bothLoad(clients, 'anna', undefined, 'a deleted account is gone');
      await trailIs(clients, 'anna', [], 'a deleted account has no trail');
      await trailIs(
        clients,
        'erased:1',
        [...erased('anna', 'erased:1', 1, 2), ...events('erased:1', 3, 4)],
        'the trail outlives the account under the pseudonym, and tells of its end',
      );
    },
  },
  {
    name: 'a delete of nothing still disowns the trail and writes its events',
    async check(clients) {
      const { first, second } = clients;
      await first.delete('anna', events('erased:1', 1, 2), 'erased:1');
      await second.record([event('anna', 3)]);
      await second.delete('anna', events('erased:2', 4, 4), 'erased:2');
      await bothLoad(clients, 'anna', undefined, 'a delete makes no account');
      await trailIs(clients, 'anna', [], 'a delete without an account disowns the trail');
      await trailIs(
        clients,
        undefined,
        [...events('erased:1', 1, 2), ...erased('anna', 'erased:2', 3, 3), ...events('erased:2', 4, 4)],
        'a delete of nothing writes its events',
      );
    },
  },
  {
    name: 'a delete leaves every event in its place, and those of others untouched',
    async check(clients) {
      const { first, second } = clients;
      // The id of one is a word in the events of all: it is the user that is replaced, not a text.
      await create(first, 'totp', account(1), events('totp', 9, 10));
      await create(second, 'berta', account(2), [event('berta', 8)]);
      await first.record([event('totp', 7), event('erased:2', 6), event('berta', 5)]);
      const before = await first.readEvents({ limit: 3 });
      await second.delete('totp', [event('erased:1', 4)], 'erased:1');
      const trail = [
        ...erased('totp', 'erased:1', 9, 10),
        event('berta', 8),
        disowned(event('totp', 7), 'erased:1'),
        event('erased:2', 6),
        event('berta', 5),
        event('erased:1', 4),
      ];
      await trailIs(clients, undefined, trail, 'a delete changes nothing but whose the user’s events are');
      await trailIs(
        clients,
        'berta',
        [event('berta', 8), event('berta', 5)],
        'a delete leaves other users’ trails',
      );
      must(
        sameTrail(await trailOf(second, { after: before.cursor }), trail.slice(3)),
        'a cursor from before a delete leads on',
      );
    },
  },
  {
    name: 'nothing of an erased user is found in the trail',
    async check(clients) {
      const { first, second } = clients;
      const userId = 'anna.o\'brien+"née" \\100%_@example.com';
      await create(first, userId, account(1), [event(userId, 1)]);
      await create(second, 'berta', account(2), [event('berta', 2)]);
      must(await second.save(userId, account(3), 'tag-1', events(userId, 3, 4)), 'the save answers true');
      await first.record([event(userId, 5), event('berta', 6)]);
      const { source: _source, note: _note, ...bare } = event(userId, 7);
      await first.record([bare]);
      await first.delete(userId, [], 'erased:1');
      for (const client of [first, second]) {
        const trail = await trailOf(client);
        must(trail.length === 7, 'a delete removes no event');
        must(
          trail.flatMap(textsIn).every((text) => !text.includes(userId)),
          'the user id is nowhere in the trail',
        );
        for (const { userId: of, source, note } of trail) {
          const gone = source === undefined && note === undefined;
          must(gone === (of === 'erased:1'), 'where the user came from and what was noted is gone');
        }
        must((await client.readEvents({ userId, limit: 1 })).events.length === 0, 'the user has no trail');
      }
    },
  },
  {
    name: 'a user created after a delete under the same id starts again',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', account(1), [event('anna', 1)]);
      await first.delete('anna', [event('erased:1', 2)], 'erased:1');
      await create(second, 'anna', account(2), [event('anna', 3)]);
      await first.record([event('anna', 4)]);
      const old = [disowned(event('anna', 1), 'erased:1'), event('erased:1', 2)];
      await trailIs(clients, 'anna', events('anna', 3, 4), 'a new account has the new events');
      await trailIs(clients, 'erased:1', old, 'a new account does not lengthen the old trail');
      await second.delete('anna', [event('erased:2', 5)], 'erased:2');
      await trailIs(clients, 'erased:1', old, 'a second delete leaves the first trail as it was');
      await trailIs(
        clients,
        'erased:2',
        [...erased('anna', 'erased:2', 3, 4), event('erased:2', 5)],
        'a second delete has a trail of its own',
      );
    },
  },
];

/** Every text in a value, names of members excepted. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
