/** A value that is bound to a parameter. */
export type SqliteValue = string | number | null;

/** What Factorkit asks of a prepared statement. */
export interface SqliteStatement {
  run(...values: SqliteValue[]): { readonly changes: number | bigint };
  get(...values: SqliteValue[]): unknown;
  all(...values: SqliteValue[]): readonly unknown[];
}

/** What Factorkit asks of a connection: the `DatabaseSync` of `node:sqlite` and the `Database` of better-sqlite3 have it. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
}

/** Waits this long for another process to finish its write. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Settles what a connection decides for itself. Both drivers differ in what they begin with: `node:sqlite` does not wait
 * for another writer at all, and better-sqlite3 lets a power cut undo the last commits of a WAL database.
 */
export function prepareConnection(database: SqliteDatabase): void {
  // A longer or shorter wait that the portal chose is left as it is.
  if (Number(pragma(database, 'busy_timeout', 'timeout')) === 0) {
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
  // https://www.sqlite.org/pragma.html#pragma_synchronous: in WAL mode NORMAL does not sync the log on commit. A backup
  // code that was used and then came back with the power would be accepted twice.
  if (Number(pragma(database, 'synchronous', 'synchronous')) < 2) {
    database.exec('PRAGMA synchronous = FULL');
  }
}

/**
 * Runs `work` with the write lock held, and commits; where it throws, nothing of it stays. `work` must not wait for
 * anything: whatever else used the connection in between would become part of the transaction.
 */
export function inTransaction<Result>(database: SqliteDatabase, work: () => Result): Result {
  // IMMEDIATE takes the lock at once. A transaction that first reads and then wants to write may be refused in the
  // middle (SQLITE_BUSY_SNAPSHOT), whatever the busy timeout.
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
 * Reads what is committed now. On a connection where somebody left a transaction open it fails, instead of showing the
 * moment at which that began, when a factor may not have been enrolled yet.
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
    // SQLite has rolled back by itself on some errors (a full disk), and then says that there is nothing to roll back.
    // Where the transaction does stay open, the next BEGIN fails: refused, not let in.
  }
}

/** The value of a pragma. */
export function pragma(database: SqliteDatabase, name: string, column: string): unknown {
  return columnOf(database.prepare(`PRAGMA ${name}`).get(), column);
}

/** A row with these columns, and no others. */
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
  if (!exact) throw new TypeError(`the SQLite driver gave no row with the columns ${columns.join(', ')}`);
}

/** A whole number, which the driver may have made a bigint. */
export function wholeOf(value: unknown): number {
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
    throw new TypeError('the SQLite driver gave no whole number');
  }
  return number;
}

/** Whether a statement changed its one row. */
export function changedOne({ changes }: { readonly changes: number | bigint }): boolean {
  const changed = wholeOf(changes);
  if (changed !== 0 && changed !== 1) throw new TypeError('the SQLite driver gave another count');
  return changed === 1;
}

/** One column of a row. A driver that was told to return arrays gives no row that can be read. */
export function columnOf(row: unknown, name: string): unknown {
  if (typeof row !== 'object' || row === null || !Object.hasOwn(row, name)) {
    throw new TypeError(`the SQLite driver gave no row with a column ${name}`);
  }
  return Reflect.get(row, name);
}
