import { MfaError } from '@factorkit/core';
import type { MysqlClient } from './client.ts';
import { accountsAndEvents } from './migrations/0001-accounts-and-events.ts';
import type { Migration } from './migrations/migration.ts';
import { assertServer } from './server.ts';
import { columnOf, propertyOf, type Session, withSession } from './session.ts';
import { type TableNames, type TablePlace, tableNames } from './table-names.ts';
import { bytesOf } from './text.ts';

/** In order. A released migration is never changed: change the tables with a further one. */
const migrations: readonly Migration[] = [accountsAndEvents];

/** The version of the tables that this package reads and writes. */
const newest = migrations.length;

/** How long to wait for another process that migrates. */
const LOCK_TIMEOUT_S = 60;

const NO_SUCH_TABLE = 1146;

/** The versions before and after {@link migrate}. 0: no tables. @inline */
export type Migrated = {
  readonly from: number;
  readonly to: number;
};

/**
 * Creates the tables or brings them up to date. If they are up to date, it changes nothing. Several processes may call
 * it at once. The next call completes a migration that was interrupted.
 *
 * @throws MfaError `configuration-invalid` if the tables are newer than this package, or the server is too old.
 * @throws TypeError if the prefix or the database is not a valid name.
 * @throws the driver's errors.
 * @example
 * ```ts
 * import { migrate } from '@factorkit/storage-mysql';
 * import { createPool } from 'mysql2/promise';
 *
 * const { from, to } = await migrate(createPool('mysql://portal@127.0.0.1/portal')); // 0 and 1 in an empty database
 * ```
 */
export async function migrate(client: MysqlClient, place: TablePlace = {}): Promise<Migrated> {
  const names = tableNames(place);
  return withSession(client, async (session) => {
    await assertServer(session);
    return alone(session, async () => {
      await session.write(migrationsTable(names));
      const from = await recordedVersion(session, names);
      if (from > newest) throw newerTables();
      for (const [index, { name, statements }] of migrations.entries()) {
        const version = index + 1;
        if (version <= from) continue;
        for (const statement of statements(names)) await session.write(statement);
        await assertOurs(session, names);
        await session.write(`INSERT INTO ${names.migrations} (version, name) VALUES (?, ?)`, [
          version,
          bytesOf(name),
        ]);
      }
      return { from, to: newest };
    });
  });
}

/**
 * The SQL that {@link migrate} runs on an empty database, for use with another migration tool.
 *
 * @throws TypeError if the prefix or the database is not a valid name.
 */
export function schemaSql(place: TablePlace = {}): string {
  const names = tableNames(place);
  return [
    migrationsTable(names),
    ...migrations.flatMap(({ name, statements }, index) => [
      ...statements(names),
      `INSERT INTO ${names.migrations} (version, name) VALUES (${index + 1}, '${name}')`,
    ]),
  ]
    .map((statement) => `${statement};`)
    .join('\n\n');
}

/** Stops a start-up if the tables are missing, older or newer. */
export async function assertMigrated(session: Session, names: TableNames): Promise<void> {
  const version = await recordedVersion(session, names);
  if (version > newest) throw newerTables();
  if (version < newest) {
    throw new MfaError(
      'configuration-invalid',
      `the tables ${names.accounts} and ${names.events} are missing or out of date: call migrate(client), or run factorkit-mysql-migrate`,
    );
  }
}

function migrationsTable({ migrations }: TableNames): string {
  return `CREATE TABLE IF NOT EXISTS ${migrations} (
  version INTEGER NOT NULL,
  name VARCHAR(255) NOT NULL,
  applied_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;
}

/** `IF NOT EXISTS` does not replace a table of the same name that is not Factorkit's. */
async function assertOurs(session: Session, { accounts, events, trail }: TableNames): Promise<void> {
  await session.read(`SELECT user_id, tag, state, due FROM ${accounts} LIMIT 0`);
  await session.read(`SELECT sequence, user_id, id, at, type, body FROM ${events} LIMIT 0`);
  await session.read(`SELECT id, last_sequence FROM ${trail} LIMIT 0`);
}

/** Runs in one process at a time on this server. If the connection is lost, so is the lock. */
async function alone<Result>(session: Session, work: () => Promise<Result>): Promise<Result> {
  const [row] = await session.read(`SELECT GET_LOCK('factorkit-migrate', ${LOCK_TIMEOUT_S}) AS locked`);
  if (Number(columnOf(row, 'locked')) !== 1) {
    throw new MfaError('storage-failed', 'another process has been migrating for a minute: try again');
  }
  try {
    return await work();
  } finally {
    await session.read("SELECT RELEASE_LOCK('factorkit-migrate') AS released");
  }
}

async function recordedVersion(session: Session, { migrations }: TableNames): Promise<number> {
  try {
    const [row] = await session.read(`SELECT COALESCE(MAX(version), 0) AS version FROM ${migrations}`);
    return Number(columnOf(row, 'version'));
  } catch (error) {
    if (propertyOf(error, 'errno') === NO_SUCH_TABLE) return 0;
    throw error;
  }
}

function newerTables(): MfaError {
  return new MfaError(
    'configuration-invalid',
    'the tables were made by a newer @factorkit/storage-mysql: install that version, or restore a backup',
  );
}
