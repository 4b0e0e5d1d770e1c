import type { StorageAdapter } from '@factorkit/core';
import { ask, type Run } from './client.ts';
import type { TableNames } from './table-names.ts';
import { hexOf, listOf, textOf } from './text.ts';

/** Lists the accounts in the byte order of their ids, which is that of the primary key's index. */
export function userIdReader(run: Run, { accounts }: TableNames): StorageAdapter['readUserIds'] {
  const page = (where: string): string =>
    `SELECT $call, (SELECT coalesce(json_agg(encode(user_id, 'hex')), '[]')::text FROM (SELECT user_id FROM ${accounts} ${where}ORDER BY user_id LIMIT $1::text::bigint) AS page) AS users`;
  const first = page('');
  const next = page("WHERE user_id > decode($2, 'hex') ");

  return async ({ after, limit }) => {
    const last = after === undefined ? [] : [hexOf(userIdOf(after))];
    // One more than the page, to see whether another page follows.
    const values = [String(limit + 1), ...last];
    const { users } = await ask(run, after === undefined ? first : next, ['users'], values);
    const found = listOf(users).map(textOf);
    const userIds = found.slice(0, limit);
    const end = userIds.at(-1);
    return found.length > limit && end !== undefined ? { userIds, cursor: cursorOf(end) } : { userIds };
  };
}

const CURSOR = 'user:';

/** A position in the order of the ids, not a number of rows: it stays valid whatever is deleted before it. */
function cursorOf(userId: string): string {
  return CURSOR + encodeURIComponent(userId);
}

function userIdOf(cursor: string): string {
  try {
    const userId = decodeURIComponent(cursor.slice(CURSOR.length));
    if (cursorOf(userId) === cursor) return userId;
  } catch {
    // The text cannot be decoded or encoded again.
  }
  throw new TypeError('after must be the cursor of an earlier page');
}
