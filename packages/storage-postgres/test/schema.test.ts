import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { createPostgresStorage, migrate, schemaSql } from '@factorkit/storage-postgres';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { type Ground, openGround } from './places.ts';

/** All that the schema contains, as the server describes it. */
async function described({ pool, place }: Ground): Promise<unknown> {
  const columns = await pool.query(
    'SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = $1 ORDER BY 1, 2',
    [place.schema],
  );
  const indices = await pool.query('SELECT indexname FROM pg_indexes WHERE schemaname = $1 ORDER BY 1', [
    place.schema,
  ]);
  return [columns.rows, indices.rows];
}

test('migrating says what it did, and a second time changes nothing', async (context) => {
  const ground = openGround(context);
  const { pool, place } = ground;
  expect(await migrate(pool, place)).toEqual({ from: 0, to: 1 });
  const storage = await createPostgresStorage({ client: pool, ...place });
  await storage.save('anna', { tag: 'a', state: '1' }, undefined, []);
  const before = await described(ground);
  expect(await migrate(pool, place)).toEqual({ from: 1, to: 1 });
  expect(await described(ground)).toEqual(before);
  expect((await storage.load('anna')).stored).toEqual({ tag: 'a', state: '1' });
});

test('the printed SQL makes the tables that migrating makes', async (context) => {
  const [migrated, printed] = [openGround(context), openGround(context)];
  await migrate(migrated.pool, migrated.place);
  await printed.pool.query(`CREATE SCHEMA ${printed.place.schema}`);
  await printed.pool.query(schemaSql(printed.place));
  expect(await described(printed)).toEqual(await described(migrated));
  expect(await migrate(printed.pool, printed.place)).toEqual({ from: 1, to: 1 });
  const storage = await createPostgresStorage({ client: printed.pool, ...printed.place });
  expect(await storage.save('anna', { tag: 'a', state: '1' }, undefined, [])).toBe(true);
});

test('what was released is never changed: a new version adds to the SQL of the one before', async () => {
  const released = await readFile(new URL('golden/version-1.sql', import.meta.url), 'utf8');
  expect(`${schemaSql()}\n`).toBe(released);
});

test('several processes that migrate at once all succeed, and one does the work', async (context) => {
  const { pool, place } = openGround(context);
  for (let round = 0; round < 5; round += 1) {
    const tablePrefix = `round_${round}_`;
    const results = await Promise.all(
      Array.from({ length: 6 }, () => migrate(pool, { ...place, tablePrefix })),
    );
    expect(results.map(({ to }) => to)).toEqual([1, 1, 1, 1, 1, 1]);
    const applied = await pool.query(`SELECT version FROM ${place.schema}.${tablePrefix}migrations`);
    expect(applied.rows).toEqual([{ version: 1 }]);
  }
});

test('a migration that fails half way leaves nothing behind', async (context) => {
  const ground = openGround(context);
  const { pool, place } = ground;
  await pool.query(
    `CREATE SCHEMA ${place.schema}; CREATE TABLE ${place.schema}.factorkit_events (something_else int)`,
  );
  const before = await described(ground);
  await expect(migrate(pool, place)).rejects.toThrow(/already exists/);
  expect(await described(ground)).toEqual(before);
});

test('without tables, or with those of another version, a storage does not start', async (context) => {
  const { pool, place } = openGround(context);
  const start = (): Promise<unknown> => createPostgresStorage({ client: pool, ...place });
  await expect(start()).rejects.toMatchObject({ name: 'MfaError', code: 'configuration-invalid' });
  await migrate(pool, place);
  await start();
  await pool.query(
    `INSERT INTO ${place.schema}.factorkit_migrations (version, name) VALUES (2, 'from the future')`,
  );
  await expect(start()).rejects.toThrow(/newer/);
  await expect(migrate(pool, place)).rejects.toThrow(/newer/);
  await pool.query(`DELETE FROM ${place.schema}.factorkit_migrations`);
  await expect(start()).rejects.toThrow(/out of date/);
});

