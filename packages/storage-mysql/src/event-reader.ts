import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import type { MysqlClient } from './client.ts';
import { assertLimit } from './page-limit.ts';
import { columnOf, withSession } from './session.ts';
import { textOf, userIdBytes } from './text.ts';

/** Reads the audit trail in the order it was committed. */
export function eventReader(client: MysqlClient, table: string): StorageAdapter['readEvents'] {
  const columns = `SELECT sequence, CAST(body AS BINARY) AS body FROM ${table}`;
  const page = 'sequence > ? ORDER BY sequence LIMIT ?';
  const ofAll = `${columns} WHERE ${page}`;
  const ofUser = `${columns} WHERE user_id = ? AND ${page}`;

  return async ({ userId, after = '0', limit }) => {
    const user = userId === undefined ? undefined : userIdBytes(userId);
    if (!/^\d{1,15}$/.test(after)) throw new TypeError('after must be the cursor of an earlier page');
    assertLimit(limit);
    const start = Number(after);
    const rows = await withSession(client, (session) =>
      user === undefined ? session.read(ofAll, [start, limit]) : session.read(ofUser, [user, start, limit]),
    );
    const last = rows.at(-1);
    return {
      // Written by the event writer from an AuditEvent, and by nobody else.
      events: rows.map((row): AuditEvent => JSON.parse(textOf(columnOf(row, 'body')))),
      cursor: last === undefined ? after : String(columnOf(last, 'sequence')),
    };
  };
}
