import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import { reading, rowOf, type SqliteDatabase, wholeOf } from './database.ts';
import { textOf } from './text.ts';

/** Reads the audit trail in commit order. */
export function eventReader(database: SqliteDatabase, table: string): StorageAdapter['readEvents'] {
  const page = 'ORDER BY sequence LIMIT ?';
  const ofAll = database.prepare(
    `SELECT sequence, CAST(user_id AS BLOB) AS owner, CAST(body AS BLOB) AS body FROM ${table} WHERE sequence > ? ${page}`,
  );
  const ofUser = database.prepare(
    `SELECT sequence, CAST(user_id AS BLOB) AS owner, CAST(body AS BLOB) AS body FROM ${table} WHERE user_id = ? AND sequence > ? ${page}`,
  );

  return async ({ userId, after = '0', limit }) => {
    if (!/^\d{1,15}$/.test(after)) throw new TypeError('after must be the cursor of an earlier page');
    const start = Number(after);
    const rows = reading(database, () =>
      userId === undefined ? ofAll.all(start, limit) : ofUser.all(userId, start, limit),
    ).map((row) => rowOf(row, ['sequence', 'owner', 'body']));
    if (userId !== undefined && rows.some(({ owner }) => textOf(owner) !== userId)) {
      throw new TypeError('the SQLite driver returned the events of another user');
    }
    const last = rows.at(-1);
    return {
      // Only the event writer writes this column, from an AuditEvent.
      events: rows.map((row): AuditEvent => JSON.parse(textOf(row.body))),
      cursor: last === undefined ? after : String(wholeOf(last.sequence)),
    };
  };
}
