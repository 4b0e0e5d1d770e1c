import { PGlite } from '@electric-sql/pglite';
import type { AuditEvent } from '@factorkit/core';
import { createPostgresStorage, migrate } from '@factorkit/storage-postgres';
import { Kysely, PostgresDialect } from 'kysely';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { openPool, openStore } from './places.ts';

const account = { tag: 'a', state: '1' };
const event: AuditEvent = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' };

test('in the portal’s transaction a save stands or falls with what the portal wrote', async (context) => {
  const { storage, connect, pool, place } = await openStore(context);
  await pool.query(`CREATE TABLE ${place.schema}.portal_users (id text)`);
  const client = await connect();
  const within = storage.within(client);
  for (const [end, kept] of [
    ['ROLLBACK', false],
    ['COMMIT', true],
  ] as const) {
    await client.query('BEGIN');
    await client.query(`INSERT INTO ${place.schema}.portal_users VALUES ('anna')`);
    expect(await within.save('anna', account, undefined, [event])).toBe(true);
    expect((await within.load('anna')).stored).toEqual(account);
    expect((await storage.load('anna')).stored).toBeUndefined();
    await client.query(end);
    expect((await storage.load('anna')).stored).toEqual(kept ? account : undefined);
    expect((await storage.readEvents({ limit: 9 })).events).toEqual(kept ? [event] : []);
    expect((await pool.query(`SELECT id FROM ${place.schema}.portal_users`)).rowCount).toBe(kept ? 1 : 0);
  }
});

test('a lost race in the portal’s transaction is a false answer, and the transaction goes on', async (context) => {
  const { storage, connect } = await openStore(context);
  await storage.save('anna', account, undefined, []);
  const client = await connect();
  await client.query('BEGIN');
  expect(await storage.within(client).save('anna', { tag: 'b', state: '2' }, 'x', [event])).toBe(false);
  expect(await storage.within(client).save('anna', { tag: 'b', state: '2' }, 'a', [event])).toBe(true);
  await client.query('COMMIT');
  expect((await storage.load('anna')).stored).toEqual({ tag: 'b', state: '2' });
});

test('a transaction of postgres.js serves as a client', async (context) => {
  const { storage, url } = await openStore(context);
  const sql = postgres(url, { max: 1 });
  onTestFinished(() => sql.end());
  await sql.begin((transaction) => storage.within(transaction).save('anna', account, undefined, [event]));
  expect((await storage.load('anna')).stored).toEqual(account);
});

test('FE10 a Kysely and its transaction serve as clients', async (context) => {
  const { storage, url, place } = await openStore(context);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: openPool(url) }) });
  onTestFinished(() => db.destroy());
  const through = await createPostgresStorage({ client: db, ...place });
  const rolledBack = db.transaction().execute(async (trx) => {
    expect(await through.within(trx).save('anna', account, undefined, [event])).toBe(true);
    throw new Error('rolled back');
  });
  await expect(rolledBack).rejects.toThrow('rolled back');
  expect((await storage.load('anna')).stored).toBeUndefined();
  expect(await through.save('anna', account, undefined, [event])).toBe(true);
  expect(await through.save('anna', account, undefined, [event])).toBe(false);
  expect((await storage.readEvents({ limit: 9 })).events).toEqual([event]);
});

test('a transaction of PGlite serves as a client', async () => {
  const database = await PGlite.create();
  onTestFinished(() => database.close());
  await migrate(database);
  const storage = await createPostgresStorage({ client: database });
  await database.transaction(async (transaction) => {
    await storage.within(transaction).save('anna', account, undefined, [event]);
    await transaction.rollback();
  });
  expect((await storage.load('anna')).stored).toBeUndefined();
});
