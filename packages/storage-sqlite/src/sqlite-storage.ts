import type { StorageAdapter } from '@factorkit/core';
import {
  changedOne,
  inTransaction,
  prepareConnection,
  reading,
  rowOf,
  type SqliteDatabase,
} from './database.ts';
import { assertTime, dueReader } from './due-reader.ts';
import { eventReader } from './event-reader.ts';
import { eventWriter } from './event-writer.ts';
import { assertMigrated } from './schema.ts';
import { type TablePrefix, tableNames } from './table-names.ts';
import { assertWellFormed, textOf } from './text.ts';
import { userIdReader } from './user-id-reader.ts';

export interface SqliteStorageOptions extends TablePrefix {
  /**
   * A connection for Factorkit alone, opened and in the end closed by the portal: a `DatabaseSync` of `node:sqlite` or a
   * `Database` of better-sqlite3. The file may well be the portal's.
   */
  readonly database: SqliteDatabase;
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
 * Unicode, a `RangeError` for a time or limit that is none.
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
export function createSqliteStorage({ database, tablePrefix }: SqliteStorageOptions): StorageAdapter {
  const names = tableNames(tablePrefix);
  prepareConnection(database);
  assertMigrated(database, { tablePrefix });

  // The id is read back from the bound value, also where there is no row.
  const select = database.prepare(
    `SELECT CAST(asked.user_id AS BLOB) AS owner, CAST(tag AS BLOB) AS tag, CAST(state AS BLOB) AS state FROM (SELECT ? AS user_id) AS asked LEFT JOIN ${names.accounts} AS account ON account.user_id = asked.user_id`,
  );
  const insert = database.prepare(
    `INSERT INTO ${names.accounts} (user_id, tag, state, due) VALUES (?, ?, ?, ?) ON CONFLICT (user_id) DO NOTHING`,
  );
  const update = database.prepare(
    `UPDATE ${names.accounts} SET tag = ?, state = ?, due = ? WHERE user_id = ? AND tag = ?`,
  );
  const remove = database.prepare(`DELETE FROM ${names.accounts} WHERE user_id = ?`);
  const trail = eventWriter(database, names.events);

  return {
    async load(userId) {
      assertWellFormed(userId);
      const row = reading(database, () => select.get(userId));
      const { owner, tag, state } = rowOf(row, ['owner', 'tag', 'state']);
      const stored = tag === null && state === null ? undefined : { tag: textOf(tag), state: textOf(state) };
      return { userId: textOf(owner), stored };
    },

    async save(userId, { tag, state, due = null }, expected, events) {
      assertWellFormed(userId, tag, state);
      if (due !== null) assertTime('due', due);
      return inTransaction(database, () => {
        const written =
          expected === undefined
            ? insert.run(userId, tag, state, due)
            : update.run(tag, state, due, userId, expected);
        if (!changedOne(written)) return false;
        trail.write(events);
        return true;
      });
    },

    async delete(userId, events, pseudonym) {
      assertWellFormed(userId, pseudonym);
      inTransaction(database, () => {
        remove.run(userId);
        if (rowOf(select.get(userId), ['owner', 'tag', 'state']).tag !== null) {
          throw new TypeError('the account was not deleted');
        }
        trail.disown(userId, pseudonym);
        trail.write(events);
      });
    },

    async record(events) {
      inTransaction(database, () => trail.write(events));
    },

    due: dueReader(database, names.accounts),
    readUserIds: userIdReader(database, names.accounts),
    readEvents: eventReader(database, names.events),
    now: async () => Date.now(),
  };
}
