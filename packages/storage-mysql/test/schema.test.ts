import { readFile } from 'node:fs/promises';
import { createMysqlStorage, migrate, schemaSql } from '@factorkit/storage-mysql';
import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import { expect, onTestFinished, test } from 'vitest';
import type { Server } from './server.ts';
import { serverTests } from './server-test.ts';

const serverTest = serverTests();

async function openPool(server: Server): Promise<Pool> {
  const pool = createPool(await server.newDatabase());
  onTestFinished(() => pool.end());
  return pool;
}

async function schema(pool: Pool): Promise<unknown> {
  const [columns] = await pool.query<RowDataPacket[]>(
    'SELECT table_name, column_name, column_type, is_nullable, column_key FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position',
  );
  return columns;
}

serverTest('migrating says what it did, and a second time changes nothing', async (server) => {
  const pool = await openPool(server);
  expect(await migrate(pool)).toEqual({ from: 0, to: 1 });
  const storage = await createMysqlStorage({ client: pool });
  const event = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' } as const;
  await storage.save('anna', { tag: 'a', state: '1' }, undefined, [event]);
  const before = await schema(pool);
  expect(await migrate(pool)).toEqual({ from: 1, to: 1 });
  expect(await schema(pool)).toEqual(before);
  expect((await storage.load('anna')).stored).toEqual({ tag: 'a', state: '1' });
});

serverTest('the printed SQL makes the tables that migrating makes', async (server) => {
  const [printed, migrated] = [await openPool(server), await openPool(server)];
  for (const statement of schemaSql().split(/;\n*(?=[A-Z]|$)/))
    if (statement !== '') await printed.query(statement);
  await migrate(migrated);
  expect(await schema(printed)).toEqual(await schema(migrated));
  expect(await migrate(printed)).toEqual({ from: 1, to: 1 });
  const storage = await createMysqlStorage({ client: printed });
  const event = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' } as const;
  expect(await storage.save('anna', { tag: 'a', state: '1' }, undefined, [event])).toBe(true);
});

test('what was released is never changed: a new version adds to the SQL of the one before', async () => {
  expect(`${schemaSql()}\n`).toBe(await readFile(new URL('golden/version-1.sql', import.meta.url), 'utf8'));
});

serverTest(
  'every table is compared by bytes and safe in a crash, whatever the database begins with',
  async (server) => {
    const pool = await openPool(server);
    await migrate(pool);
    const [tables] = await pool.query<RowDataPacket[]>(
      "SELECT DISTINCT engine FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
    );
    expect(tables.map((row) => Object.values(row))).toEqual([['InnoDB']]);
    const [types] = await pool.query<RowDataPacket[]>(
      "SELECT DISTINCT data_type FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'factorkit_accounts'",
    );
    expect(types.flatMap((row) => Object.values(row)).sort()).toEqual(['bigint', 'longblob', 'varbinary']);
  },
);

serverTest('a migration that was cut off half way is completed by the next', async (server) => {
  const whole = await openPool(server);
  await migrate(whole);
  const wanted = await schema(whole);
  const statements = schemaSql().split(/;\n*(?=[A-Z]|$)/);
  for (let done = 1; done < statements.length - 1; done += 1) {
    const pool = await openPool(server);
    for (const statement of statements.slice(0, done)) await pool.query(statement);
    await expect(createMysqlStorage({ client: pool })).rejects.toThrow(/out of date/);
    expect(await migrate(pool)).toEqual({ from: 0, to: 1 });
    expect(await schema(pool)).toEqual(wanted);
    await expect(createMysqlStorage({ client: pool })).resolves.toBeDefined();
  }
});

serverTest('tables of somebody else that have our names are left alone', async (server) => {
  const pool = await openPool(server);
  await pool.query('CREATE TABLE factorkit_events (something_else INTEGER)');
  await expect(migrate(pool)).rejects.toThrow(/sequence/);
  await expect(createMysqlStorage({ client: pool })).rejects.toThrow(/out of date/);
  expect((await pool.query('SELECT something_else FROM factorkit_events'))[0]).toEqual([]);
});

serverTest('without tables, or with those of another version, a storage does not start', async (server) => {
  const pool = await openPool(server);
  const start = (): Promise<unknown> => createMysqlStorage({ client: pool });
  await expect(start()).rejects.toMatchObject({ name: 'MfaError', code: 'configuration-invalid' });
  await migrate(pool);
  await expect(start()).resolves.toBeDefined();
  await pool.query("INSERT INTO factorkit_migrations (version, name) VALUES (2, 'from the future')");
  await expect(start()).rejects.toThrow(/newer/);
  await expect(migrate(pool)).rejects.toThrow(/newer/);
});

serverTest('two prefixes are two stores in one database, and a database can be named', async (server) => {
  const [pool, elsewhere] = [await openPool(server), createPool(await server.newDatabase())];
  onTestFinished(() => elsewhere.end());
  const [[row]] = await elsewhere.query<RowDataPacket[]>('SELECT DATABASE() AS name');
  const places = [{}, { tablePrefix: 'shop_mfa_' }, { database: String(row?.name) }];
  for (const place of places) await migrate(pool, place);
  const storages = await Promise.all(places.map((place) => createMysqlStorage({ client: pool, ...place })));
  for (const [index, storage] of storages.entries()) {
    expect((await storage.load('anna')).stored).toBeUndefined();
    const event = { id: `${index}`, userId: 'anna', at: 1, type: 'mfa.enabled' } as const;
    await storage.save('anna', { tag: `${index}`, state: '1' }, undefined, [event]);
    expect((await storage.readEvents({ limit: 10 })).events).toEqual([event]);
  }
  const there = await createMysqlStorage({ client: elsewhere });
  expect((await there.load('anna')).stored?.tag).toBe('2');
});

test.each(['', 'x; DROP TABLE users', 'a-b', '1a', 'Mixed', 'é', `a${'b'.repeat(32)}`, '`'])(
  'the prefix %j is refused, and as the name of a database too',
  (tablePrefix) => {
    expect(() => schemaSql({ tablePrefix })).toThrow(TypeError);
    if (!/^\w+$/.test(tablePrefix)) expect(() => schemaSql({ database: tablePrefix })).toThrow(TypeError);
  },
);
