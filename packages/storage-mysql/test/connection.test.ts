import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { createConnection, createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import { expect, onTestFinished } from 'vitest';
import type { Server } from './server.ts';
import { serverTests } from './server-test.ts';
import { watchedPool } from './watched-pool.ts';

const test = serverTests();

const account = { tag: 'a', state: '1' };
const event = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' } as const;

async function openPool(server: Server): Promise<{ readonly url: string; readonly pool: Pool }> {
  const url = await server.newDatabase();
  const pool = createPool(url);
  onTestFinished(() => pool.end());
  await migrate(pool);
  return { url, pool };
}

test('a load is one statement, a save with events five', async (server) => {
  const { pool } = await openPool(server);
  const seen: string[] = [];
  const client = watchedPool(pool, (sql) => {
    seen.push(sql.replace(/ .*/s, ''));
  });
  const storage = await createMysqlStorage({ client });
  seen.length = 0;
  (await storage.load('anna')).stored;
  expect(seen.splice(0)).toEqual(['SELECT']);
  await storage.save('anna', account, undefined, [event, event]);
  expect(seen.splice(0)).toEqual(['START', 'INSERT', 'UPDATE', 'INSERT', 'COMMIT']);
  await storage.save('anna', { ...account, tag: 'b' }, 'a', []);
  expect(seen.splice(0)).toEqual(['START', 'UPDATE', 'COMMIT']);
});

test('a connection that another transaction was left open on is neither joined nor ended', async (server) => {
  const { url } = await openPool(server);
  const connection = await createConnection(url);
  onTestFinished(() => connection.end());
  await connection.query('CREATE TABLE portal (id INTEGER)');
  await connection.query('START TRANSACTION');
  await connection.query('INSERT INTO portal VALUES (1)');
  await expect(createMysqlStorage({ client: connection })).rejects.toThrow(/transaction/);
  await connection.query('ROLLBACK');
  expect((await connection.query('SELECT id FROM portal'))[0]).toEqual([]);
  await expect(createMysqlStorage({ client: connection })).resolves.toBeDefined();
});

test('a load sees the latest commit, on a server that reads from one moment until told otherwise', async (server) => {
  const { url, pool } = await openPool(server);
  const connection = await createConnection(url);
  onTestFinished(() => connection.end());
  await connection.query('SET SESSION autocommit = 0');
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  const [one, other] = [
    await createMysqlStorage({ client: connection }),
    await createMysqlStorage({ client: pool }),
  ];
  expect((await one.load('anna')).stored).toBeUndefined();
  await other.save('anna', account, undefined, []);
  expect((await one.load('anna')).stored).toEqual(account);
});

test('what does not fit is refused whatever the mode of the server, and nothing is cut', async (server) => {
  const { url } = await openPool(server);
  const connection = await createConnection(url);
  onTestFinished(() => connection.end());
  await connection.query("SET SESSION sql_mode = ''");
  const storage = await createMysqlStorage({ client: connection });
  const [[row]] = await connection.query<RowDataPacket[]>('SELECT @@SESSION.sql_mode AS mode');
  expect(row?.mode).toContain('STRICT_ALL_TABLES');
  const long = 'x'.repeat(1537);
  await expect(storage.load(long)).rejects.toThrow(RangeError);
  await expect(storage.save(long, account, undefined, [])).rejects.toThrow(RangeError);
  await expect(storage.save('anna', { ...account, tag: 'x'.repeat(256) }, undefined, [])).rejects.toThrow(
    RangeError,
  );
  await expect(storage.record([{ ...event, id: 'x'.repeat(256) }])).rejects.toThrow(RangeError);
  await expect(storage.record([{ ...event, userId: long }])).rejects.toThrow(RangeError);
  const longest = '\u20ac'.repeat(512);
  expect(await storage.save(longest, account, undefined, [{ ...event, userId: longest }])).toBe(true);
  expect((await storage.readEvents({ userId: longest, limit: 1 })).events).toHaveLength(1);
});

test('a save that changes nothing in the row answers true, although some connections count no row for it', async (server) => {
  const storage = await createMysqlStorage({ client: (await openPool(server)).pool });
  await storage.save('anna', account, undefined, []);
  expect(await storage.save('anna', account, account.tag, [event])).toBe(true);
  expect((await storage.readEvents({ limit: 1 })).events).toHaveLength(1);
  expect(await storage.save('anna', { ...account, tag: 'gone' }, 'gone', [event])).toBe(false);
});

test('a write that cannot get its lock throws, writes nothing and leaves the connection usable', async (server) => {
  const { url, pool } = await openPool(server);
  const client = await createConnection(url);
  const other = await createConnection(url);
  onTestFinished(() => client.end());
  onTestFinished(() => other.end());
  await client.query('SET SESSION innodb_lock_wait_timeout = 1');
  const storage = await createMysqlStorage({ client });
  await other.query('START TRANSACTION');
  await other.query('SELECT * FROM factorkit_trail FOR UPDATE');
  await expect(storage.save('anna', account, undefined, [event])).rejects.toThrow(/Lock wait timeout/);
  await expect(storage.record([event])).rejects.toThrow(/Lock wait timeout/);
  await expect(storage.delete('anna', [event], 'erased:1')).rejects.toThrow(/Lock wait timeout/);
  await other.query('ROLLBACK');
  const reader = await createMysqlStorage({ client: pool });
  expect((await reader.load('anna')).stored).toBeUndefined();
  expect((await reader.readEvents({ limit: 1 })).events).toEqual([]);
  expect(await storage.save('anna', account, undefined, [event])).toBe(true);
});

test('a transaction that the server broke off in a deadlock is begun again', async (server) => {
  const { url, pool } = await openPool(server);
  const plain = await createMysqlStorage({ client: pool });
  await plain.save('anna', account, undefined, []);
  const rival = await createConnection(url);
  onTestFinished(() => rival.end());
  await rival.query('CREATE TABLE portal (id INTEGER)');
  const attempts: string[] = [];
  let crossing: Promise<unknown> | undefined;
  const client = watchedPool(pool, async (sql) => {
    if (sql.startsWith('UPDATE')) attempts.push(sql);
    // The save holds the account and wants the trail. A rival with more to lose holds the trail and wants the account.
    if (!sql.includes('LAST_INSERT_ID') || crossing !== undefined) return;
    await rival.query('START TRANSACTION');
    await rival.query(
      `INSERT INTO portal VALUES ${Array.from({ length: 500 }, (_, row) => `(${row})`).join()}`,
    );
    await rival.query('UPDATE factorkit_trail SET last_sequence = last_sequence + 1');
    crossing = rival
      .query("SELECT * FROM factorkit_accounts WHERE user_id = 'anna' FOR UPDATE")
      .then(() => rival.query('COMMIT'));
    await waiting(server);
  });
  const storage = await createMysqlStorage({ client });
  expect(await storage.save('anna', { tag: 'b', state: '2' }, 'a', [event])).toBe(true);
  await crossing;
  expect(attempts).toHaveLength(4);
  expect((await plain.load('anna')).stored).toEqual({ tag: 'b', state: '2' });
  expect((await plain.readEvents({ limit: 9 })).events).toEqual([event]);
});

test('an error tells the statement and none of its values', async (server) => {
  const { pool } = await openPool(server);
  const storage = await createMysqlStorage({ client: pool });
  await pool.query('DROP TABLE factorkit_accounts');
  const error = await storage.save('anna', { tag: 'a', state: 'sealed' }, undefined, []).catch(inspect);
  expect(error).toContain('INSERT INTO factorkit_accounts');
  expect(error).not.toMatch(/anna|sealed|616e6e61|7365616c6564/i);
});

test('a connection that is lost in a save refuses it, and the pool serves on', async (server) => {
  const { url, pool } = await openPool(server);
  const administrator = await server.connect();
  onTestFinished(() => administrator.end());
  let cut = true;
  const client = watchedPool(pool, async (sql) => {
    if (sql !== 'COMMIT' || !cut) return;
    cut = false;
    const [rows] = await administrator.query<RowDataPacket[]>(
      'SELECT id FROM information_schema.processlist WHERE db = ?',
      [new URL(url).pathname.slice(1)],
    );
    for (const { id } of rows) await administrator.query('KILL ?', [id]).catch(() => {});
  });
  const storage = await createMysqlStorage({ client });
  await expect(storage.save('anna', account, undefined, [event])).rejects.toThrow();
  expect((await storage.load('anna')).stored).toBeUndefined();
  expect(await storage.save('anna', account, undefined, [event])).toBe(true);
  expect((await storage.readEvents({ limit: 9 })).events).toEqual([event]);
});

test('calls over one connection take turns, also those of two storages', async (server) => {
  const { url } = await openPool(server);
  const client = await createConnection(url);
  onTestFinished(() => client.end());
  await migrate(client, { tablePrefix: 'other_' });
  const storages = [
    await createMysqlStorage({ client }),
    await createMysqlStorage({ client, tablePrefix: 'other_' }),
  ];
  const saves = Array.from({ length: 20 }, (_, number) =>
    storages[number % 2]?.save(`user-${number}`, account, undefined, [
      { ...event, userId: `user-${number}` },
    ]),
  );
  expect(await Promise.all(saves)).toEqual(saves.map(() => true));
  for (const storage of storages) expect((await storage.readEvents({ limit: 99 })).events).toHaveLength(10);
});

/** Until some transaction waits for another's lock. */
async function waiting(server: Server): Promise<void> {
  const administrator = await server.connect();
  const waits = "SELECT 1 FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'";
  while ((await administrator.query<RowDataPacket[]>(waits))[0].length === 0) await setImmediate();
  await administrator.end();
}
