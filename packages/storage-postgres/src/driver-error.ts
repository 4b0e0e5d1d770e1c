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
