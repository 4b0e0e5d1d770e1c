import type { AuditEvent } from '@factorkit/core';
import type { Session } from './session.ts';
import type { TableNames } from './table-names.ts';
import { bytesOf, MAX_NAME_BYTES, userIdBytes } from './text.ts';

/** An event as a row, without its sequence. */
export type EventRow = readonly [userId: Buffer, id: Buffer, at: number, type: Buffer, body: Buffer];

/** Rows of events. Throws before anything is written if one cannot be written. */
export function rowsOf(events: readonly AuditEvent[]): readonly EventRow[] {
  return events.map((event) => [
    userIdBytes(event.userId),
    bytesOf(event.id, MAX_NAME_BYTES),
    event.at,
    bytesOf(event.type, MAX_NAME_BYTES),
    bytesOf(JSON.stringify(event)),
  ]);
}

/** Changes the audit trail, each time within a transaction of the caller. */
export interface EventWriter {
  /** Locks the trail until the transaction ends, so call it last: all other writers of events wait. */
  write(session: Session, rows: readonly EventRow[]): Promise<void>;
  /** Keeps the user's events in place, under the pseudonym and without personal data. */
  disown(session: Session, userId: Buffer, pseudonym: Buffer): Promise<void>;
}

export function eventWriter({ events, trail }: TableNames): EventWriter {
  // LAST_INSERT_ID: the server returns the new value with the answer to the statement.
  const take = `UPDATE ${trail} SET last_sequence = LAST_INSERT_ID(last_sequence + ?) WHERE id = 1`;
  const insert = `INSERT INTO ${events} (sequence, user_id, id, at, type, body) VALUES `;
  const rename = `UPDATE ${events} SET user_id = ?, body = JSON_REMOVE(JSON_SET(body, '$.userId', CONVERT(? USING utf8mb4)), '$.source', '$.note') WHERE user_id = ?`;
  return {
    async write(session, rows) {
      if (rows.length === 0) return;
      const taken = await session.write(take, [rows.length]);
      if (taken.affectedRows !== 1) throw new TypeError(`the row of ${trail} is missing`);
      const first = taken.insertId - rows.length + 1;
      await session.write(
        insert + rows.map(() => '(?, ?, ?, ?, ?, ?)').join(', '),
        rows.flatMap((row, index) => [first + index, ...row]),
      );
    },
    async disown(session, userId, pseudonym) {
      await session.write(rename, [pseudonym, pseudonym, userId]);
    },
  };
}
