import type { StorageAdapter } from '@factorkit/core';
import { ask, type Run } from './client.ts';
import type { TableNames } from './table-names.ts';
import { listOf, textOf } from './text.ts';

/** Finds the accounts that need upkeep. */
export function dueReader(run: Run, { accounts }: TableNames): StorageAdapter['due'] {
  const longest = `SELECT $call, (SELECT coalesce(json_agg(encode(user_id, 'hex')), '[]')::text FROM (SELECT user_id FROM ${accounts} WHERE due IS NOT NULL AND due <= $1::text::bigint ORDER BY due, user_id LIMIT $2::text::bigint) AS page) AS users`;
  return async (now, limit) => {
    const { users } = await ask(run, longest, ['users'], [String(now), String(limit)]);
    return listOf(users).map(textOf);
  };
}
