import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import type { MysqlClient } from './client.ts';
import { withSession } from './session.ts';
import { assertEcho, textOf, userIdBytes, wholeOf } from './text.ts';

/** Reads the audit trail in commit order. */
export function eventReader(client: MysqlClient, table: string): StorageAdapter['readEvents'] {
  const columns = ['number', 'owner', 'body'] as const;
  const events = `SELECT CAST(sequence AS BINARY) AS number, user_id AS owner, CAST(body AS BINARY) AS body FROM ${table}`;
  const span = 'sequence > ? ORDER BY sequence LIMIT ?';
  const ofAll = `${events} WHERE ${span}`;
  const ofUser = `${events} WHERE user_id = ? AND ${span}`;

  return async ({ userId, after = '0', limit }) => {
    const user = userId === undefined ? undefined : userIdBytes(userId);
    if (!/^\d{1,15}$/.test(after)) throw new TypeError('after must be the cursor of an earlier page');
    const bounds = [Number(after), limit];
    const [sql, values] = user === undefined ? [ofAll, bounds] : [ofUser, [user, ...bounds]];
    const rows = await withSession(client, (session) => session.ask(sql, columns, values, 'many'));
    if (user !== undefined) for (const { owner } of rows) assertEcho(user, owner);
    const page = rows
      .map(({ number, body }) => ({ number: wholeOf(number), body }))
      .sort((one, other) => one.number - other.number);
    const last = page.at(-1);
    return {
      // Only the event writer writes this column, from an AuditEvent.
      events: page.map(({ body }): AuditEvent => JSON.parse(textOf(body))),
      cursor: last === undefined ? after : String(last.number),
    };
  };
}
