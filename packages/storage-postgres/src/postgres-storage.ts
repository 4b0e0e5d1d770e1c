import type { StorageAdapter } from '@factorkit/core';
import { columnOf, type PostgresClient, runOn } from './client.ts';
import { assertTime, dueReader } from './due-reader.ts';
import { eventReader } from './event-reader.ts';
import { eventsText, writingEvents } from './event-writer.ts';
import { assertMigrated } from './schema.ts';
import { type TableNames, type TablePlace, tableNames } from './table-names.ts';
import { bytesOf, textOf } from './text.ts';
import { userIdReader } from './user-id-reader.ts';

export interface PostgresStorageOptions extends TablePlace {
  /** Opened and in the end closed by the portal, which may use it for its own tables too. */
  readonly client: PostgresClient;
}

/** Accounts in PostgreSQL. */
export interface PostgresStorage extends StorageAdapter {
  /**
   * The same tables through another client, such as one on which the portal has begun a transaction. Costs no statement.
   *
   * What it answers is true once that transaction is committed, and untrue if it is rolled back: tell the user after
   * the commit. Isolation must be READ COMMITTED, the default; with a stricter one a lost race throws, and a reader of
   * the trail may miss events.
   */
  within(client: PostgresClient): StorageAdapter;
}

/**
 * Accounts in PostgreSQL. The tables must be there: see {@link migrate}. Every call is one statement (`readEvents`: two),
 * so that state and events are written together on whatever connection of a pool.
 *
 * @throws MfaError `configuration-invalid` where the tables are missing, out of date or newer than this package, the
 *   engine lacks what it needs, or `synchronous_commit` is off.
 * @throws TypeError if the schema or the prefix is not a name.
 *
 * Its methods throw what the client throws, with nothing written or, where a connection broke, with an unknown fate; a
 * `TypeError` for text that is not well-formed Unicode, a `RangeError` for a time or limit that is none.
 * @example
 * ```ts
 * import { createPostgresStorage, migrate, type PostgresClient } from '@factorkit/storage-postgres';
 *
 * declare const pool: PostgresClient; // new Pool() of pg, new PGlite(), postgres() of postgres.js
 * await migrate(pool);
 * const storage = await createPostgresStorage({ client: pool });
 * ```
 */
export async function createPostgresStorage({
  client,
  ...place
}: PostgresStorageOptions): Promise<PostgresStorage> {
  const names = tableNames(place);
  await assertMigrated(runOn(client), names);
  return { ...storageOn(client, names), within: (other) => storageOn(other, names) };
}

function storageOn(client: PostgresClient, names: TableNames): StorageAdapter {
  const run = runOn(client);
  // The id is read back from the bound parameter, also where there is no row.
  const select = `SELECT asked.user_id AS owner, account.tag, account.state FROM (SELECT $1::bytea AS user_id) AS asked LEFT JOIN ${names.accounts} AS account ON account.user_id = asked.user_id`;
  const clock = 'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::text AS now';
  const insert = `INSERT INTO ${names.accounts} (user_id, tag, state, due) VALUES ($1, $2, $3, $4) ON CONFLICT (user_id) DO NOTHING RETURNING 1`;
  const update = `UPDATE ${names.accounts} SET tag = $2, state = $3, due = $4 WHERE user_id = $1 AND tag = $5 RETURNING 1`;
  const erase = `SELECT ${names.erase}($1, $2)`;

  return {
    async load(userId) {
      const [row] = await run(select, [bytesOf(userId)]);
      const [owner, tag, state] = [columnOf(row, 'owner'), columnOf(row, 'tag'), columnOf(row, 'state')];
      return {
        userId: textOf(owner),
        stored: tag === null ? undefined : { tag: textOf(tag), state: textOf(state) },
      };
    },

    async save(userId, { tag, state, due = null }, expected, events) {
      if (due !== null) assertTime('due', due);
      const values = [bytesOf(userId), bytesOf(tag), bytesOf(state), due];
      if (expected !== undefined) values.push(bytesOf(expected));
      const statement = `WITH won AS (${expected === undefined ? insert : update}),
${writingEvents(names, values.length + 1)}
SELECT count(*)::int AS won FROM won`;
      const [row] = await run(statement, [...values, eventsText(events)]);
      return columnOf(row, 'won') === 1;
    },

    async delete(userId, events, pseudonym) {
      await run(
        `WITH won AS MATERIALIZED (${erase}),
${writingEvents(names, 3)}
SELECT count(*) FROM won`,
        [bytesOf(userId), bytesOf(pseudonym), eventsText(events)],
      );
    },

    async record(events) {
      if (events.length === 0) return;
      await run(
        `WITH won AS (SELECT 1),
${writingEvents(names, 1)}
SELECT 1`,
        [eventsText(events)],
      );
    },

    due: dueReader(run, names),
    readUserIds: userIdReader(run, names),
    readEvents: eventReader(run, names),

    async now() {
      const [row] = await run(clock);
      const now = Number(columnOf(row, 'now'));
      assertTime('the clock of the database', now);
      return now;
    },
  };
}
