import type { StorageAdapter } from '@factorkit/core';
import { columnOf, type Run } from './client.ts';
import { assertLimit } from './page-limit.ts';
import type { TableNames } from './table-names.ts';
import { bytesOf, textOf } from './text.ts';

/** Lists the accounts in the order of their ids' bytes, which is that of the primary key's index. */
export function userIdReader(run: Run, { accounts }: TableNames): StorageAdapter['readUserIds'] {
  const columns = `SELECT user_id AS owner FROM ${accounts}`;
  const first = `${columns} ORDER BY user_id LIMIT $1`;
  const next = `${columns} WHERE user_id > $2 ORDER BY user_id LIMIT $1`;

  return async ({ after, limit }) => {
    const last = after === undefined ? undefined : bytesOf(userIdOf(after));
    assertLimit(limit);
    // One more than the page holds says whether another page follows.
    const rows = last === undefined ? await run(first, [limit + 1]) : await run(next, [limit + 1, last]);
    const userIds = rows.slice(0, limit).map((row) => textOf(columnOf(row, 'owner')));
    const end = userIds.at(-1);
    return rows.length > limit && end !== undefined ? { userIds, cursor: cursorOf(end) } : { userIds };
  };
}

const CURSOR = 'user:';

/** A place in the order of the ids, not a number of rows: it holds whatever is deleted before it. */
function cursorOf(userId: string): string {
  return CURSOR + encodeURIComponent(userId);
}

function userIdOf(cursor: string): string {
  try {
    const userId = decodeURIComponent(cursor.slice(CURSOR.length));
    if (cursorOf(userId) === cursor) return userId;
  } catch {
    // Text that cannot be decoded, or encoded again.
  }
  throw new TypeError('after must be the cursor of an earlier page');
}
