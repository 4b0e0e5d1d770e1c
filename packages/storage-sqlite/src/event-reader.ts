import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import type { Run } from './connection.ts';
import { rowOf } from './database.ts';
import type { TableNames } from './table-names.ts';
import { hexOf, textOf } from './text.ts';

/** Reads the audit trail in commit order. */
export function eventReader(run: Run, { events }: TableNames): StorageAdapter['readEvents'] {
  const page = (where: string): string =>
    `SELECT CAST(sequence AS TEXT) AS number, hex(user_id) AS owner, hex(body) AS body FROM ${events} WHERE ${where}sequence > CAST(? AS INTEGER) ORDER BY sequence LIMIT CAST(? AS INTEGER)`;
  const ofAll = page('');
  const ofUser = page('user_id = CAST(unhex(?) AS TEXT) AND ');

  return async ({ userId, after = '0', limit }) => {
    if (!/^\d{1,15}$/.test(after)) throw new TypeError('after must be the cursor of an earlier page');
    const span = [after, String(limit)];
    const answer = await (userId === undefined ? run(ofAll, span) : run(ofUser, [hexOf(userId), ...span]));
    const rows = answer.map((row) => rowOf(row, ['number', 'owner', 'body']));
    if (userId !== undefined && rows.some(({ owner }) => textOf(owner) !== userId)) {
      throw new TypeError('the SQLite client returned the events of another user');
    }
    const last = rows.at(-1);
    return {
      // Only the statements that write events write this column, from an AuditEvent.
      events: rows.map((row): AuditEvent => JSON.parse(textOf(row.body))),
      cursor: last === undefined ? after : cursorOf(last.number),
    };
  };
}

function cursorOf(number: unknown): string {
  if (typeof number !== 'string' || !/^\d{1,15}$/.test(number)) {
    throw new TypeError('the SQLite client returned no number of an event');
  }
  return number;
}