test('two prefixes are two stores in one schema', async (context) => {
  const { pool, place } = openGround(context);
  const shop = { ...place, tablePrefix: 'shop_mfa_' };
  await migrate(pool, place);
  await migrate(pool, shop);
  const [one, other] = [
    await createPostgresStorage({ client: pool, ...place }),
    await createPostgresStorage({ client: pool, ...shop }),
  ];
  await one.save('anna', { tag: 'a', state: '1' }, undefined, [
    { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' },
  ]);
  expect((await other.load('anna')).stored).toBeUndefined();
  expect((await other.readEvents({ limit: 10 })).events).toEqual([]);
});

test('a schema that is a word of SQL is a name all the same', async (context) => {
  const { pool } = openGround(context);
  onTestFinished(async () => {
    const cleaning = new pg.Client({ connectionString: pool.options.connectionString });
    await cleaning.connect();
    await cleaning.query('DROP SCHEMA IF EXISTS "user" CASCADE');
    await cleaning.end();
  });
  await migrate(pool, { schema: 'user' });
  const storage = await createPostgresStorage({ client: pool, schema: 'user' });
  expect(await storage.save('anna', { tag: 'a', state: '1' }, undefined, [])).toBe(true);
});

test.each(['', 'x; DROP TABLE users', 'a-b', '1a', 'pg_', 'Mixed', 'é', `a${'b'.repeat(32)}`, '"'])(
  'the name %j is refused',
  async (name) => {
    const client = { query: (): never => expect.unreachable('nothing is asked of the client') };
    for (const place of [{ schema: name }, { tablePrefix: name }]) {
      await expect(migrate(client, place)).rejects.toThrow(TypeError);
      await expect(createPostgresStorage({ client, ...place })).rejects.toThrow(TypeError);
      expect(() => schemaSql(place)).toThrow(TypeError);
    }
  },
);

test('a database that cannot hold every letter is refused', async (context) => {
  const { pool, place, url } = openGround(context);
  const name = `${place.schema}_latin`;
  await pool.query(`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
  const there = new URL(url);
  there.pathname = name;
  const client = new pg.Client({ connectionString: there.href });
  await client.connect();
  try {
    await expect(migrate(client)).rejects.toThrow(/UTF8/);
  } finally {
    await client.end();
    await pool.query(`DROP DATABASE ${name}`);
  }
});

test('a role that may use the tables but make none can start', async (context) => {
  const { pool, place, url } = openGround(context);
  await migrate(pool, place);
  const role = `${place.schema}_role`;
  await pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'portal'; GRANT USAGE ON SCHEMA ${place.schema} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${place.schema} TO ${role};
    GRANT SELECT, USAGE ON ALL SEQUENCES IN SCHEMA ${place.schema} TO ${role}`);
  const theirs = new URL(url);
  [theirs.username, theirs.password] = [role, 'portal'];
  const client = new pg.Client({ connectionString: theirs.href });
  await client.connect();
  try {
    expect(await migrate(client, place)).toEqual({ from: 1, to: 1 });
    const storage = await createPostgresStorage({ client, ...place });
    const event = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' } as const;
    expect(await storage.save('anna', { tag: 'a', state: '1' }, undefined, [event])).toBe(true);
    expect((await storage.readEvents({ limit: 1 })).events).toEqual([event]);
    await storage.delete('anna', [], 'erased:1');
    expect((await storage.load('anna')).stored).toBeUndefined();
  } finally {
    await client.end();
    await pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
});

test('an engine that does not show its advisory locks is refused: its trail would have gaps', async () => {
  const database = await PGlite.create();
  onTestFinished(() => database.close());
  await migrate(database);
  await createPostgresStorage({ client: database });
  await database.exec(`CREATE SCHEMA other_engine; CREATE VIEW other_engine.pg_locks AS SELECT * FROM pg_catalog.pg_locks LIMIT 0;
    SET search_path = other_engine, pg_catalog`);
  const refused = {
    name: 'MfaError',
    code: 'configuration-invalid',
    message: expect.stringContaining('pg_locks'),
  };
  await expect(createPostgresStorage({ client: database })).rejects.toMatchObject(refused);
  await expect(migrate(database)).rejects.toMatchObject(refused);
});

test('a connection whose commits are not on the disk when they are answered is refused', async (context) => {
  const { pool, place, connect } = openGround(context);
  await migrate(pool, place);
  const client = await connect();
  await client.query('SET synchronous_commit = off');
  await expect(createPostgresStorage({ client, ...place })).rejects.toMatchObject({
    name: 'MfaError',
    code: 'configuration-invalid',
    message: expect.stringContaining('synchronous_commit'),
  });
  for (const safe of ['local', 'on', 'remote_apply']) {
    await client.query(`SET synchronous_commit = ${safe}`);
    await createPostgresStorage({ client, ...place });
  }
});
