import { createSqliteStorage, migrate, schemaSql } from '@factorkit/storage-sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Connection, driverNames, drivers, newPlace, type Place } from './drivers.ts';

describe.each(driverNames)('%s', (driver) => {
  let place: Place;
  let database: Connection;
  beforeEach(async () => {
    place = await newPlace();
    database = drivers[driver](place.file);
  });
  afterEach(async () => {
    database.close();
    await place.clear();
  });

  function schema(): unknown {
    return database
      .prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
      .all();
  }

  test('migrating says what it did, and a second time changes nothing', async () => {
    expect(migrate(database)).toEqual({ from: 0, to: 1 });
    const storage = createSqliteStorage({ database });
    await storage.save('anna', { tag: 'a', state: '1' }, undefined, []);
    const before = schema();
    expect(migrate(database)).toEqual({ from: 1, to: 1 });
    expect(schema()).toEqual(before);
    expect(await storage.load('anna')).toEqual({ tag: 'a', state: '1' });
  });

  test('the printed SQL makes the tables that migrating makes', async () => {
    database.exec(schemaSql());
    expect(migrate(database)).toEqual({ from: 1, to: 1 });
    const storage = createSqliteStorage({ database });
    expect(await storage.save('anna', { tag: 'a', state: '1' }, undefined, [])).toBe(true);
  });

  test('a migration that fails half way leaves nothing behind', () => {
    database.exec('CREATE TABLE factorkit_events (something_else)');
    const before = schema();
    expect(() => migrate(database)).toThrow(/already exists/);
    expect(schema()).toEqual(before);
  });

  test('without tables, or with those of another version, a storage does not start', () => {
    const start = (): unknown => createSqliteStorage({ database });
    expect(start).toThrow(expect.objectContaining({ name: 'MfaError', code: 'configuration-invalid' }));
    migrate(database);
    expect(start).not.toThrow();
    database.exec("INSERT INTO factorkit_migrations (version, name) VALUES (2, 'from the future')");
    expect(start).toThrow(/newer/);
    expect(() => migrate(database)).toThrow(/newer/);
  });

  test('two prefixes are two stores in one file', async () => {
    migrate(database);
    migrate(database, { tablePrefix: 'shop_mfa_' });
    const [one, other] = [
      createSqliteStorage({ database }),
      createSqliteStorage({ database, tablePrefix: 'shop_mfa_' }),
    ];
    await one.save('anna', { tag: 'a', state: '1' }, undefined, [
      { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' },
    ]);
    expect(await other.load('anna')).toBeUndefined();
    expect((await other.readEvents({ limit: 10 })).events).toEqual([]);
  });

  test.each(['', 'x; DROP TABLE users', 'a-b', '1a', 'sqlite_', 'Mixed', 'é', `a${'b'.repeat(32)}`, '"'])(
    'the prefix %j is refused',
    (tablePrefix) => {
      expect(() => migrate(database, { tablePrefix })).toThrow(TypeError);
      expect(() => schemaSql({ tablePrefix })).toThrow(TypeError);
      expect(() => createSqliteStorage({ database, tablePrefix })).toThrow(TypeError);
    },
  );

  test('a database of UTF-16 text is refused', () => {
    database.exec("PRAGMA encoding = 'UTF-16'; CREATE TABLE portal (id)");
    expect(() => migrate(database)).toThrow(/UTF-8/);
  });

  test('turning to write-ahead logging waits for a process that is writing', () => {
    const other = drivers[driver](place.file);
    other.exec('BEGIN IMMEDIATE; CREATE TABLE portal (id)');
    let writing = true;
    const patient = {
      prepare: (sql: string) => database.prepare(sql),
      exec(sql: string) {
        // Here SQLite would wait for the other process, which ends its transaction meanwhile.
        if (sql === 'BEGIN IMMEDIATE' && writing) {
          other.exec('COMMIT');
          writing = false;
        }
        return database.exec(sql);
      },
    };
    expect(migrate(patient)).toEqual({ from: 0, to: 1 });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    other.close();
  });
});
