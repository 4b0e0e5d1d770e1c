import { MfaError } from '@factorkit/core';
import type { SqliteClient } from './client.ts';
import { type Connection, connect, driverOf, isDatabase, type Run } from './connection.ts';
import { columnOf, inTransaction, pragma, prepareConnection, type SqliteDatabase } from './database.ts';
import { accountsAndEvents } from './migrations/0001-accounts-and-events.ts';
import { dueAccounts } from './migrations/0002-due-accounts.ts';
import { oneStatement } from './migrations/0003-one-statement.ts';
import type { Migration } from './migrations/migration.ts';
import { type TableNames, type TablePrefix, tableNames } from './table-names.ts';

/** In order. A released migration is never changed: change the tables with a further one. */
const migrations: readonly Migration[] = [accountsAndEvents, dueAccounts, oneStatement];

/** The version of the tables that this package reads and writes. */
const newest = migrations.length;

const WAL_ATTEMPTS = 10;

/** The versions before and after {@link migrate}. 0: no tables. @inline */
export type Migrated = {
  readonly from: number;
  readonly to: number;
};

/**
 * Creates the tables or brings them up to date. If they are up to date, it changes nothing. Several processes may call
 * it at once. It also switches the database to write-ahead logging, which stays set in the file.
 *
 * @returns the versions; for a client, a promise of them.
 * @throws MfaError `configuration-invalid` if the tables are newer than this package, or the file's text is not UTF-8.
 * @throws TypeError if the prefix is not a valid name.
 * @throws the driver's errors. Nothing is then migrated. With a client, the promise rejects with all of these.
 * @example
 * ```ts
 * import { migrate } from '@factorkit/storage-sqlite';
 * import { DatabaseSync } from 'node:sqlite';
 *
 * const { from, to } = migrate(new DatabaseSync('portal.db')); // 0 and 3 in an empty file
 * ```
 */
export function migrate(database: SqliteDatabase, prefix?: TablePrefix): Migrated;
export function migrate(client: SqliteClient, prefix?: TablePrefix): Promise<Migrated>;
export function migrate(
  client: SqliteDatabase | SqliteClient,
  { tablePrefix }: TablePrefix = {},
): Migrated | Promise<Migrated> {
  const names = tableNames(tablePrefix);
  return isDatabase(client) ? migrateDatabase(client, names) : migrateClient(client, names);
}

function migrateDatabase(database: SqliteDatabase, names: TableNames): Migrated {
  prepareConnection(database);
  assertUtf8(pragma(database, 'encoding', 'encoding'));
  useWriteAheadLog(database);
  return inTransaction(database, () => {
    database.exec(`CREATE TABLE IF NOT EXISTS ${names.migrations} ${MIGRATION_COLUMNS}`);
    const from = recordedVersion(database, names);
    if (from > newest) throw newerTables();
    for (const statement of stepsFrom(from, names)) database.exec(statement);
    return { from, to: newest };
  });
}

async function migrateClient(client: SqliteClient, names: TableNames): Promise<Migrated> {
  const driver = driverOf(client);
  if (isDatabase(driver)) return migrateDatabase(driver, names);
  const { run, pragma: ask, batch } = connect(driver);
  if (ask !== undefined) {
    assertUtf8(await pragmaOn(ask, 'encoding', 'encoding'));
    await ask('PRAGMA journal_mode = WAL');
  }
  const from = await recordedVersionOn(run, names);
  if (from > newest) throw newerTables();
  if (from === newest) return { from, to: newest };
  try {
    const log = `CREATE TABLE IF NOT EXISTS ${names.migrations} ${MIGRATION_COLUMNS}`;
    await batch([log, ...stepsFrom(from, names)]);
  } catch (error) {
    // Another process may have migrated since the version was read.
    if ((await recordedVersionOn(run, names)) !== newest) throw error;
  }
  return { from, to: newest };
}

const MIGRATION_COLUMNS =
  '(version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP) STRICT';

/** The statements of all migrations after this version, one by one: in their SQL an empty line separates them. */
function stepsFrom(version: number, names: TableNames): readonly string[] {
  return migrations.flatMap(({ name, sql }, index) =>
    index < version
      ? []
      : [
          ...sql(names).trim().split(/\n\n/),
          `INSERT INTO ${names.migrations} (version, name) VALUES (${index + 1}, '${name}')`,
        ],
  );
}

