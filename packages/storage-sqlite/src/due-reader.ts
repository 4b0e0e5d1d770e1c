import type { StorageAdapter } from '@factorkit/core';
import type { Run } from './connection.ts';
import { rowOf } from './database.ts';
import type { TableNames } from './table-names.ts';
import { textOf } from './text.ts';

/** Finds the accounts that need upkeep. */
export function dueReader(run: Run, { accounts }: TableNames): StorageAdapter['due'] {
  const longest = `SELECT hex(user_id) AS due_user FROM ${accounts} WHERE due IS NOT NULL AND due <= CAST(? AS INTEGER) ORDER BY due, user_id LIMIT CAST(? AS INTEGER)`;
  return async (now, limit) => {
    const rows = await run(longest, [String(now), String(limit)]);
    return rows.map((row) => textOf(rowOf(row, ['due_user']).due_user));
  };
}
