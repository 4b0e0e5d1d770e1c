import { MfaError } from '@factorkit/core';
import { columnOf, inTransaction, pragma, prepareConnection, type SqliteDatabase } from './database.ts';
import { accountsAndEvents } from './migrations/0001-accounts-and-events.ts';
import { dueAccounts } from './migrations/0002-due-accounts.ts';
import type { Migration } from './migrations/migration.ts';
import { type TablePrefix, tableNames } from './table-names.ts';

/** In order. A released migration is never changed: change the tables with a further one. */
const migrations: readonly Migration[] = [accountsAndEvents, dueAccounts];

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
 * @throws MfaError `configuration-invalid` if the tables are newer than this package, or the file's text is not UTF-8.
 * @throws TypeError if the prefix is not a valid name.
 * @throws the driver's errors. Nothing is then migrated.
 * @example
 * ```ts
 * import { migrate } from '@factorkit/storage-sqlite';
 * import { DatabaseSync } from 'node:sqlite';
 *
 * const { from, to } = migrate(new DatabaseSync('portal.db')); // 0 and 2 in an empty file
 * ```
 */
export function migrate(database: SqliteDatabase, { tablePrefix }: TablePrefix = {}): Migrated {
  const names = tableNames(tablePrefix);
  prepareConnection(database);
  assertUtf8(database);
  useWriteAheadLog(database);
  return inTransaction(database, () => {
    database.exec(
      `CREATE TABLE IF NOT EXISTS ${names.migrations} (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP) STRICT`,
    );
    const from = recordedVersion(database, names.migrations);
    if (from > newest) throw newerTables();
    for (const [index, { name, sql }] of migrations.entries()) {
      const version = index + 1;
      if (version <= from) continue;
      database.exec(sql(names));
      database.prepare(`INSERT INTO ${names.migrations} (version, name) VALUES (?, ?)`).run(version, name);
    }
    return { from, to: newest };
  });
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
export function assertMigrated(database: SqliteDatabase, { tablePrefix }: TablePrefix): void {
  const names = tableNames(tablePrefix);
  assertUtf8(database);
  const found = database
    .prepare("SELECT count(*) AS found FROM sqlite_schema WHERE type = 'table' AND name = ?")
    .get(names.migrations);
  const version = Number(columnOf(found, 'found')) === 0 ? 0 : recordedVersion(database, names.migrations);
  if (version > newest) throw newerTables();
  if (version < newest) {
    throw new MfaError(
      'configuration-invalid',
      `the tables ${names.accounts} and ${names.events} are missing or out of date: call migrate(database), or run factorkit-sqlite-migrate on the file`,
    );
  }
}

function recordedVersion(database: SqliteDatabase, table: string): number {
  return Number(
    columnOf(database.prepare(`SELECT coalesce(max(version), 0) AS version FROM ${table}`).get(), 'version'),
  );
}

function newerTables(): MfaError {
  return new MfaError(
    'configuration-invalid',
    'the tables were made by a newer @factorkit/storage-sqlite: install that version, or restore a backup',
  );
}

function assertUtf8(database: SqliteDatabase): void {
  if (pragma(database, 'encoding', 'encoding') !== 'UTF-8') {
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
