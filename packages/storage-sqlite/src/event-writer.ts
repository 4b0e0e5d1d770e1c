import type { AuditEvent } from '@factorkit/core';
import type { SqliteDatabase } from './database.ts';

/** Changes the audit trail, each time within a transaction of the caller. */
export interface EventWriter {
  write(events: readonly AuditEvent[]): void;
  /** Keeps the user's events in place, under the pseudonym and without personal data. */
  disown(userId: string, pseudonym: string): void;
}

export function eventWriter(database: SqliteDatabase, table: string): EventWriter {
  const insert = database.prepare(
    `INSERT INTO ${table} (id, user_id, at, type, body) VALUES (?, ?, ?, ?, ?)`,
  );
  const rename = database.prepare(
    `UPDATE ${table} SET user_id = ?, body = json_remove(json_set(body, '$.userId', ?), '$.source', '$.note') WHERE user_id = ?`,
  );
  return {
    write(events) {
      for (const event of events) {
        insert.run(event.id, event.userId, event.at, event.type, JSON.stringify(event));
      }
    },
    disown(userId, pseudonym) {
      rename.run(pseudonym, pseudonym, userId);
    },
  };
}
