import type { StorageAdapter } from '@factorkit/core';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Connection, driverNames, drivers } from './drivers.ts';

describe.each(driverNames)('%s', (driver) => {
  let database: Connection;
  let storage: StorageAdapter;
  beforeEach(() => {
    database = drivers[driver](':memory:');
    migrate(database);
    storage = createSqliteStorage({ database });
  });
  afterEach(() => {
    database.close();
  });

  test('users are listed in the order of their ids’ bytes', async () => {
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

  test.each([
    '',
    '0',
    'anna',
    'User:anna',
    'user:a b',
    'user:ä',
    'user:%',
    'user:%FF',
    'user:%41',
    'user:a%00 ',
  ])('the cursor %j is refused', async (after) => {
    await expect(storage.readUserIds({ limit: 1, after })).rejects.toThrow(TypeError);
  });

  test('a page is read from the index of the primary key alone, and nothing is sorted', async () => {
    const asked: string[] = [];
    const listing = createSqliteStorage({
      database: {
        exec: (sql) => database.exec(sql),
        prepare(sql) {
          asked.push(sql);
          return database.prepare(sql);
        },
      },
    });
    await storage.save('anna', { tag: 'a', state: '1' }, undefined, []);
    await storage.save('berta', { tag: 'a', state: '1' }, undefined, []);
    const { cursor } = await listing.readUserIds({ limit: 1 });
    await listing.readUserIds({ after: cursor, limit: 1 });
    const pages = asked.filter((sql) => /ORDER BY user_id/.test(sql));
    const plans = pages.map((sql) =>
      database
        .prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll('?', '1')}`)
        .all()
        .map((row) => Object(row).detail),
    );
    const index = 'USING COVERING INDEX sqlite_autoindex_factorkit_accounts_1';
    expect(plans).toEqual([
      [`SCAN factorkit_accounts ${index}`],
      [`SEARCH factorkit_accounts ${index} (user_id>?)`],
    ]);
  });
});
