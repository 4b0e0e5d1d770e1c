import type { StorageAdapter } from '@factorkit/core';
import type { MysqlClient } from './client.ts';
import { assertLimit } from './page-limit.ts';
import { columnOf, withSession } from './session.ts';
import { textOf } from './text.ts';
import { assertTime } from './time.ts';

/** Finds the accounts that want to be looked at. */
export function dueReader(client: MysqlClient, table: string): StorageAdapter['due'] {
  const longest = `SELECT user_id FROM ${table} WHERE due IS NOT NULL AND due <= ? ORDER BY due, user_id LIMIT ?`;
  return async (now, limit) => {
    assertTime('now', now);
    assertLimit(limit);
    const rows = await withSession(client, (session) => session.read(longest, [now, limit]));
    return rows.map((row) => textOf(columnOf(row, 'user_id')));
  };
}
