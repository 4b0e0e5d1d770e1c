import { must } from '../../contract.ts';
import { account, bothLoad, create, event, trailIs } from '../sample.ts';
import type { StorageCase } from '../storage-case.ts';

export const compareAndSet: readonly StorageCase[] = [
  {
    name: 'an account that was never saved is undefined',
    async check(clients) {
      await bothLoad(clients, 'anna', undefined, 'loading what was never saved answers undefined');
    },
  },
  {
    name: 'what one client saved, both load at once',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', account(1));
      await bothLoad(clients, 'anna', account(1), 'the account loads as it was created');
      must(await second.save('anna', account(2), 'tag-1', []), 'saving over the current tag answers true');
      await bothLoad(clients, 'anna', account(2), 'the account loads as it was last saved');
      must(
        await first.save('anna', account(3), 'tag-2', []),
        'saving over the other client’s tag answers true',
      );
      await bothLoad(clients, 'anna', account(3), 'the account loads as it was last saved');
    },
  },
  {
    name: 'a stale tag is refused and writes nothing',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', account(1));
      must(await second.save('anna', account(2), 'tag-1', []), 'saving over the current tag answers true');
      for (const stale of ['tag-1', 'tag-9', '']) {
        must(!(await first.save('anna', account(3), stale, [])), 'a save over a stale tag answers false');
        await bothLoad(clients, 'anna', account(2), 'a refused save leaves the account as it was');
      }
    },
  },
  {
    name: 'creating over an account is refused and writes nothing',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', account(1));
      for (const client of [first, second]) {
        must(!(await client.save('anna', account(2), undefined, [])), 'a second create answers false');
        must(!(await client.save('anna', account(1), undefined, [])), 'the same create again answers false');
      }
      await bothLoad(clients, 'anna', account(1), 'a refused create leaves the account as it was');
    },
  },
  {
    name: 'a save over a tag does not bring an account into being',
    async check(clients) {
      const { first, second } = clients;
      must(!(await first.save('anna', account(2), 'tag-1', [])), 'a save where no account is answers false');
      await bothLoad(clients, 'anna', undefined, 'a save where no account is writes none');
      await create(first, 'berta', account(1));
      await second.delete('berta', [], 'erased:1');
      must(!(await first.save('berta', account(2), 'tag-1', [])), 'a save after a delete answers false');
      await bothLoad(clients, 'berta', undefined, 'a save after a delete does not resurrect the account');
    },
  },
  {
    name: 'a deleted account can be created again, and its old tags are invalid',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', account(1));
      must(await first.save('anna', account(2), 'tag-1', []), 'saving over the current tag answers true');
      await first.delete('anna', [], 'erased:1');
      await create(second, 'anna', account(3));
      for (const dead of ['tag-1', 'tag-2']) {
        must(!(await first.save('anna', account(4), dead, [])), 'a tag from before the delete is refused');
      }
      await bothLoad(clients, 'anna', account(3), 'the new account is as it was created');
      must(await first.save('anna', account(5), 'tag-3', []), 'the new account’s own tag is accepted');
    },
  },
  {
    name: 'tags are compared exactly',
    async check(clients) {
      const tag = 'Zm9vYmFy_-É';
      await create(clients.first, 'anna', { tag, state: '1' });
      const alike = [
        tag.toLowerCase(),
        ` ${tag}`,
        `${tag} `,
        tag.normalize('NFD'),
        `${tag}\0`,
        tag.slice(0, -1),
        '%',
      ];
      for (const other of alike) {
        must(
          !(await clients.first.save('anna', account(2), other, [])),
          'a tag that only looks alike is refused',
        );
      }
      await bothLoad(clients, 'anna', { tag, state: '1' }, 'the tag is kept exactly');
      must(await clients.second.save('anna', account(3), tag, []), 'the tag itself is accepted');
    },
  },
  {
    name: 'users have nothing to do with each other',
    async check(clients) {
      const { first, second } = clients;
      await create(first, 'anna', account(1), [event('anna', 1)]);
      await bothLoad(clients, 'berta', undefined, 'one user’s account is not another’s');
      await create(second, 'berta', account(2), [event('berta', 2)]);
      must(!(await first.save('anna', account(3), 'tag-2', [])), 'another user’s tag is refused');
      must(await first.save('anna', account(2), 'tag-1', []), 'two users may have the same tag');
      must(await first.save('anna', account(4), 'tag-2', []), 'saving over the current tag answers true');
      await bothLoad(clients, 'berta', account(2), 'a save changes no other user’s account');
      await second.delete('anna', [], 'erased:1');
      await bothLoad(clients, 'berta', account(2), 'a delete removes no other user’s account');
      await trailIs(clients, 'anna', [], 'a trail holds the user’s own events');
      await trailIs(clients, 'berta', [event('berta', 2)], 'a trail holds the user’s own events');
    },
  },
  {
    name: 'the store keeps copies',
    async check(clients) {
      const next = account(1);
      const events = [event('anna', 1)];
      await create(clients.first, 'anna', next, events);
      Object.assign(next, account(2));
      Object.assign(events[0] ?? {}, { id: 'changed' });
      events.push(event('anna', 2));
      await bothLoad(clients, 'anna', account(1), 'changing what was passed changes nothing stored');
      await trailIs(clients, 'anna', [event('anna', 1)], 'changing events after the save changes no trail');
      const { events: read } = await clients.first.readEvents({ limit: 1 });
      Object.assign(read[0] ?? {}, { id: 'changed' });
      await trailIs(clients, 'anna', [event('anna', 1)], 'changing events that were read changes no trail');
    },
  },
];
