import { readFile } from 'node:fs/promises';
import type { AuditEvent } from '@factorkit/core';
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
    expect(migrate(database)).toEqual({ from: 0, to: 3 });
    const storage = createSqliteStorage({ database });
    await storage.save('anna', { tag: 'a', state: '1' }, undefined, []);
    const before = schema();
    expect(migrate(database)).toEqual({ from: 3, to: 3 });
    expect(schema()).toEqual(before);
    expect((await storage.load('anna')).stored).toEqual({ tag: 'a', state: '1' });
  });

  test('the printed SQL makes the tables that migrating makes', async () => {
    database.exec(schemaSql());
    expect(migrate(database)).toEqual({ from: 3, to: 3 });
    const storage = createSqliteStorage({ database });
    expect(await storage.save('anna', { tag: 'a', state: '1' }, undefined, [])).toBe(true);
  });

  test('a database of version 1 keeps all it holds, and gains what is new', async () => {
    database.exec(await golden('version-1.sql'));
    const state = '{"factors":[{"id":"f1","method":"totp","status":"active","createdAt":1}]}';
    database
      .prepare('INSERT INTO factorkit_accounts (user_id, tag, state) VALUES (?, ?, ?)')
      .run('an\0na', 'a', state);
    const used: AuditEvent = {
      id: 'e1',
      userId: 'an\0na',
      at: 1,
      type: 'factor.accepted',
      factorId: 'f1',
      method: 'totp',
      challengeId: 'c1',
      source: { ip: '2001:db8::1', userAgent: '\ud83d \0 “fox”' },
    };
    database
      .prepare('INSERT INTO factorkit_events (id, user_id, at, type, body) VALUES (?, ?, ?, ?, ?)')
      .run(used.id, used.userId, used.at, used.type, JSON.stringify(used));

    expect(() => createSqliteStorage({ database })).toThrow(/out of date/);
    expect(migrate(database)).toEqual({ from: 1, to: 3 });
    const storage = createSqliteStorage({ database });
    expect((await storage.load('an\0na')).stored).toEqual({ tag: 'a', state });
    expect((await storage.readEvents({ userId: 'an\0na', limit: 9 })).events).toEqual([used]);
    expect(database.prepare('SELECT method FROM factorkit_factors').all()).toEqual([{ method: 'totp' }]);
    expect(await storage.due(Number.MAX_SAFE_INTEGER, 9)).toEqual([]);
    expect(await storage.save('an\0na', { tag: 'b', state, due: 7 }, 'a', [])).toBe(true);
    expect(await storage.due(7, 9)).toEqual(['an\0na']);

    await storage.delete('an\0na', [], 'erased:1');
    const { source: _gone, ...disowned } = used;
    const { events } = await storage.readEvents({ limit: 9 });
    expect(events).toEqual([{ ...disowned, userId: 'erased:1' }]);
  });

  test('an older process that is still running can go on writing after the migration', async () => {
    database.exec(await golden('version-1.sql'));
    const other = drivers[driver](place.file);
    const update = other.prepare(
      'UPDATE factorkit_accounts SET tag = ?, state = ? WHERE user_id = ? AND tag = ?',
    );
    const insert = other.prepare(
      'INSERT INTO factorkit_accounts (user_id, tag, state) VALUES (?, ?, ?) ON CONFLICT (user_id) DO NOTHING',
    );
    migrate(database);
    const storage = createSqliteStorage({ database });
    insert.run('anna', 'a', '1');
    await storage.save('berta', { tag: 'a', state: '1', due: 7 }, undefined, []);
    update.run('b', '2', 'berta', 'a');
    other.close();
    expect((await storage.load('anna')).stored).toEqual({ tag: 'a', state: '1' });
    expect((await storage.load('berta')).stored).toEqual({ tag: 'b', state: '2' });
    expect(await storage.due(7, 9)).toEqual(['berta']);
  });

  test('what was released is never changed: a new version adds to the SQL of the one before', async () => {
    expect(schemaSql().startsWith(await golden('version-1.sql'))).toBe(true);
    expect(schemaSql().startsWith((await golden('version-2.sql')).trim())).toBe(true);
    expect(`${schemaSql()}\n`).toBe(await golden('version-3.sql'));
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
    database.exec("INSERT INTO factorkit_migrations (version, name) VALUES (4, 'from the future')");
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
    expect((await other.load('anna')).stored).toBeUndefined();
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
    expect(migrate(patient)).toEqual({ from: 0, to: 3 });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    other.close();
  });
});

/** The SQL of a version as it was released. */
function golden(name: string): Promise<string> {
  return readFile(new URL(`golden/${name}`, import.meta.url), 'utf8');
}
