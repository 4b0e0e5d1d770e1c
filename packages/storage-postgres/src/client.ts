/** A value that is bound to a parameter. */
export type PostgresValue = string | number | null | Uint8Array;

/**
 * What Factorkit asks of a client: a `Pool`, `PoolClient` or `Client` of pg, a PGlite or its transaction, or a function of
 * your own. `bytea` columns are to come as bytes, which all of them do unless told otherwise.
 */
export interface QueryClient {
  query(sql: string, values: PostgresValue[]): PromiseLike<{ readonly rows: readonly unknown[] }>;
}

/** The same of postgres.js: its `sql`, or that of a transaction. */
export interface PostgresJsClient {
  unsafe(
    sql: string,
    values: PostgresValue[],
    options: { readonly prepare: boolean },
  ): PromiseLike<readonly unknown[]>;
}

export type PostgresClient = QueryClient | PostgresJsClient;

/** Runs one statement and answers its rows. */
export type Run = (sql: string, values?: readonly PostgresValue[]) => Promise<readonly unknown[]>;

export function runOn(client: PostgresClient): Run {
  if ('unsafe' in client) {
    // Unprepared, each statement would be two round trips: postgres.js asks for the types of the parameters first. It
    // does not prepare where the portal has told it not to.
    return async (sql, values = []) => client.unsafe(sql, [...values], { prepare: true });
  }
  return async (sql, values = []) => (await client.query(sql, [...values])).rows;
}

/** One column of a row. A driver that was told to return arrays gives no row that can be read. */
export function columnOf(row: unknown, name: string): unknown {
  if (typeof row !== 'object' || row === null || !Object.hasOwn(row, name)) {
    throw new TypeError(`the PostgreSQL client gave no row with a column ${name}`);
  }
  return Reflect.get(row, name);
}
