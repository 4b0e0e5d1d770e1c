import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import { columnOf, type Run } from './client.ts';
import { settledSql } from './event-turn.ts';
import { assertLimit } from './page-limit.ts';
import type { TableNames } from './table-names.ts';
import { bytesOf, textOf } from './text.ts';

/** Reads the audit trail up to where it is settled. */
export function eventReader(run: Run, names: TableNames): StorageAdapter['readEvents'] {
  const settled = settledSql(names);
  // As text, because a client may turn JSON and large numbers into what it likes; in one word, because of names too.
  const columns =
    'sequence::text AS number, user_id AS owner, body::text AS body, source::text AS source, note::text AS note';
  const page = `sequence > $1::bigint AND sequence <= $2::bigint ORDER BY sequence LIMIT $3`;
  const ofAll = `SELECT ${columns} FROM ${names.events} WHERE ${page}`;
  const ofUser = `SELECT ${columns} FROM ${names.events} WHERE user_id = $4 AND ${page}`;

  return async ({ userId, after = '0', limit }) => {
    const user = userId === undefined ? undefined : bytesOf(userId);
    if (!/^\d{1,18}$/.test(after)) throw new TypeError('after must be the cursor of an earlier page');
    assertLimit(limit);
    const [bound] = await run(settled);
    // A statement of its own: only what begins after the notices were read sees all that had been committed by then.
    const span = [after, String(columnOf(bound, 'settled')), limit];
    const rows = user === undefined ? await run(ofAll, span) : await run(ofUser, [...span, user]);
    const last = rows.at(-1);
    return {
      events: rows.map(eventOf),
      cursor: last === undefined ? after : String(columnOf(last, 'number')),
    };
  };
}

function eventOf(row: unknown): AuditEvent {
  const [source, note] = [columnOf(row, 'source'), columnOf(row, 'note')];
  // Written by the event writer from an AuditEvent, and by nobody else.
  return {
    ...JSON.parse(String(columnOf(row, 'body'))),
    userId: textOf(columnOf(row, 'owner')),
    ...(source === null ? {} : { source: JSON.parse(String(source)) }),
    ...(note === null ? {} : { note: JSON.parse(String(note)) }),
  };
}
