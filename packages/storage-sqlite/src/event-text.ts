import type { AuditEvent } from '@factorkit/core';
import type { TableNames } from './table-names.ts';
import { hexOf } from './text.ts';

/** Writes events that were passed as {@link eventsJson}; NULL writes none. */
export function insertEvents({ events }: TableNames, json: string): string {
  const text = (place: number): string => `CAST(unhex(json_extract(value, '$[${place}]')) AS TEXT)`;
  return `INSERT INTO ${events} (id, user_id, at, type, body) SELECT ${text(0)}, ${text(1)}, json_extract(value, '$[2]'), ${text(3)}, ${text(4)} FROM json_each(${json}) ORDER BY key`;
}

export function eventsJson(events: readonly AuditEvent[]): string | null {
  if (events.length === 0) return null;
  return JSON.stringify(
    events.map((event) => [
      hexOf(event.id),
      hexOf(event.userId),
      event.at,
      hexOf(event.type),
      hexOf(JSON.stringify(event)),
    ]),
  );
}
