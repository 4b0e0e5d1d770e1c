import type { StorageAdapter } from '@factorkit/core';
import { reading, rowOf, type SqliteDatabase } from './database.ts';
import { textOf } from './text.ts';

/** Finds the accounts that need upkeep. */
export function dueReader(database: SqliteDatabase, table: string): StorageAdapter['due'] {
  const longest = database.prepare(
    `SELECT CAST(user_id AS BLOB) AS due_user FROM ${table} WHERE due IS NOT NULL AND due <= ? ORDER BY due, user_id LIMIT ?`,
  );
  return async (now, limit) => {
    return reading(database, () => longest.all(now, limit)).map((row) =>
      textOf(rowOf(row, ['due_user']).due_user),
    );
  };
}
