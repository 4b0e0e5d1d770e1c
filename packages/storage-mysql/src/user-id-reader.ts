import type { StorageAdapter } from '@factorkit/core';
import type { MysqlClient } from './client.ts';
import { withSession } from './session.ts';
import { textOf, userIdBytes } from './text.ts';

/** Lists the accounts in the byte order of their ids, which is that of the primary key. */
export function userIdReader(client: MysqlClient, table: string): StorageAdapter['readUserIds'] {
  const columns = `SELECT user_id FROM ${table}`;
  const page = 'ORDER BY user_id LIMIT ?';
  const first = `${columns} ${page}`;
  const next = `${columns} WHERE user_id > ? ${page}`;

  return async ({ after, limit }) => {
    const last = after === undefined ? undefined : userIdOf(after);
    // One more than the page, to see whether another page follows.
    const [sql, values] = last === undefined ? [first, [limit + 1]] : [next, [last, limit + 1]];
    const rows = await withSession(client, (session) => session.ask(sql, ['user_id'], values, 'many'));
    // Sorted here, because the server sorts only by the first 1024 bytes.
    const listed = rows
      .map((row) => textOf(row.user_id))
      .sort((one, other) => userIdBytes(one).compare(userIdBytes(other)));
    const userIds = listed.slice(0, limit);
    const end = userIds.at(-1);
    return rows.length > limit && end !== undefined ? { userIds, cursor: cursorOf(end) } : { userIds };
  };
}

const CURSOR = 'user:';

/** A position in the order of the ids, not a number of rows: it stays valid whatever is deleted before it. */
function cursorOf(userId: string): string {
  return CURSOR + encodeURIComponent(userId);
}

function userIdOf(cursor: string): Buffer {
  try {
    const userId = decodeURIComponent(cursor.slice(CURSOR.length));
    if (cursorOf(userId) === cursor) return userIdBytes(userId);
  } catch {
    // The text cannot be decoded or encoded again, or is longer than any id.
  }
  throw new TypeError('after must be the cursor of an earlier page');
}
