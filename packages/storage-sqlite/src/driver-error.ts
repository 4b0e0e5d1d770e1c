/**
 * The database's own error. TypeORM and Drizzle throw one that holds the statement and its values, and Knex begins its
 * message with the statement: the portal may log that.
 */
export function withoutStatement(error: unknown, statement: string): unknown {
  if (!(error instanceof Error)) return error;
  if ('driverError' in error) return withoutStatement(error.driverError, statement);
  if ('query' in error && error.cause !== undefined) return withoutStatement(error.cause, statement);
  if (error.message.startsWith(statement)) {
    error.message = error.message.slice(statement.length).replace(/^ - /, '');
  }
  return error;
}

/** Where libraries put the error that they wrap. */
const wrapping = ['cause', 'meta', 'driverAdapterError'] as const;

/**
 * Whether SQLite certainly did nothing, because another transaction has the write lock or, where all of a client's
 * statements go to one connection, that connection.
 */
export function isBusy(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ([Reflect.get(error, 'code'), Reflect.get(error, 'originalCode')].some(isBusyCode)) return true;
  if (error instanceof Error && error.message === 'cannot start a transaction within a transaction')
    return true;
  return wrapping.some((name) => isBusy(Reflect.get(error, name)));
}

/** The name of an error of SQLite, or its number in text: the lowest byte is the kind. */
function isBusyCode(code: unknown): boolean {
  if (typeof code !== 'string') return false;
  return /^\d+$/.test(code) ? Number(code) % 256 === 5 : code.startsWith('SQLITE_BUSY');
}
