import { createPostgresStorage, type PostgresClient } from '@factorkit/storage-postgres';
import type pg from 'pg';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { dose } from '../../../test-tiers.ts';
import type { PostgresValue } from '../src/client.ts';
import { type Crowd, signInAtOnce } from './crowd.ts';
import { openPgbouncer } from './pgbouncer.ts';
import { openPool, openStore, rowsOf, type Store } from './places.ts';

const clients = {
  pg: (url: string): pg.Pool => openPool(url, 10),
  'postgres.js': (url: string): postgres.Sql => postgres(url, { onnotice: () => {} }),
  'postgres.js, prepare: false': (url: string): postgres.Sql =>
    postgres(url, { prepare: false, onnotice: () => {} }),
} as const;

/** Ends a test that hangs. */
const timeout = dose.crowd.people * 6_000;

type ClientName = keyof typeof clients;
const names: readonly ClientName[] = ['pg', 'postgres.js', 'postgres.js, prepare: false'];

/** Every person has one row, under their own id, and the trail speaks of nobody else. */
async function nobodyElse({ pool, place }: Store, people: number): Promise<void> {
  const wanted = Array.from({ length: people }, (_, number) => `person-${number}`).sort();
  for (const table of ['accounts', 'events']) {
    const { rows } = await pool.query<{ id: string }>(
      `SELECT DISTINCT convert_from(user_id, 'UTF8') AS id FROM ${place.schema}.factorkit_${table}`,
    );
    expect(rows.map(({ id }) => id).sort()).toEqual(wanted);
  }
}

interface Confusion extends Pick<Crowd, 'people' | 'rounds'> {
  readonly store: Store;
  /** Where the client under test connects. */
  readonly url: string;
  /** Statements that the portal sends on the same connections, beside the sign-ins. */
  readonly portalSends: readonly string[];
}

async function nobodyIsLetIn(
  name: ClientName,
  { store, url, portalSends, people, rounds }: Confusion,
): Promise<void> {
  const client = clients[name](url);
  // Where calls hang, the end must not wait for them.
  onTestFinished(() => ('unsafe' in client ? client.end({ timeout: 0 }) : client.end()));
  const storage = await createPostgresStorage({ client, ...store.place });
  const tally = await signInAtOnce({
    people,
    rounds,
    calm: store.storage,
    storage,
    async beside() {
      await storage.readEvents({ limit: 100 });
      for (const sql of portalSends) await rowsOf(client, sql);
    },
  });
  expect(tally).toEqual({ completed: people * rounds, others: [] });
  await nobodyElse(store, people);
}

test.for(names)(
  'FS1 FS3 over PgBouncer in transaction mode nobody signs in without their factor, and nothing hangs (%s)',
  { timeout },
  async (name, context) => {
    const store = await openStore(context);
    const url = await openPgbouncer(context, store.url);
    await nobodyIsLetIn(name, { store, url, portalSends: ['SELECT 1'], ...dose.crowd });
  },
);

test.for(names)(
  'FS1 after DISCARD ALL and DEALLOCATE ALL nobody signs in without their factor (%s)',
  { timeout },
  async (name, context) => {
    const store = await openStore(context);
    const portalSends = ['DISCARD ALL', 'DEALLOCATE ALL'];
    await nobodyIsLetIn(name, { store, url: store.url, portalSends, ...dose.crowd });
  },
);

test('FS1 a delete that leaves the row fails, with nothing of it done', async (context) => {
  const { storage, pool, place } = await openStore(context);
  const event = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' } as const;
  await storage.save('anna', { tag: 'a', state: '1' }, undefined, [event]);
  await pool.query(`CREATE RULE keep AS ON DELETE TO ${place.schema}.factorkit_accounts DO INSTEAD NOTHING`);
  await expect(storage.delete('anna', [], 'erased:1')).rejects.toThrow(/not deleted/);
  expect((await storage.load('anna')).stored).toEqual({ tag: 'a', state: '1' });
  expect((await storage.readEvents({ userId: 'anna', limit: 9 })).events).toEqual([event]);
});

test('FS1 the answer of another call, and one with other columns or types, throws', async (context) => {
  const { storage, pool, place } = await openStore(context);
  await storage.save('anna', { tag: 'a', state: '1' }, undefined, []);
  let spoil = (rows: readonly object[], _sql: string): readonly unknown[] => rows;
  const client: PostgresClient = {
    async query(sql: string, values: PostgresValue[]) {
      const { rows } = await pool.query<object>(sql, values);
      return { rows: spoil(rows, sql) };
    },
  };
  const spoiled = await createPostgresStorage({ client, ...place });
  let earlier: readonly object[] = [];
  const spoilings: readonly (typeof spoil)[] = [
    () => [],
    () => earlier,
    (rows) => [...rows, ...rows],
    (rows) => rows.map((row) => Object.values(row)),
    (rows) => rows.map((row) => ({ ...row, more: '1' })),
    (rows) => rows.map((row) => Object.fromEntries(Object.entries(row).slice(0, -1))),
    (rows) => rows.map((row) => ({ ...row, owner: Buffer.from('anna') })),
    (rows) => rows.map((row) => Object.fromEntries(Object.entries(row).map(([name]) => [name, 1n]))),
  ];
  for (const spoiling of spoilings) {
    for (const call of [
      () => spoiled.load('anna'),
      () => spoiled.save('anna', { tag: 'b', state: '2' }, 'none', []),
      () => spoiled.delete('berta', [], 'erased:1'),
      () => spoiled.record([{ id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' }]),
      () => spoiled.due(1, 1),
      () => spoiled.readUserIds({ limit: 1 }),
      () => spoiled.readEvents({ userId: 'anna', limit: 1 }),
      () => spoiled.now(),
    ]) {
      spoil = (rows) => {
        earlier = rows;
        return rows;
      };
      await call();
      spoil = spoiling;
      await expect(call()).rejects.toThrow(TypeError);
    }
  }
});
