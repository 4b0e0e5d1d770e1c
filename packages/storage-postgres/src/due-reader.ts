import type { StorageAdapter } from '@factorkit/core';
import { columnOf, type Run } from './client.ts';
import { assertLimit } from './page-limit.ts';
import type { TableNames } from './table-names.ts';
import { textOf } from './text.ts';

/** Finds the accounts that want to be looked at. */
export function dueReader(run: Run, { accounts }: TableNames): StorageAdapter['due'] {
  const longest = `SELECT user_id AS owner FROM ${accounts} WHERE due IS NOT NULL AND due <= $1 ORDER BY due, user_id LIMIT $2`;
  return async (now, limit) => {
    assertTime('now', now);
    assertLimit(limit);
    return (await run(longest, [now, limit])).map((row) => textOf(columnOf(row, 'owner')));
  };
}

export function assertTime(name: string, time: number): void {
  if (!Number.isSafeInteger(time)) throw new RangeError(`${name} must be whole milliseconds since 1970`);
}
