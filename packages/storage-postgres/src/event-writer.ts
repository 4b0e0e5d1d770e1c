import type { AuditEvent } from '@factorkit/core';
import { takeTurn } from './event-turn.ts';
import type { TableNames } from './table-names.ts';
import { hexOf } from './text.ts';

/**
 * The part of a statement that writes events if the part before it, named `won`, has a row. It takes the lock by
 * reading `won`, so not before whatever `won` waited for. Every row waits for the lock, so each number is assigned
 * after it.
 *
 * @param parameter - the number of the parameter for {@link eventsHex}.
 */
export function writingEvents(names: TableNames, parameter: number): string {
  return `turn AS MATERIALIZED (SELECT ${takeTurn(names)} FROM won),
written AS (
  INSERT INTO ${names.events} (sequence, id, user_id, at, type, body, source, note)
  SELECT nextval('${names.eventNumbers}'), id, decode(user_id, 'hex'), at, type, body::json, source::json, note::json
  FROM (
    SELECT event.* FROM turn CROSS JOIN ROWS FROM (
      json_to_recordset(convert_from(decode($${parameter}, 'hex'), 'UTF8')::json)
        AS (id text, user_id text, at bigint, type text, body text, source text, note text)
    ) WITH ORDINALITY AS event (id, user_id, at, type, body, source, note, place)
    ORDER BY event.place
  ) AS event
  RETURNING 1
)`;
}

/**
 * Events as one parameter of a statement, because clients encode arrays differently. The inner JSON is encoded as text
 * again: PostgreSQL would refuse a NUL in JSON that it extracts from JSON.
 */
export function eventsHex(events: readonly AuditEvent[]): string {
  return hexOf(JSON.stringify(events.map(rowOf)));
}

function rowOf(event: AuditEvent): object {
  const { userId, source, note, ...body } = event;
  return {
    id: event.id,
    user_id: hexOf(userId),
    at: event.at,
    type: event.type,
    body: JSON.stringify(body),
    ...(source === undefined ? {} : { source: JSON.stringify(source) }),
    ...(note === undefined ? {} : { note: JSON.stringify(note) }),
  };
}
