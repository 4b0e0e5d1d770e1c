/** The value of a parameter. @inline */
export type SqliteValue = string | number | null;

/** The members of a prepared statement that Factorkit uses. @inline */
export type SqliteStatement = {
  run(...values: SqliteValue[]): { readonly changes: number | bigint };
  get(...values: SqliteValue[]): unknown;
  all(...values: SqliteValue[]): readonly unknown[];
};

/**
 * The members of a connection that Factorkit uses: `DatabaseSync` of `node:sqlite` and `Database` of better-sqlite3
 * have them.
 */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
}

/** How long to wait for the write of another process. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Sets what each connection configures itself. The drivers' defaults differ: `node:sqlite` does not wait for another
 * writer at all, and with better-sqlite3 a power failure can undo the last commits of a WAL database.
 */
export function prepareConnection(database: SqliteDatabase): void {
  // A time-out that the portal chose is kept.
  if (Number(pragma(database, 'busy_timeout', 'timeout')) === 0) {
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
  // https://www.sqlite.org/pragma.html#pragma_synchronous: in WAL mode NORMAL does not sync the log on commit. A backup
  // code whose use was lost in a power failure would be accepted again.
  if (Number(pragma(database, 'synchronous', 'synchronous')) < 2) {
    database.exec('PRAGMA synchronous = FULL');
  }
}

/**
 * Runs `work` with the write lock and commits. If `work` throws, nothing is kept. `work` must be synchronous: otherwise
 * statements of other code would become part of the transaction.
 */
export function inTransaction<Result>(database: SqliteDatabase, work: () => Result): Result {
  // IMMEDIATE takes the lock at once. A transaction that reads first and writes later may be refused in the middle
  // (SQLITE_BUSY_SNAPSHOT), whatever the busy timeout.
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/**
 * Reads the committed state. It fails on a connection with an open transaction, which would show an old state, in which
 * a factor may not have been enrolled yet.
 */
export function reading<Result>(database: SqliteDatabase, work: () => Result): Result {
  database.exec('BEGIN');
  try {
    return work();
  } finally {
    database.exec('COMMIT');
  }
}

function rollBack(database: SqliteDatabase): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // After some errors (a full disk) SQLite has already rolled back, and then reports that there is nothing to roll
    // back. If the transaction is still open, the next BEGIN fails and the request is refused.
  }
}

/** The value of a pragma. */
export function pragma(database: SqliteDatabase, name: string, column: string): unknown {
  return columnOf(database.prepare(`PRAGMA ${name}`).get(), column);
}

/** A row with exactly these columns. */
export function rowOf<Column extends string>(
  row: unknown,
  columns: readonly Column[],
): Readonly<Record<Column, unknown>> {
  assertColumns(row, columns);
  return row;
}

function assertColumns<Column extends string>(
  row: unknown,
  columns: readonly Column[],
): asserts row is Readonly<Record<Column, unknown>> {
  const exact =
    typeof row === 'object' &&
    row !== null &&
    Object.keys(row).length === columns.length &&
    columns.every((column) => Object.hasOwn(row, column));
  if (!exact) throw new TypeError(`the SQLite driver returned no row with the columns ${columns.join(', ')}`);
}

/** One column of a row. It fails if the driver is configured to return arrays. */
export function columnOf(row: unknown, name: string): unknown {
  if (typeof row !== 'object' || row === null || !Object.hasOwn(row, name)) {
    throw new TypeError(`the SQLite driver returned no row with a column ${name}`);
  }
  return Reflect.get(row, name);
}
