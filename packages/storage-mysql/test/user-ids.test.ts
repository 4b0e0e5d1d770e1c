import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import { expect, onTestFinished } from 'vitest';
import type { MysqlPool } from '../src/client.ts';
import type { Server } from './server.ts';
import { serverTests } from './server-test.ts';
import { watchedPool } from './watched-pool.ts';

const test = serverTests();

async function openPool(server: Server): Promise<Pool> {
  const pool = createPool(await server.newDatabase());
  onTestFinished(() => pool.end());
  await migrate(pool);
  return pool;
}

test('users are listed in the order of their ids’ bytes', async (server) => {
  const storage = await createMysqlStorage({ client: await openPool(server) });
  const users = ['', '\0', 'Z', 'a', 'a\0', 'a ', 'aa', 'z', 'ä', '\uffff', '😀'];
  for (const userId of users.toReversed())
    await storage.save(userId, { tag: 'a', state: '1' }, undefined, []);
  expect(await storage.readUserIds({ limit: 11 })).toEqual({ userIds: users });
  for (const [index, userId] of users.entries()) {
    const { cursor } = await storage.readUserIds({ limit: index + 1 });
    const rest =
      cursor === undefined ? [] : (await storage.readUserIds({ after: cursor, limit: 11 })).userIds;
    expect([userId, ...rest]).toEqual(users.slice(index));
    expect(cursor ?? 'none').toMatch(/^[!-~]+$/);
  }
});

test('what is no cursor of a listing is refused', async (server) => {
  const storage = await createMysqlStorage({ client: await openPool(server) });
  const longer = `user:${'x'.repeat(1537)}`;
  for (const after of [
    '',
    '0',
    'anna',
    'User:anna',
    'user:a b',
    'user:ä',
    'user:%',
    'user:%FF',
    'user:%41',
    longer,
  ]) {
    await expect(storage.readUserIds({ limit: 1, after })).rejects.toThrow(TypeError);
  }
});

test('a page is read along the primary key, and nothing is sorted', async (server) => {
  const pool = await openPool(server);
  const rows = Array.from({ length: 20_000 }, (_, n) => [
    `user-${n}`,
    'a',
    's'.repeat(500),
    n % 2 === 0 ? n : null,
  ]);
  await pool.query('INSERT INTO factorkit_accounts (user_id, tag, state, due) VALUES ?', [rows]);
  await pool.query('ANALYZE TABLE factorkit_accounts');
  const asked: string[] = [];
  const client: MysqlPool = watchedPool(pool, (sql) => {
    if (sql.includes('ORDER BY user_id')) asked.push(sql);
  });
  const storage = await createMysqlStorage({ client });
  const { cursor } = await storage.readUserIds({ limit: 1000 });
  await storage.readUserIds({ limit: 1000, after: cursor });
  const call = Buffer.alloc(8);
  const values = [
    [call, 1001],
    [call, Buffer.from('user-10898'), 1001],
  ];
  expect(asked).toHaveLength(2);
  for (const [index, sql] of asked.entries()) {
    const [plan] = await pool.query<RowDataPacket[]>(`EXPLAIN ${sql}`, values[index]);
    expect(plan.filter(({ Extra }) => /filesort|temporary/.test(Extra ?? ''))).toEqual([]);
    const steps = plan.filter(({ table }) => table === 'factorkit_accounts');
    expect(steps.map(({ type, key }) => ({ type, key }))).toEqual([
      { type: index === 0 ? 'index' : 'range', key: 'PRIMARY' },
    ]);
  }
});
