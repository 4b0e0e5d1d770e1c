import { must, mustThrow } from '../../contract.ts';
import { alike } from '../alike.ts';
import { account, bothLoad, create, event, trailIs } from '../sample.ts';
import type { StorageCase } from '../storage-case.ts';

const KILOBYTE = 1024;

/** Texts that some store somewhere tidies up. */
const states: readonly string[] = [
  '',
  ' ',
  'not JSON',
  '{ "b": 1,  "a": 2, "a": 3, "n": 1.0, "big": 1e400, "u": "\\u00e9" }',
  '  leading and trailing \t\n\n',
  'line\rline\nline\r\nline',
  '\ufeffafter a byte order mark',
  'a\0b\0',
  'é and e\u0301, Å and A\u030a, ﬁ and fi',
  '😀 🏳️‍🌈 𝒜 \u{10ffff} \uffff \u2028 \u2029 \u0001 \u007f \u0085',
  `'; DROP TABLE accounts; -- " \` $1 ? :a @b %s {0} \\ \\n \\u0041 \${x}`,
];

export const opaqueText: readonly StorageCase[] = [
  {
    name: 'state is kept byte for byte',
    async check(clients) {
      for (const [index, state] of states.entries()) {
        const userId = `user-${index}`;
        await create(clients.first, userId, { tag: 'a', state });
        await bothLoad(clients, userId, { tag: 'a', state }, `state number ${index} is created exactly`);
        const longer = `${state}+`;
        must(
          await clients.second.save(userId, { tag: 'b', state: longer }, 'a', []),
          'the save answers true',
        );
        await bothLoad(
          clients,
          userId,
          { tag: 'b', state: longer },
          `state number ${index} is saved exactly`,
        );
        must(await clients.second.save(userId, { tag: 'c', state }, 'b', []), 'the save answers true');
        await bothLoad(clients, userId, { tag: 'c', state }, `state number ${index} is saved exactly`);
      }
    },
  },
  {
    name: 'state of up to 256 KB is kept whole',
    async check(clients) {
      const sizes = [64 * KILOBYTE - 1, 64 * KILOBYTE, 64 * KILOBYTE + 1, 256 * KILOBYTE];
      for (const size of sizes) {
        for (const letter of ['x', '€', '😀']) {
          const bytes = new TextEncoder().encode(letter).length;
          const state = letter.repeat(Math.floor(size / bytes));
          const userId = `${size} of ${letter}`;
          await create(clients.first, userId, { tag: 'a', state });
          await bothLoad(clients, userId, { tag: 'a', state }, `a state of ${size} bytes is kept whole`);
        }
      }
    },
  },
  {
    name: 'user ids are opaque: those that look alike are different users',
    async check(clients) {
      const { first, second } = clients;
      for (const [index, userId] of alike.entries()) {
        await bothLoad(clients, userId, undefined, `id number ${index} is not mixed up with an earlier one`);
        const next = { ...account(index), due: index };
        await create(index % 2 === 0 ? first : second, userId, next, [event(userId, index)]);
      }
      const due = await first.due(alike.length, 1000);
      must(
        due.length === alike.length && due.every((userId, index) => userId === alike[index]),
        'ids of due accounts are listed exactly',
      );
      for (const [index, userId] of alike.entries()) {
        await bothLoad(clients, userId, account(index), `id number ${index} has its own account`);
        await trailIs(clients, userId, [event(userId, index)], `id number ${index} has its own trail`);
      }
      // Deleted from the front: whatever one delete takes too many is missing when its own turn comes.
      for (const [index, userId] of alike.entries()) {
        await bothLoad(clients, userId, account(index), `id number ${index} outlives the delete of others`);
        const own = [event(userId, index)];
        await trailIs(clients, userId, own, `id number ${index} keeps its trail when others are deleted`);
        await first.delete(userId, [], `erased:${index}`);
        await bothLoad(clients, userId, undefined, `id number ${index} is deleted`);
        await trailIs(clients, userId, [], `id number ${index} has no trail after its delete`);
      }
    },
  },
  {
    name: 'text that is not well-formed Unicode is refused, not repaired',
    async check(clients) {
      const { first } = clients;
      for (const broken of ['\ud800', 'a\udc00', '\udc00\ud800', '😀\ud83d']) {
        const refuses = 'an unpaired surrogate is refused by throwing';
        await mustThrow(() => first.load(broken), refuses);
        await mustThrow(() => first.save(broken, account(1), undefined, []), refuses);
        await mustThrow(() => first.delete(broken, [event('anna', 1)], 'erased:1'), refuses);
        await mustThrow(() => first.delete('anna', [event('anna', 1)], broken), refuses);
        await mustThrow(() => first.record([event('anna', 1), event(broken, 2)]), refuses);
        await mustThrow(() => first.readEvents({ userId: broken, limit: 1 }), refuses);
        await mustThrow(() => first.save('anna', { tag: broken, state: '1' }, undefined, []), refuses);
        await mustThrow(() => first.save('anna', { tag: 'a', state: broken }, undefined, []), refuses);
      }
      await bothLoad(clients, 'anna', undefined, 'what was refused was not written');
      await trailIs(clients, undefined, [], 'what was refused wrote no event');
    },
  },
];
