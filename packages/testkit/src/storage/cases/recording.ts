import { must, mustThrow } from '../../contract.ts';
import { account, bothLoad, create, event, events, trailIs, trailOf, unwritableEvent } from '../sample.ts';
import type { StorageCase } from '../storage-case.ts';

const RECORDERS = 32;

export const recording: readonly StorageCase[] = [
  {
    name: 'recorded events are kept whole, once and in order, next to those of saves',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', account(1), events('anna', 1, 2));
      await second.record(events('anna', 3, 5));
      must(await first.save('anna', account(2), 'tag-1', events('anna', 6, 6)), 'the save answers true');
      await first.record([event('anna', 7), event('berta', 8), event('anna', 9)]);
      await second.record([]);
      await trailIs(
        clients,
        undefined,
        [...events('anna', 1, 7), event('berta', 8), event('anna', 9)],
        'every event is there, once, in the order of writing',
      );
      await trailIs(clients, 'berta', [event('berta', 8)], 'a recorded event is in its own user’s trail');
    },
  },
  {
    name: 'recording changes no account',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', { ...account(1), due: 5 });
      await second.record([...events('anna', 1, 2), event('berta', 3)]);
      await bothLoad(clients, 'anna', account(1), 'recording leaves the account as it was');
      await bothLoad(clients, 'berta', undefined, 'recording brings no account into being');
      must((await first.due(5, 10)).join() === 'anna', 'recording leaves what is due as it was');
      must(await first.save('anna', account(2), 'tag-1', []), 'recording leaves the tag as it was');
    },
  },
  {
    name: 'events are recorded together or not at all',
    async check(clients) {
      const { first, second } = clients;
      await second.record([event('anna', 1)]);
      await mustThrow(
        () => first.record([event('anna', 2), event('berta', 3), unwritableEvent('anna'), event('anna', 4)]),
        'recording an event that cannot be written throws',
      );
      const others = 'an event that cannot be recorded takes the others along';
      await trailIs(clients, undefined, [event('anna', 1)], others);
      await first.record([event('anna', 5)]);
      await trailIs(
        clients,
        undefined,
        [event('anna', 1), event('anna', 5)],
        'the store works on afterwards',
      );
    },
  },
  {
    name: 'of 32 that record and one that saves, nobody is in the way of another',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', account(1));
      const batches = Array.from({ length: RECORDERS }, (_, number) =>
        events('anna', 10 * number, 10 * number + 2),
      );
      const recorded = batches.map((batch, number) => (number % 2 === 0 ? first : second).record(batch));
      const saved = first.save('anna', account(2), 'tag-1', [event('anna', 1000)]);
      const answers = await Promise.allSettled([saved, ...recorded]);
      must(
        answers.every(({ status }) => status === 'fulfilled'),
        'recording is not refused because others write',
      );
      must(await saved, 'recording is not in the way of a save');
      const trail = await trailOf(second, { userId: 'anna' });
      must(trail.length === 3 * RECORDERS + 1, 'every event is there once, no matter who else wrote');
      for (const batch of batches) {
        const places = batch.map(({ id }) => trail.findIndex((found) => found.id === id));
        must(
          places.every((place, index) => place > (places[index - 1] ?? -1)),
          'what was recorded together is there in its order',
        );
      }
    },
  },
];
