import type { AuditEvent } from '@factorkit/core';
import type { Session } from './session.ts';
import type { TableNames } from './table-names.ts';
import { bytesOf, MAX_NAME_BYTES, userIdBytes } from './text.ts';
import { assertTime } from './time.ts';

/** An event as a row, but for its place. */
export type EventRow = readonly [userId: Buffer, id: Buffer, at: number, type: Buffer, body: Buffer];

/** Rows of events. Throws where one cannot be written, before anything is. */
export function rowsOf(events: readonly AuditEvent[]): readonly EventRow[] {
  return events.map((event) => {
    assertTime('at', event.at);
    return [
      userIdBytes(event.userId),
      bytesOf(event.id, MAX_NAME_BYTES),
      event.at,
      bytesOf(event.type, MAX_NAME_BYTES),
      bytesOf(JSON.stringify(event)),
    ];
  });
}

/** What changes the audit trail; each within a transaction of the caller's. */
export interface EventWriter {
  /** Holds the trail until the transaction ends, so it comes last: all others who write events wait meanwhile. */
  write(session: Session, rows: readonly EventRow[]): Promise<void>;
  /** The user's events stay where they are, under another name, without what was told of the person. */
  disown(session: Session, userId: Buffer, pseudonym: Buffer): Promise<void>;
}

export function eventWriter({ events, trail }: TableNames): EventWriter {
  // LAST_INSERT_ID: the server tells the new value in its answer to the statement itself.
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
