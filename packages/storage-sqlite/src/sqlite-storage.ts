import { type StorageAdapter, withCheckedArguments } from '@factorkit/core';
import {
  changedOne,
  inTransaction,
  prepareConnection,
  reading,
  rowOf,
  type SqliteDatabase,
} from './database.ts';
import { dueReader } from './due-reader.ts';
import { eventReader } from './event-reader.ts';
import { eventWriter } from './event-writer.ts';
import { assertMigrated } from './schema.ts';
import { type TablePrefix, tableNames } from './table-names.ts';
import { textOf } from './text.ts';
import { userIdReader } from './user-id-reader.ts';

export interface SqliteStorageOptions extends TablePrefix {
  /**
   * A connection for Factorkit only: a `DatabaseSync` of `node:sqlite` or a `Database` of better-sqlite3. The portal
   * opens and closes it. The file may be the portal's.
   */
  readonly database: SqliteDatabase;
}

/**
 * Stores accounts in SQLite. The tables must exist: see {@link migrate}. SQLite is synchronous, so a write blocks the
 * event loop until it is on disk and, while another process writes, up to the connection's busy timeout (5 seconds if
 * the portal set none).
 *
 * @throws MfaError `configuration-invalid` if the tables are missing, out of date or newer than this package.
 * @throws TypeError if the prefix is not a valid name.
 *
 * Its methods throw the driver's errors, and nothing is then written. They throw a `TypeError` for text that is not
 * well-formed Unicode, and a `RangeError` for an invalid time or limit.
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

  // The id is read back from the bound value, even if there is no row.
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

  return withCheckedArguments({
    async load(userId) {
      const row = reading(database, () => select.get(userId));
      const { owner, tag, state } = rowOf(row, ['owner', 'tag', 'state']);
      const stored = tag === null && state === null ? undefined : { tag: textOf(tag), state: textOf(state) };
      return { userId: textOf(owner), stored };
    },

    async save(userId, { tag, state, due = null }, expected, events) {
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
  });
}
