import type { AuditEvent } from '@factorkit/core';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { drivers, newPlace } from './drivers.ts';

const account = { tag: 'a', state: '1' };
const event: AuditEvent = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' };

test('FE10 a Kysely and its transaction serve as clients', async () => {
  const { file, clear } = await newPlace();
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new BetterSqlite3(file) }) });
  onTestFinished(async () => {
    await db.destroy();
    await clear();
  });
  await expect(createSqliteStorage({ database: db })).rejects.toMatchObject({
    code: 'configuration-invalid',
  });
  expect(await migrate(db)).toEqual({ from: 0, to: 3 });
  const storage = await createSqliteStorage({ database: db });
  const rolledBack = db.transaction().execute(async (trx) => {
    expect(await storage.within(trx).save('anna', account, undefined, [event])).toBe(true);
    throw new Error('rolled back');
  });
  await expect(rolledBack).rejects.toThrow('rolled back');
  expect((await storage.load('anna')).stored).toBeUndefined();
  expect(await storage.save('anna', account, undefined, [event])).toBe(true);
  expect(await storage.save('anna', account, undefined, [event])).toBe(false);
  expect((await storage.readEvents({ limit: 9 })).events).toEqual([event]);
});

test('a connection on which the portal began a transaction serves for it', async () => {
  const database = drivers['node:sqlite'](':memory:');
  onTestFinished(() => {
    database.close();
  });
  migrate(database);
  const storage = createSqliteStorage({ database });
  database.exec('BEGIN');
  expect(await storage.within(database).save('anna', account, undefined, [event])).toBe(true);
  database.exec('ROLLBACK');
  expect((await storage.load('anna')).stored).toBeUndefined();
  expect((await storage.readEvents({ limit: 9 })).events).toEqual([]);
});

test('events that cannot be written undo the save, also in a transaction of the portal that goes on', async () => {
  const database = drivers['node:sqlite'](':memory:');
  onTestFinished(() => {
    database.close();
  });
  migrate(database);
  const storage = createSqliteStorage({ database });
  await storage.save('anna', account, undefined, []);
  database.exec(
    "CREATE TRIGGER failing BEFORE INSERT ON factorkit_events BEGIN SELECT RAISE(ABORT, 'no'); END",
  );
  database.exec('BEGIN');
  const within = storage.within(database);
  await expect(within.save('anna', { tag: 'b', state: '2' }, 'a', [event])).rejects.toThrow('no');
  database.exec('COMMIT');
  expect((await storage.load('anna')).stored).toEqual(account);
});
