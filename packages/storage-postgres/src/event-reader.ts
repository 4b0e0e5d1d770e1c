import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import { ask, type Run } from './client.ts';
import { settledSql } from './event-turn.ts';
import type { TableNames } from './table-names.ts';
import { assertEcho, countOf, hexOf, listOf, textOf } from './text.ts';

/** One event as it is read: its number and user, and JSON of the event, its source and its note. */
type EventRow = readonly [number: unknown, owner: unknown, body: unknown, source: unknown, note: unknown];

/** Reads the audit trail up to the number below which it is complete. */
export function eventReader(run: Run, names: TableNames): StorageAdapter['readEvents'] {
  const settled = settledSql(names);
  const hexadecimal = (column: string): string => `encode(convert_to(${column}::text, 'UTF8'), 'hex')`;
  const event = `json_build_array(sequence::text, encode(user_id, 'hex'), ${hexadecimal('body')}, ${hexadecimal('source')}, ${hexadecimal('note')})`;
  const page = (owner: string, where: string): string =>
    `SELECT $call, ${owner} AS owner, (SELECT coalesce(json_agg(${event}), '[]')::text FROM (SELECT * FROM ${names.events} WHERE ${where}sequence > $1::text::bigint AND sequence <= $2::text::bigint ORDER BY sequence LIMIT $3::text::bigint) AS page) AS events`;
  const ofAll = page('NULL::text', '');
  const ofUser = page("encode(decode($4, 'hex'), 'hex')", "user_id = decode($4, 'hex') AND ");

  return async ({ userId, after = '0', limit }) => {
    const user = userId === undefined ? undefined : hexOf(userId);
    if (!/^\d{1,18}$/.test(after)) throw new TypeError('after must be the cursor of an earlier page');
    const bound = countOf((await ask(run, settled, ['settled'])).settled);
    // A separate statement: only one that starts after the locks were read sees everything that was committed before.
    const span = [after, String(bound), String(limit)];
    const { owner, events } =
      user === undefined
        ? await ask(run, ofAll, ['owner', 'events'], span)
        : await ask(run, ofUser, ['owner', 'events'], [...span, user]);
    if (user !== undefined) assertEcho(user, owner);
    const rows = listOf(events).map(eventRowOf);
    const [last] = rows.at(-1) ?? [after];
    return { events: rows.map(eventOf), cursor: String(last) };
  };
}

function eventRowOf(row: unknown): EventRow {
  if (!Array.isArray(row) || row.length !== 5 || typeof row[0] !== 'string' || !/^\d{1,18}$/.test(row[0])) {
    throw new TypeError('the PostgreSQL client returned no event');
  }
  const [number, owner, body, source, note]: readonly unknown[] = row;
  return [number, owner, body, source, note];
}

function eventOf([, owner, body, source, note]: EventRow): AuditEvent {
  // Only the event writer writes these columns, from an AuditEvent.
  return {
    ...JSON.parse(textOf(body)),
    userId: textOf(owner),
    ...(source === null ? {} : { source: JSON.parse(textOf(source)) }),
    ...(note === null ? {} : { note: JSON.parse(textOf(note)) }),
  };
}
