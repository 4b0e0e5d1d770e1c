import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import { columnOf, inTransaction, prepareConnection, type SqliteDatabase } from './database.ts';
import { type EventPage, type EventQuery, eventReader } from './event-reader.ts';
import { assertMigrated } from './schema.ts';
import { type TablePrefix, tableNames } from './table-names.ts';

export interface SqliteStorageOptions extends TablePrefix {
  /**
   * A connection for Factorkit alone, opened and in the end closed by the portal: a `DatabaseSync` of `node:sqlite` or a
   * `Database` of better-sqlite3. The file may well be the portal's.
   */
  readonly database: SqliteDatabase;
}

/** A storage adapter on SQLite, with its audit trail to read. */
export interface SqliteStorage extends StorageAdapter {
  /** The audit trail, oldest first, page by page. */
  readEvents(query: EventQuery): Promise<EventPage>;
}

/**
 * Accounts in SQLite. The tables must be there: see {@link migrate}. SQLite works within the call, so a write holds the
 * event loop until it is on the disk, and up to the connection's busy timeout (5 seconds where the portal set none) while
 * another process writes.
 *
 * @throws MfaError `configuration-invalid` where the tables are missing, out of date or newer than this package.
 * @throws TypeError if the prefix is not a name.
 *
 * Its methods throw what the driver throws, with nothing written, and a `TypeError` for text that is not well-formed
 * Unicode.
 * @example
 * ```ts
 * import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
 * import { DatabaseSync } from 'node:sqlite';
 *
 * const database = new DatabaseSync('portal.db');
 * migrate(database);
 * const storage = createSqliteStorage({ database });
 * ```
 */
export function createSqliteStorage({ database, tablePrefix }: SqliteStorageOptions): SqliteStorage {
  const names = tableNames(tablePrefix);
  prepareConnection(database);
  assertMigrated(database, { tablePrefix });

  // Read as bytes: node:sqlite before Node 24 ends text at a NUL when it reads it.
  const select = database.prepare(
    `SELECT CAST(tag AS BLOB) AS tag, CAST(state AS BLOB) AS state FROM ${names.accounts} WHERE user_id = ?`,
  );
  const insert = database.prepare(
    `INSERT INTO ${names.accounts} (user_id, tag, state) VALUES (?, ?, ?) ON CONFLICT (user_id) DO NOTHING`,
  );
  const update = database.prepare(
    `UPDATE ${names.accounts} SET tag = ?, state = ? WHERE user_id = ? AND tag = ?`,
  );
  const remove = database.prepare(`DELETE FROM ${names.accounts} WHERE user_id = ?`);
  const record = database.prepare(
    `INSERT INTO ${names.events} (id, user_id, at, type, body) VALUES (?, ?, ?, ?, ?)`,
  );
  const writeEvents = (events: readonly AuditEvent[]): void => {
    for (const event of events) {
      assertWellFormed(event.userId);
      record.run(event.id, event.userId, event.at, event.type, JSON.stringify(event));
    }
  };

  return {
    async load(userId) {
      assertWellFormed(userId);
      const row = select.get(userId);
      if (row === undefined) return undefined;
      return { tag: textOf(columnOf(row, 'tag')), state: textOf(columnOf(row, 'state')) };
    },

    async save(userId, { tag, state }, expected, events) {
      assertWellFormed(userId, tag, state);
      return inTransaction(database, () => {
        const { changes } =
          expected === undefined ? insert.run(userId, tag, state) : update.run(tag, state, userId, expected);
        if (Number(changes) !== 1) return false;
        writeEvents(events);
        return true;
      });
    },

    async delete(userId, events) {
      assertWellFormed(userId);
      inTransaction(database, () => {
        remove.run(userId);
        writeEvents(events);
      });
    },

    readEvents: eventReader(database, names.events),
  };
}

/** In UTF-8 every unpaired surrogate becomes the same U+FFFD: two users would share one account. */
function assertWellFormed(...texts: readonly string[]): void {
  if (texts.some((text) => /\p{Surrogate}/u.test(text))) {
    throw new TypeError('user id, tag and state must be well-formed Unicode');
  }
}

function textOf(bytes: unknown): string {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('the SQLite driver gave no bytes for a blob');
  // ignoreBOM: a leading byte order mark is part of the text.
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