/**
 * The SQL that {@link migrate} runs on an empty database, for use with another migration tool.
 *
 * @throws TypeError if the prefix is not a valid name.
 */
export function schemaSql({ tablePrefix }: TablePrefix = {}): string {
  const names = tableNames(tablePrefix);
  return [
    `PRAGMA journal_mode = WAL;`,
    `CREATE TABLE ${names.migrations} (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;`,
    ...migrations.flatMap(({ name, sql }, index) => [
      sql(names).trim(),
      `INSERT INTO ${names.migrations} (version, name) VALUES (${index + 1}, '${name}');`,
    ]),
  ].join('\n\n');
}

/** Stops a start-up if the tables are missing, older or newer. */
export function assertMigrated(database: SqliteDatabase, names: TableNames): void {
  assertUtf8(pragma(database, 'encoding', 'encoding'));
  assertNewest(recordedVersion(database, names), names);
}

/** The same for a client, and stops if a power failure could undo commits. */
export async function assertMigratedOn({ run, pragma: ask }: Connection, names: TableNames): Promise<void> {
  if (ask !== undefined) {
    assertUtf8(await pragmaOn(ask, 'encoding', 'encoding'));
    await makeDurable(ask);
  }
  assertNewest(await recordedVersionOn(run, names), names);
}

async function makeDurable(ask: Run): Promise<void> {
  const level = async (): Promise<number> => Number(await pragmaOn(ask, 'synchronous', 'synchronous'));
  if ((await level()) >= 2) return;
  await ask('PRAGMA synchronous = FULL');
  if ((await level()) >= 2) return;
  throw new MfaError(
    'configuration-invalid',
    'synchronous is not FULL, and the client does not keep it: a power failure could undo confirmed commits',
  );
}

async function pragmaOn(ask: Run, name: string, column: string): Promise<unknown> {
  const [row] = await ask(`PRAGMA ${name}`);
  return columnOf(row, column);
}

const findTable = (names: TableNames): string =>
  `SELECT CAST(count(*) AS TEXT) AS found FROM sqlite_schema WHERE type = 'table' AND name = '${names.migrations}'`;

const readVersion = (names: TableNames): string =>
  `SELECT CAST(coalesce(max(version), 0) AS TEXT) AS version FROM ${names.migrations}`;

function recordedVersion(database: SqliteDatabase, names: TableNames): number {
  if (columnOf(database.prepare(findTable(names)).get(), 'found') === '0') return 0;
  return Number(columnOf(database.prepare(readVersion(names)).get(), 'version'));
}

async function recordedVersionOn(run: Run, names: TableNames): Promise<number> {
  const [table] = await run(findTable(names));
  if (columnOf(table, 'found') === '0') return 0;
  const [row] = await run(readVersion(names));
  return Number(columnOf(row, 'version'));
}

function assertNewest(version: number, names: TableNames): void {
  if (version > newest) throw newerTables();
  if (version < newest) {
    throw new MfaError(
      'configuration-invalid',
      `the tables ${names.accounts} and ${names.events} are missing or out of date: call migrate(database), or run factorkit-sqlite-migrate on the file`,
    );
  }
}

function newerTables(): MfaError {
  return new MfaError(
    'configuration-invalid',
    'the tables were made by a newer @factorkit/storage-sqlite: install that version, or restore a backup',
  );
}

function assertUtf8(encoding: unknown): void {
  if (encoding !== 'UTF-8') {
    throw new MfaError(
      'configuration-invalid',
      'the encoding of the database is UTF-16: Factorkit needs UTF-8',
    );
  }
}

/** Readers can then continue while one process writes. A database in memory has no log and stays unchanged. */
function useWriteAheadLog(database: SqliteDatabase): void {
  for (let attempt = 1; pragma(database, 'journal_mode', 'journal_mode') === 'delete'; attempt += 1) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
    } catch (error) {
      if (attempt === WAL_ATTEMPTS) throw error;
      // While another process writes, SQLite refuses the switch at once, whatever the busy timeout. A transaction
      // waits.
      inTransaction(database, () => undefined);
    }
  }
}
