import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import { columnOf, type SqliteDatabase } from './database.ts';
import { assertLimit } from './page-limit.ts';
import { assertWellFormed } from './text.ts';

/** Reads the audit trail in the order it was committed. */
export function eventReader(database: SqliteDatabase, table: string): StorageAdapter['readEvents'] {
  const page = 'ORDER BY sequence LIMIT ?';
  const ofAll = database.prepare(`SELECT sequence, body FROM ${table} WHERE sequence > ? ${page}`);
  const ofUser = database.prepare(
    `SELECT sequence, body FROM ${table} WHERE user_id = ? AND sequence > ? ${page}`,
  );

  return async ({ userId, after = '0', limit }) => {
    if (userId !== undefined) assertWellFormed(userId);
    if (!/^\d{1,15}$/.test(after)) throw new TypeError('after must be the cursor of an earlier page');
    assertLimit(limit);
    const start = Number(after);
    const rows = userId === undefined ? ofAll.all(start, limit) : ofUser.all(userId, start, limit);
    const last = rows.at(-1);
    return {
      // Written by the event writer from an AuditEvent, and by nobody else.
      events: rows.map((row): AuditEvent => JSON.parse(String(columnOf(row, 'body')))),
      cursor: last === undefined ? after : String(columnOf(last, 'sequence')),
    };
  };
}
