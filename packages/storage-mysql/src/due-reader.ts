import type { StorageAdapter } from '@factorkit/core';
import type { MysqlClient } from './client.ts';
import { withSession } from './session.ts';
import { textOf, wholeOf } from './text.ts';

/** Finds the accounts that need upkeep. */
export function dueReader(client: MysqlClient, table: string): StorageAdapter['due'] {
  const longest = `SELECT user_id, CAST(due AS BINARY) AS since FROM ${table} WHERE due IS NOT NULL AND due <= ? ORDER BY due, user_id LIMIT ?`;
  return async (now, limit) => {
    const rows = await withSession(client, (session) =>
      session.ask(longest, ['user_id', 'since'], [now, limit], 'many'),
    );
    return rows
      .map((row) => ({ userId: textOf(row.user_id), since: wholeOf(row.since) }))
      .sort((one, other) => one.since - other.since)
      .map(({ userId }) => userId);
  };
}
