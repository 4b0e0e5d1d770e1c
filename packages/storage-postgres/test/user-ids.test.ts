import { createPostgresStorage, type PostgresClient } from '@factorkit/storage-postgres';
import { expect, test } from 'vitest';
import type { PostgresValue } from '../src/client.ts';
import { openStore } from './places.ts';

test('users are listed in the order of their ids’ bytes', async (context) => {
  const { storage } = await openStore(context);
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

test('what is no cursor of a listing is refused', async (context) => {
  const { storage } = await openStore(context);
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
  ]) {
    await expect(storage.readUserIds({ limit: 1, after })).rejects.toThrow(TypeError);
  }
});

test('a page is read from the index of the primary key alone, and nothing is sorted', async (context) => {
  const { pool, place } = await openStore(context);
  const table = `${place.schema}.factorkit_accounts`;
  await pool.query(
    `INSERT INTO ${table} (user_id, tag, state) SELECT convert_to('user-' || n, 'UTF8'), 'a', repeat('s', 500)::bytea FROM generate_series(1, 20000) AS n`,
  );
  await pool.query(`VACUUM ANALYZE ${table}`);
  const plans: string[] = [];
  const client: PostgresClient = {
    async query(sql: string, values: PostgresValue[]) {
      if (sql.includes('ORDER BY user_id')) {
        const plan = await pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${sql}`, values);
        plans.push(plan.rows.map((row) => row['QUERY PLAN'].trim()).join('\n'));
      }
      return pool.query(sql, values);
    },
  };
  const storage = await createPostgresStorage({ client, ...place });
  const { cursor } = await storage.readUserIds({ limit: 1000 });
  await storage.readUserIds({ limit: 1000, after: cursor });
  expect(plans).toHaveLength(2);
  for (const plan of plans) {
    expect(plan).toMatch(/Limit\n-> {2}Index Only Scan using factorkit_accounts_pkey on factorkit_accounts/);
    expect(plan).not.toMatch(/Sort|Filter/);
  }
  expect(plans[1]).toMatch(/Index Cond: \(user_id > /);
});

test('a listing within the portal’s transaction lists what that wrote, and no other does until the commit', async (context) => {
  const { storage, connect } = await openStore(context);
  const client = await connect();
  await client.query('BEGIN');
  await storage.within(client).save('anna', { tag: 'a', state: '1' }, undefined, []);
  expect((await storage.within(client).readUserIds({ limit: 9 })).userIds).toEqual(['anna']);
  expect((await storage.readUserIds({ limit: 9 })).userIds).toEqual([]);
  await client.query('COMMIT');
  expect((await storage.readUserIds({ limit: 9 })).userIds).toEqual(['anna']);
});
