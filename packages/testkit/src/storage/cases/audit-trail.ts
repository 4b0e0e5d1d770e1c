import { must, mustThrow } from '../../contract.ts';
import { account, bothLoad, create, event, events, trailIs, unwritableEvent } from '../sample.ts';
import type { StorageCase } from '../storage-case.ts';

export const auditTrail: readonly StorageCase[] = [
  {
    name: 'events are kept whole, once and in order',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', account(1), events('anna', 1, 3));
      await trailIs(clients, 'anna', events('anna', 1, 3), 'creating writes the events');
      must(await second.save('anna', account(2), 'tag-1', events('anna', 4, 20)), 'the save answers true');
      must(await first.save('anna', account(3), 'tag-2', []), 'a save without events answers true');
      must(await first.save('anna', account(4), 'tag-3', events('anna', 21, 21)), 'the save answers true');
      await trailIs(
        clients,
        'anna',
        events('anna', 1, 21),
        'every event is there, once, in the order of writing',
      );
    },
  },
  {
    name: 'a refused save writes no event',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', account(1), events('anna', 1, 1));
      must(!(await second.save('anna', account(2), 'tag-9', events('anna', 2, 3))), 'a stale tag is refused');
      must(
        !(await second.save('anna', account(2), undefined, events('anna', 2, 3))),
        'a second create is refused',
      );
      must(
        !(await first.save('berta', account(2), 'tag-1', events('berta', 2, 3))),
        'a missing row is refused',
      );
      await trailIs(clients, 'anna', events('anna', 1, 1), 'a refused save writes none of its events');
      await trailIs(clients, 'berta', [], 'a refused save writes none of its events');
    },
  },
  {
    name: 'state and events are written together or not at all',
    async check(clients) {
      const { first, second } = clients;
      const fails = 'a save whose event cannot be written throws';
      const unwritable = [event('anna', 2), event('anna', 3), unwritableEvent('anna')];
      await mustThrow(() => first.save('anna', account(1), undefined, unwritable), fails);
      await bothLoad(
        clients,
        'anna',
        undefined,
        'an event that cannot be written takes the new account with it',
      );
      await trailIs(clients, 'anna', [], 'an event that cannot be written takes those before it along');
      await create(second, 'anna', account(1), [event('anna', 1)]);
      await mustThrow(() => first.save('anna', account(2), 'tag-1', unwritable), fails);
      await bothLoad(clients, 'anna', account(1), 'an event that cannot be written takes the state with it');
      await mustThrow(
        () => first.delete('anna', unwritable, 'erased:1'),
        'a delete whose event cannot be written throws',
      );
      await bothLoad(clients, 'anna', account(1), 'a delete that threw has removed nothing');
      await trailIs(
        clients,
        'anna',
        [event('anna', 1)],
        'a delete that threw has left the trail to the user',
      );
      must(
        await first.save('anna', account(2), 'tag-1', [event('anna', 2)]),
        'the store works on afterwards',
      );
    },
  },
];
