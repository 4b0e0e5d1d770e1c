import { type StorageAdapter, withCheckedArguments } from '@factorkit/core';
import type { SqliteClient, SqliteText, SqliteTransaction } from './client.ts';
import { connect, driverOf, isDatabase, patient, type Run, runOnDatabase, runWithin } from './connection.ts';
import { prepareConnection, rowOf, type SqliteDatabase } from './database.ts';
import { dueReader } from './due-reader.ts';
import { eventReader } from './event-reader.ts';
import { eventsJson, insertEvents } from './event-text.ts';
import { assertMigrated, assertMigratedOn } from './schema.ts';
import { type TableNames, type TablePrefix, tableNames } from './table-names.ts';
import { assertEcho, hexOf, textOf } from './text.ts';
import { userIdReader } from './user-id-reader.ts';

export interface SqliteStorageOptions extends TablePrefix {
  /**
   * A connection for Factorkit only (a `DatabaseSync` of `node:sqlite` or a `Database` of better-sqlite3), or the portal's
   * client of libSQL, D1, Prisma, Drizzle, Kysely, Knex or TypeORM. The portal opens and closes it. The file may be the
   * portal's.
   */
  readonly database: SqliteDatabase | SqliteClient;
}

/** Accounts in SQLite. */
export interface SqliteStorage extends StorageAdapter {
  /**
   * The same tables through a transaction that the portal began. Runs no statement.
   *
   * Its results are true only if that transaction is committed: answer the user after the commit.
   */
  within(transaction: SqliteTransaction): StorageAdapter;
}

/**
 * Stores accounts in SQLite. The tables must exist: see {@link migrate}. Every call is one statement. On a connection it
 * is synchronous, so a write blocks the event loop until it is on disk and, while another process writes, up to the
 * connection's busy timeout (5 seconds if the portal set none). A client waits up to 5 seconds without blocking.
 *
 * @returns the storage; for a client, a promise of it.
 * @throws MfaError `configuration-invalid` if the tables are missing, out of date or newer than this package. With a
 * client, the promise rejects with it, also if a power failure could undo commits.
 * @throws TypeError if the prefix is not a valid name.
 *
 * Its methods throw the driver's errors, and nothing is then written or, with a server, the result is unknown. They throw
 * a `TypeError` for text that is not well-formed Unicode, and a `RangeError` for an invalid time or limit.
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
export function createSqliteStorage(
  options: SqliteStorageOptions & { readonly database: SqliteDatabase },
): SqliteStorage;
export function createSqliteStorage(
  options: SqliteStorageOptions & { readonly database: SqliteClient },
): Promise<SqliteStorage>;
export function createSqliteStorage({
  database,
  tablePrefix,
}: SqliteStorageOptions): SqliteStorage | Promise<SqliteStorage> {
  const names = tableNames(tablePrefix);
  if (!isDatabase(database)) return onClient(database, names);
  start(database, names);
  return storageOn(runOnDatabase(database), names);
}

async function onClient(client: SqliteClient, names: TableNames): Promise<SqliteStorage> {
  const driver = driverOf(client);
  if (isDatabase(driver)) {
    start(driver, names);
    return storageOn(patient(runOnDatabase(driver)), names);
  }
  const connection = connect(driver);
  await assertMigratedOn(connection, names);
  return storageOn(connection.run, names);
}

function start(database: SqliteDatabase, names: TableNames): void {
  prepareConnection(database);
  assertMigrated(database, names);
}

function storageOn(run: Run, names: TableNames): SqliteStorage {
  return {
    ...adapterOn(run, names),
    within: (transaction) => adapterOn(runWithin(transaction), names),
  };
}

function adapterOn(run: Run, names: TableNames): StorageAdapter {
  const text = 'CAST(unhex(?) AS TEXT)';
  const whole = 'CAST(? AS INTEGER)';
  const saved = 'RETURNING hex(user_id) AS owner, hex(tag) AS second';
  // The id is read back from the bound value, even if there is no row.
  const select = `SELECT hex(asked.user_id) AS owner, iif(account.tag IS NULL, NULL, hex(account.tag)) AS tag, iif(account.tag IS NULL, NULL, hex(account.state)) AS state FROM (SELECT ${text} AS user_id) AS asked LEFT JOIN ${names.accounts} AS account ON account.user_id = asked.user_id`;
  const insert = `INSERT INTO ${names.accounts} (tag, state, due, events, user_id) VALUES (${text}, ${text}, ${whole}, ?, ${text}) ON CONFLICT (user_id) DO NOTHING ${saved}`;
  const update = `UPDATE ${names.accounts} SET tag = ${text}, state = ${text}, due = ${whole}, events = ? WHERE user_id = ${text} AND tag = ${text} ${saved}`;
  const erase = `INSERT INTO ${names.erasures} (user_id, pseudonym, events) VALUES (${text}, ${text}, ?) RETURNING hex(user_id) AS owner, hex(pseudonym) AS second`;
  const append = `${insertEvents(names, '?')} RETURNING hex(id) AS event_id`;

  /** Whether the statement changed its one row. */
  async function changes(
    sql: string,
    values: readonly SqliteText[],
    echo: readonly [string, string],
  ): Promise<boolean> {
    const [row, ...more] = await run(sql, values);
    if (row === undefined) return false;
    if (more.length > 0) throw new TypeError('the SQLite client returned more than one row');
    const { owner, second } = rowOf(row, ['owner', 'second']);
    assertEcho(echo, [owner, second]);
    return true;
  }

  return withCheckedArguments({
    async load(userId) {
      const [row, ...more] = await run(select, [hexOf(userId)]);
      if (more.length > 0) throw new TypeError('the SQLite client returned more than one row');
      const { owner, tag, state } = rowOf(row, ['owner', 'tag', 'state']);
      const stored = tag === null && state === null ? undefined : { tag: textOf(tag), state: textOf(state) };
      return { userId: textOf(owner), stored };
    },

    async save(userId, { tag, state, due = null }, expected, events) {
      const next = [hexOf(tag), hexOf(state), due === null ? null : String(due), eventsJson(events)];
      return expected === undefined
        ? changes(insert, [...next, hexOf(userId)], [userId, tag])
        : changes(update, [...next, hexOf(userId), hexOf(expected)], [userId, tag]);
    },

    async delete(userId, events, pseudonym) {
      const values = [hexOf(userId), hexOf(pseudonym), eventsJson(events)];
      if (!(await changes(erase, values, [userId, pseudonym]))) {
        throw new TypeError('the SQLite client did not say that it erased the account');
      }
    },

    async record(events) {
      if (events.length === 0) return;
      const rows = await run(append, [eventsJson(events)]);
      assertEcho(
        events.map(({ id }) => id),
        rows.map((row) => rowOf(row, ['event_id']).event_id),
      );
    },

    due: dueReader(run, names),
    readUserIds: userIdReader(run, names),
    readEvents: eventReader(run, names),
    now: async () => Date.now(),
  });
}
