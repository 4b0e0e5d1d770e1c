import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Connection, driverNames, drivers, newPlace, type Place } from './drivers.ts';

describe.each(driverNames)('%s', (driver) => {
  let place: Place;
  let database: Connection;
  beforeEach(async () => {
    place = await newPlace();
    const first = drivers[driver](place.file);
    migrate(first);
    first.close();
    database = drivers[driver](place.file);
  });
  afterEach(async () => {
    database.close();
    await place.clear();
  });

  const account = { tag: 'a', state: '1' };
  const event = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' } as const;

  test('every commit is synced to the disk, in a log that several processes can read', () => {
    createSqliteStorage({ database });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(database.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 5000 });
  });

  test('what the portal set stays, where it is as safe', () => {
    database.exec('PRAGMA synchronous = EXTRA; PRAGMA busy_timeout = 123');
    createSqliteStorage({ database });
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 3 });
    expect(database.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 123 });
  });

  test('a write that cannot get the lock throws and writes nothing', async () => {
    database.exec('PRAGMA busy_timeout = 1');
    const storage = createSqliteStorage({ database });
    const other = drivers[driver](place.file);
    other.exec('BEGIN IMMEDIATE');
    await expect(storage.save('anna', account, undefined, [event])).rejects.toThrow(/locked/);
    await expect(storage.delete('anna', [event], 'erased:1')).rejects.toThrow(/locked/);
    await expect(storage.record([event])).rejects.toThrow(/locked/);
    expect((await storage.load('anna')).stored).toBeUndefined();
    other.exec('COMMIT');
    other.close();
    expect(await storage.save('anna', account, undefined, [])).toBe(true);
    expect((await storage.readEvents({ limit: 10 })).events).toEqual([]);
  });

  test('FS1 a read refuses in a transaction that was left open, which would show a moment long past', async () => {
    const storage = createSqliteStorage({ database });
    const other = drivers[driver](place.file);
    const elsewhere = createSqliteStorage({ database: other });
    database.exec('BEGIN');
    database.prepare('SELECT count(*) FROM factorkit_accounts').get();
    await elsewhere.save('anna', { ...account, due: 1 }, undefined, [event]);
    other.close();
    for (const call of [
      () => storage.load('anna'),
      () => storage.due(1, 1),
      () => storage.readUserIds({ limit: 1 }),
      () => storage.readEvents({ limit: 1 }),
    ]) {
      await expect(call()).rejects.toThrow(/transaction/);
    }
    database.exec('COMMIT');
    expect((await storage.load('anna')).stored).toEqual(account);
  });

  test('FS1 a delete that leaves the row fails, with nothing of it done', async () => {
    const storage = createSqliteStorage({ database });
    await storage.save('anna', account, undefined, [event]);
    database.exec('CREATE TRIGGER keep BEFORE DELETE ON factorkit_accounts BEGIN SELECT RAISE(IGNORE); END');
    await expect(storage.delete('anna', [], 'erased:1')).rejects.toThrow(/not deleted/);
    expect((await storage.load('anna')).stored).toEqual(account);
    expect((await storage.readEvents({ userId: 'anna', limit: 9 })).events).toEqual([event]);
  });

  test('a transaction that the portal left open is neither joined nor ended', async () => {
    const storage = createSqliteStorage({ database });
    database.exec('CREATE TABLE portal (id INTEGER); BEGIN; INSERT INTO portal VALUES (1)');
    await expect(storage.save('anna', account, undefined, [event])).rejects.toThrow(/transaction/);
    database.exec('COMMIT');
    expect(database.prepare('SELECT id FROM portal').all()).toEqual([{ id: 1 }]);
    expect((await storage.load('anna')).stored).toBeUndefined();
  });

  test('a time that is no whole number is refused, and the save with it', async () => {
    const storage = createSqliteStorage({ database });
    for (const at of [1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(storage.save('anna', account, undefined, [{ ...event, at }])).rejects.toThrow();
    }
    expect((await storage.load('anna')).stored).toBeUndefined();
  });

  test('a database that was closed refuses', async () => {
    const storage = createSqliteStorage({ database });
    database.close();
    await expect(storage.load('anna')).rejects.toThrow();
    await expect(storage.save('anna', account, undefined, [])).rejects.toThrow();
    database = drivers[driver](place.file);
  });

  test('a database in memory serves, for as long as it is open', async () => {
    const memory = drivers[driver](':memory:');
    migrate(memory);
    const storage = createSqliteStorage({ database: memory });
    expect(await storage.save('anna', account, undefined, [event])).toBe(true);
    expect((await storage.load('anna')).stored).toEqual(account);
    memory.close();
  });
});
