import type { AuditEvent, StorageAdapter, StoredAccount } from '@factorkit/core';
import { must } from '../../contract.ts';
import type { Disturbance, StorageClients } from '../clients.ts';
import { listed } from '../listed.ts';
import { account, bothLoad, create, event, sameTrail, trailOf } from '../sample.ts';
import type { StorageCase } from '../storage-case.ts';

const nothing: Disturbance = { name: 'nothing happened', apply: async () => {} };

/** How often a call may throw after a disturbance before it works again. */
const TRIES = 3;

/** Refusing is safe after a disturbance. What is answered must be true, and in the end there is an answer. */
async function inTheEnd<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}

/** A save, as the engine does it: one that threw is looked up by its tag. */
function saved(
  client: StorageAdapter,
  userId: string,
  next: StoredAccount,
  expected: string | undefined,
  events: readonly AuditEvent[] = [],
): Promise<boolean> {
  let threw = false;
  return inTheEnd(async () => {
    if (threw && (await client.load(userId)).stored?.tag === next.tag) return true;
    try {
      return await client.save(userId, next, expected, events);
    } catch (error) {
      threw = true;
      throw error;
    }
  });
}

async function afterEach(
  clients: StorageClients,
  check: (
    client: StorageAdapter,
    disturbance: Disturbance,
    names: readonly [string, string],
  ) => Promise<void>,
): Promise<void> {
  for (const [number, disturbance] of (clients.disturbances ?? [nothing]).entries()) {
    for (const [index, client] of [clients.first, clients.second].entries()) {
      await check(client, disturbance, [`anna-${number}-${index}`, `bérta-${number}-${index}`]);
    }
  }
}

/**
 * The clients of a store are shared with the portal, sit behind poolers, and keep things on their connections. A call may
 * throw because of that. It must not answer for a row that it did not reach.
 */
export const disturbed: readonly StorageCase[] = [
  {
    name: 'after a disturbance a load finds the account that is there, and no other',
    async check(clients) {
      await afterEach(clients, async (client, { name, apply }, [anna, berta]) => {
        await create(client, anna, account(1));
        await client.load(anna);
        await apply();
        for (const [userId, wanted] of [
          [anna, account(1)],
          [berta, undefined],
          [anna, account(1)],
        ] as const) {
          const loaded = await inTheEnd(() => client.load(userId));
          must(loaded.userId === userId, `${name}: a load is for the user who was asked for`);
          must(loaded.stored?.tag === wanted?.tag, `${name}: a load finds the account that is there`);
          must(loaded.stored?.state === wanted?.state, `${name}: the account is whole`);
        }
      });
    },
  },
  {
    name: 'after a disturbance a write is in its own row, and its answer is true',
    async check(clients) {
      await afterEach(clients, async (client, { name, apply }, [anna, berta]) => {
        await create(client, anna, account(1));
        must(await client.save(anna, account(2), 'tag-1', []), 'saving over the current tag answers true');
        await apply();
        must(await saved(client, anna, account(3), 'tag-2'), `${name}: a save that was made answers true`);
        await bothLoad(clients, anna, account(3), `${name}: a save changes the user’s own row`);
        await apply();
        must(
          !(await saved(client, anna, account(4), 'tag-2')),
          `${name}: a save over a stale tag is refused`,
        );
        await apply();
        must(await saved(client, berta, account(5), undefined), `${name}: a create answers true`);
        await bothLoad(clients, berta, account(5), `${name}: a create makes the user’s own row`);
        await apply();
        await inTheEnd(() => client.delete(anna, [], `erased:${anna}`));
        await bothLoad(clients, anna, undefined, `${name}: a delete that resolved has removed the row`);
        await bothLoad(clients, berta, account(5), `${name}: a delete leaves the rows of others`);
      });
    },
  },
  {
    name: 'after a disturbance trails and lists are those that were asked for',
    async check(clients) {
      await afterEach(clients, async (client, { name, apply }, [anna, berta]) => {
        const trailFor = (userId: string): Promise<readonly AuditEvent[]> =>
          inTheEnd(() => trailOf(client, { userId }));
        await create(client, anna, { ...account(1), due: 1 }, [event(anna, 1)]);
        await create(client, berta, account(2), [event(berta, 2)]);
        await apply();
        await inTheEnd(() => client.record([event(anna, 3)]));
        await apply();
        must(
          sameTrail(await trailFor(anna), [event(anna, 1), event(anna, 3)]),
          `${name}: a user’s trail is their own`,
        );
        must(sameTrail(await trailFor(berta), [event(berta, 2)]), `${name}: a user’s trail is their own`);
        await apply();
        must((await inTheEnd(() => client.due(1, 1000))).includes(anna), `${name}: who is due is found`);
        await apply();
        const users = await inTheEnd(() => listed({ readers: [client], limit: 1000 }));
        must(users.includes(anna) && users.includes(berta), `${name}: who has an account is listed`);
        for (const userId of [anna, berta]) await client.delete(userId, [], `erased:${userId}`);
      });
    },
  },
];
