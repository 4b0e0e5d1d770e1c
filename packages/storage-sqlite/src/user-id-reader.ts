import type { StorageAdapter } from '@factorkit/core';
import { reading, rowOf, type SqliteDatabase } from './database.ts';
import { textOf } from './text.ts';

/** Lists the accounts in the byte order of their ids, which is that of the primary key's index. */
export function userIdReader(database: SqliteDatabase, table: string): StorageAdapter['readUserIds'] {
  const columns = `SELECT CAST(user_id AS BLOB) AS listed_user FROM ${table}`;
  const page = 'ORDER BY user_id LIMIT ?';
  const first = database.prepare(`${columns} ${page}`);
  const next = database.prepare(`${columns} WHERE user_id > ? ${page}`);

  return async ({ after, limit }) => {
    const last = after === undefined ? undefined : userIdOf(after);
    // One more than the page, to see whether another page follows.
    const rows = reading(database, () =>
      last === undefined ? first.all(limit + 1) : next.all(last, limit + 1),
    );
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
