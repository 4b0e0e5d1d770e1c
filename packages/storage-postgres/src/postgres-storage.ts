import { type StorageAdapter, withCheckedArguments } from '@factorkit/core';
import { ask, type PostgresClient, runOn } from './client.ts';
import { dueReader } from './due-reader.ts';
import { eventReader } from './event-reader.ts';
import { eventsHex, writingEvents } from './event-writer.ts';
import { assertMigrated } from './schema.ts';
import { type TableNames, type TablePlace, tableNames } from './table-names.ts';
import { assertEcho, countOf, hexOf, textOf } from './text.ts';
import { userIdReader } from './user-id-reader.ts';

export interface PostgresStorageOptions extends TablePlace {
  /** The portal opens and closes it, and may use it for its own tables too. */
  readonly client: PostgresClient;
}

/** Accounts in PostgreSQL. */
export interface PostgresStorage extends StorageAdapter {
  /**
   * The same tables through another client, such as one on which the portal has started a transaction. Runs no
   * statement.
   *
   * Its results are true only if that transaction is committed: answer the user after the commit. The isolation level
   * must be READ COMMITTED, the default. With a stricter one a lost race throws, and a reader of the trail may miss
   * events.
   */
  within(client: PostgresClient): StorageAdapter;
}

/**
 * Stores accounts in PostgreSQL. The tables must exist: see {@link migrate}. Every call is one statement (`readEvents`:
 * two), so that state and events are written together on any connection of a pool.
 *
 * @throws MfaError `configuration-invalid` if the tables are missing, out of date or newer than this package, if the
 * engine   lacks a required feature, or if `synchronous_commit` is off.
 * @throws TypeError if the schema or the prefix is not a valid name.
 *
 * Its methods throw the client's errors. Nothing is then written or, if a connection was lost, the result is unknown.
 * They throw a `TypeError` for text that is not well-formed Unicode, and a `RangeError` for an invalid time or limit.
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
  // The id is read back from what the server received, even if there is no row.
  const select = `SELECT $call, encode(asked.user_id, 'hex') AS owner, encode(account.tag, 'hex') AS tag, encode(account.state, 'hex') AS state
FROM (SELECT decode($1, 'hex') AS user_id) AS asked LEFT JOIN ${names.accounts} AS account ON account.user_id = asked.user_id`;
  const insert = `INSERT INTO ${names.accounts} (user_id, tag, state, due) VALUES (decode($1, 'hex'), decode($2, 'hex'), decode($3, 'hex'), $4::text::bigint) ON CONFLICT (user_id) DO NOTHING RETURNING 1`;
  const update = `UPDATE ${names.accounts} SET tag = decode($2, 'hex'), state = decode($3, 'hex'), due = $4::text::bigint WHERE user_id = decode($1, 'hex') AND tag = decode($5, 'hex') RETURNING 1`;
  const erase = `SELECT ${names.erase}(decode($1, 'hex'), decode($2, 'hex'))`;
  const clock = 'SELECT $call, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS now';
  /** The first two values as the server received them, and what it wrote. */
  const done = `SELECT $call, encode(decode($1, 'hex'), 'hex') AS owner, encode(decode($2, 'hex'), 'hex') AS second, (SELECT count(*) FROM won)::text AS won, (SELECT count(*) FROM written)::text AS written`;
  const saying = ['owner', 'second', 'won', 'written'] as const;

  return withCheckedArguments({
    async load(userId) {
      const { owner, tag, state } = await ask(run, select, ['owner', 'tag', 'state'], [hexOf(userId)]);
      const stored = tag === null && state === null ? undefined : { tag: textOf(tag), state: textOf(state) };
      return { userId: textOf(owner), stored };
    },

    async save(userId, { tag, state, due = null }, expected, events) {
      const [user, next] = [hexOf(userId), hexOf(tag)];
      const values = [user, next, hexOf(state), due === null ? null : String(due)];
      if (expected !== undefined) values.push(hexOf(expected));
      const statement = `WITH won AS (${expected === undefined ? insert : update}),
${writingEvents(names, values.length + 1)}
${done}`;
      const { owner, second, won, written } = await ask(run, statement, saying, [
        ...values,
        eventsHex(events),
      ]);
      assertEcho(user, owner);
      assertEcho(next, second);
      assertEcho(won === '1' ? String(events.length) : '0', written);
      return countOf(won) === 1;
    },

    async delete(userId, events, pseudonym) {
      const [user, nobody] = [hexOf(userId), hexOf(pseudonym)];
      const statement = `WITH won AS MATERIALIZED (${erase}),
${writingEvents(names, 3)}
${done}`;
      const { owner, second, won, written } = await ask(run, statement, saying, [
        user,
        nobody,
        eventsHex(events),
      ]);
      assertEcho(user, owner);
      assertEcho(nobody, second);
      assertEcho('1', won);
      assertEcho(String(events.length), written);
    },

    async record(events) {
      if (events.length === 0) return;
      const statement = `WITH won AS (SELECT 1),
${writingEvents(names, 1)}
SELECT $call, (SELECT count(*) FROM written)::text AS written`;
      const { written } = await ask(run, statement, ['written'], [eventsHex(events)]);
      assertEcho(String(events.length), written);
    },

    due: dueReader(run, names),
    readUserIds: userIdReader(run, names),
    readEvents: eventReader(run, names),

    async now() {
      const { now } = await ask(run, clock, ['now']);
      return countOf(now);
    },
  });
}
