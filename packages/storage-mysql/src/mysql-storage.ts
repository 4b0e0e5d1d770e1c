import { type LoadedAccount, type StorageAdapter, withCheckedArguments } from '@factorkit/core';
import type { MysqlClient } from './client.ts';
import { dueReader } from './due-reader.ts';
import { eventReader } from './event-reader.ts';
import { eventWriter, rowsOf } from './event-writer.ts';
import { assertMigrated } from './schema.ts';
import { assertDurable, assertServer } from './server.ts';
import { propertyOf, type Session, type Written, withSession } from './session.ts';
import { type TablePlace, tableNames } from './table-names.ts';
import { assertEcho, bytesOf, MAX_NAME_BYTES, textOf, userIdBytes, wholeOf } from './text.ts';
import { inTransaction } from './transaction.ts';
import { userIdReader } from './user-id-reader.ts';

const DUPLICATE_KEY = 1062;

export interface MysqlStorageOptions extends TablePlace {
  /**
   * A pool for Factorkit only, or one connection, of `mysql2/promise`. The portal opens and closes it. It must connect
   * to the primary server, not to a replica. The database may be the portal's.
   */
  readonly client: MysqlClient;
  /**
   * Start even if the server may lose its last commits in a power failure. For tests and trials.
   *
   * @defaultValue `false`
   */
  readonly allowVolatile?: boolean | undefined;
}

/**
 * Stores accounts in MySQL 8 or MariaDB 10.6 and newer. The tables must exist: see {@link migrate}.
 *
 * @throws MfaError `configuration-invalid` if the tables are missing, out of date or newer than this package, if the
 * server is too old, or if it does not sync at a commit.
 * @throws TypeError if the prefix or the database is not a valid name.
 *
 * The adapter's methods throw the driver's errors. Nothing is then written, unless the connection was lost during the
 * commit. They throw a `TypeError` for text that is not well-formed Unicode, and a `RangeError` for an invalid time or
 * limit or for text that is too long (user ids have 1536 bytes, tags 255).
 * @example
 * ```ts
 * import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
 * import { createPool } from 'mysql2/promise';
 *
 * const client = createPool('mysql://portal@127.0.0.1/portal');
 * await migrate(client);
 * const storage = await createMysqlStorage({ client });
 * ```
 */
export async function createMysqlStorage({
  client,
  allowVolatile = false,
  ...place
}: MysqlStorageOptions): Promise<StorageAdapter> {
  const names = tableNames(place);
  await withSession(client, async (session) => {
    await assertServer(session);
    if (!allowVolatile) await assertDurable(session);
    await assertMigrated(session, names);
  });

  // The id is read back from the bound value, even if there is no row.
  const select = `SELECT asked.user_id AS owner, account.tag AS tag, account.state AS state FROM (SELECT ? AS user_id) AS asked LEFT JOIN ${names.accounts} AS account ON account.user_id = asked.user_id`;
  const clock = `SELECT CAST(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000 AS BINARY) AS now_ms`;
  const insert = `INSERT INTO ${names.accounts} (user_id, tag, state, due) VALUES (?, ?, ?, ?)`;
  const update = `UPDATE ${names.accounts} SET tag = ?, state = ?, due = ? WHERE user_id = ? AND tag = ?`;
  const remove = `DELETE FROM ${names.accounts} WHERE user_id = ?`;
  const trail = eventWriter(names);

  /** The row of a user, and the id that the server received. */
  async function loadOn(session: Session, user: Buffer): Promise<LoadedAccount> {
    const [row] = await session.ask(select, ['owner', 'tag', 'state'], [user]);
    assertEcho(user, row?.owner ?? null);
    const { owner, tag, state } = row ?? {};
    const stored = tag === null && state === null ? undefined : { tag: textOf(tag), state: textOf(state) };
    return { userId: textOf(owner), stored };
  }

  /**
   * `INSERT IGNORE` would ignore other errors too, and the count of ON DUPLICATE KEY depends on a flag of the
   * connection.
   */
  async function create(session: Session, row: (Buffer | number | null)[]): Promise<boolean> {
    try {
      return onlyOne(await session.write(insert, row));
    } catch (error) {
      if (propertyOf(error, 'errno') === DUPLICATE_KEY) return false;
      throw error;
    }
  }

  return withCheckedArguments({
    async load(userId) {
      const user = userIdBytes(userId);
      return await withSession(client, (session) => loadOn(session, user));
    },

    async save(userId, next, expected, events) {
      const user = userIdBytes(userId);
      const tag = bytesOf(next.tag, MAX_NAME_BYTES);
      const state = bytesOf(next.state);
      const { due = null } = next;
      const rows = rowsOf(events);
      return inTransaction(client, async (session) => {
        const written =
          expected === undefined
            ? await create(session, [user, tag, state, due])
            : onlyOne(await session.write(update, [tag, state, due, user, bytesOf(expected)])) ||
              // A server may count an unchanged row as not updated.
              (next.tag === expected && (await loadOn(session, user)).stored?.tag === expected);
        if (written) await trail.write(session, rows);
        return written;
      });
    },

    async delete(userId, events, pseudonym) {
      const user = userIdBytes(userId);
      const nobody = userIdBytes(pseudonym);
      const rows = rowsOf(events);
      await inTransaction(client, async (session) => {
        onlyOne(await session.write(remove, [user]));
        if ((await loadOn(session, user)).stored !== undefined)
          throw new TypeError('the account was not deleted');
        await trail.disown(session, user, nobody);
        await trail.write(session, rows);
      });
    },

    async record(events) {
      const rows = rowsOf(events);
      if (rows.length > 0) await inTransaction(client, (session) => trail.write(session, rows));
    },

    due: dueReader(client, names.accounts),
    readUserIds: userIdReader(client, names.accounts),
    readEvents: eventReader(client, names.events),

    async now() {
      const [row] = await withSession(client, (session) => session.ask(clock, ['now_ms'], []));
      return wholeOf(row?.now_ms ?? null);
    },
  });
}

/** Whether one row was written, or none. */
function onlyOne({ affectedRows }: Written): boolean {
  if (affectedRows !== 0 && affectedRows !== 1)
    throw new TypeError('the MySQL driver returned an impossible count');
  return affectedRows === 1;
}
