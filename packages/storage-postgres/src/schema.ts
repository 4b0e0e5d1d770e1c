import { MfaError } from '@factorkit/core';
import { ask, type PostgresClient, type Run, runOn } from './client.ts';
import { accountsAndEvents } from './migrations/0001-accounts-and-events.ts';
import type { Migration } from './migrations/migration.ts';
import { type TableNames, type TablePlace, tableNames } from './table-names.ts';
import { countOf } from './text.ts';

/** In order. A released migration is never changed: change the tables with a further one. */
const migrations: readonly Migration[] = [accountsAndEvents];

/** The version of the tables that this package reads and writes. */
const newest = migrations.length;

/** The versions before and after {@link migrate}. 0: no tables. @inline */
export type Migrated = {
  readonly from: number;
  readonly to: number;
};

/**
 * Creates the schema and the tables or brings them up to date, in one transaction. If they are up to date, it changes
 * nothing. Several processes may call it at once: one works, the others wait for it.
 *
 * @throws MfaError `configuration-invalid` if the tables are newer than this package, the database's text is not UTF-8,
 * or   the engine lacks a feature that the audit trail needs.
 * @throws TypeError if the schema or the prefix is not a valid name.
 *
 * It rejects with the client's errors, and nothing is then migrated.
 * @example
 * ```ts
 * import { migrate, type PostgresClient } from '@factorkit/storage-postgres';
 *
 * declare const pool: PostgresClient; // new Pool() of pg
 * const { from, to } = await migrate(pool); // 0 and 1 in an empty database
 * ```
 */
export async function migrate(client: PostgresClient, place: TablePlace = {}): Promise<Migrated> {
  const names = tableNames(place);
  const run = runOn(client);
  await assertFit(run);
  const from = await recordedVersion(run, names);
  if (from > newest) throw newerTables();
  if (from < newest) await run(migrating(names));
  return { from, to: newest };
}

/**
 * The SQL that {@link migrate} runs on an empty schema, for use with another migration tool.
 *
 * @throws TypeError if the schema or the prefix is not a valid name.
 */
export function schemaSql(place: TablePlace = {}): string {
  const names = tableNames(place);
  return [
    `CREATE TABLE ${names.migrations} (
  version integer PRIMARY KEY,
  name text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);`,
    ...migrations.flatMap(({ name, sql }, index) => [
      sql(names).trim(),
      `INSERT INTO ${names.migrations} (version, name) VALUES (${index + 1}, '${name}');`,
    ]),
  ].join('\n\n');
}

/** Stops a start-up if the tables are missing, older or newer. */
export async function assertMigrated(run: Run, names: TableNames): Promise<void> {
  await assertFit(run);
  await assertDurable(run);
  const version = await recordedVersion(run, names);
  if (version > newest) throw newerTables();
  if (version < newest) {
    throw new MfaError(
      'configuration-invalid',
      `the tables ${names.accounts} and ${names.events} are missing or out of date: call migrate(client), or run factorkit-postgres-migrate`,
    );
  }
}

/**
 * Everything in one statement, so that it is one transaction with any client: a pool may send two statements to two
 * connections. Each EXECUTE sees what was committed while it waited for the lock.
 */
function migrating(names: TableNames): string {
  const steps = migrations.map(
    ({ name, sql }, index) => `
  IF applied < ${index + 1} THEN
    EXECUTE $factorkit_step$${sql(names)}$factorkit_step$;
    INSERT INTO ${names.migrations} (version, name) VALUES (${index + 1}, '${name}');
  END IF;`,
  );
  return `DO $factorkit$
DECLARE
  applied integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('factorkit migrates ${names.migrations}', 0));
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = '${names.schema}') THEN
    CREATE SCHEMA "${names.schema}";
  END IF;
  CREATE TABLE IF NOT EXISTS ${names.migrations} (
    version integer PRIMARY KEY,
    name text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  );
  applied := (SELECT coalesce(max(version), 0) FROM ${names.migrations});${steps.join('')}
END
$factorkit$`;
}

async function recordedVersion(run: Run, names: TableNames): Promise<number> {
  const looking = `SELECT $call, (to_regclass('${names.migrations}') IS NOT NULL)::text AS found`;
  const { found } = await ask(run, looking, ['found']);
  if (found !== 'true') return 0;
  const reading = `SELECT $call, coalesce(max(version), 0)::text AS version FROM ${names.migrations}`;
  return countOf((await ask(run, reading, ['version'])).version);
}

function newerTables(): MfaError {
  return new MfaError(
    'configuration-invalid',
    'the tables were made by a newer @factorkit/storage-postgres: install that version, or restore a backup',
  );
}

/**
 * Two faults that would show only later: an event with a character that the database's encoding does not have, and an
 * engine that accepts advisory locks without listing them, on which a reader of the trail would miss events.
 */
async function assertFit(run: Run): Promise<void> {
  const { encoding, locks } = await ask(
    run,
    `WITH held AS MATERIALIZED (SELECT 1 AS one, pg_advisory_xact_lock_shared(1178684276, 0))
SELECT
  $call,
  current_setting('server_encoding') AS encoding,
  (SELECT count(*) FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 1178684276 AND objid = 0 AND objsubid = held.one + 1 AND pid = pg_backend_pid()
  )::text AS locks
FROM held`,
    ['encoding', 'locks'],
  );
  if (encoding !== 'UTF8') {
    throw new MfaError('configuration-invalid', 'the encoding of the database must be UTF8');
  }
  if (locks !== '1') {
    throw new MfaError(
      'configuration-invalid',
      'this engine does not list advisory locks in pg_locks, so the audit trail could not be read without gaps',
    );
  }
}

/** https://www.postgresql.org/docs/current/wal-async-commit.html: after a crash a used backup code would work again. */
async function assertDurable(run: Run): Promise<void> {
  const reading = "SELECT $call, current_setting('synchronous_commit') AS synchronous";
  const { synchronous } = await ask(run, reading, ['synchronous']);
  if (synchronous !== 'off') return;
  throw new MfaError(
    'configuration-invalid',
    'synchronous_commit is off: a crash could undo confirmed commits. Set it to on for the role or the connections that Factorkit uses',
  );
}
