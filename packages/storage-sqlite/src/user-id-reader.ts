import type { StorageAdapter } from '@factorkit/core';
import type { Run } from './connection.ts';
import { rowOf } from './database.ts';
import type { TableNames } from './table-names.ts';
import { hexOf, textOf } from './text.ts';

/** Lists the accounts in the byte order of their ids, which is that of the primary key's index. */
export function userIdReader(run: Run, { accounts }: TableNames): StorageAdapter['readUserIds'] {
  const page = (where: string): string =>
    `SELECT hex(user_id) AS listed_user FROM ${accounts} ${where}ORDER BY user_id LIMIT CAST(? AS INTEGER)`;
  const first = page('');
  const next = page('WHERE user_id > CAST(unhex(?) AS TEXT) ');

  return async ({ after, limit }) => {
    const last = after === undefined ? [] : [hexOf(userIdOf(after))];
    // One more than the page, to see whether another page follows.
    const rows = await run(after === undefined ? first : next, [...last, String(limit + 1)]);
    const userIds = rows.slice(0, limit).map((row) => textOf(rowOf(row, ['listed_user']).listed_user));
    const end = userIds.at(-1);
    return rows.length > limit && end !== undefined ? { userIds, cursor: cursorOf(end) } : { userIds };
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
