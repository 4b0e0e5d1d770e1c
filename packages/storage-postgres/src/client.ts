import { randomUUID } from 'node:crypto';

/** The value of a parameter: always text, so that a client that sends it twice sends the same. @inline */
export type PostgresValue = string | null;

/**
 * The members of a client that Factorkit uses: a `Pool`, `PoolClient` or `Client` of pg, a PGlite or its transaction,
 * or your own function. Every value and every column is text.
 */
export interface QueryClient {
  query(sql: string, values: PostgresValue[]): PromiseLike<{ readonly rows: readonly unknown[] }>;
}

/** The same for postgres.js: its `sql`, or that of a transaction. @inline */
export type PostgresJsClient = {
  unsafe(
    sql: string,
    values: PostgresValue[],
    options: { readonly prepare: boolean; readonly onexecute?: () => false },
  ): PromiseLike<readonly unknown[]>;
};

export type PostgresClient = QueryClient | PostgresJsClient;

/** Runs one statement. Values are lower-case hexadecimal digits or whole numbers. */
export type Run = (sql: string, values?: readonly PostgresValue[]) => Promise<unknown>;

export function runOn(client: PostgresClient): Run {
  if ('unsafe' in client) {
    // Without parameters postgres.js sends one message of the simple protocol: it uses no prepared statement that may
    // be gone, and does not ask for the types of parameters behind another statement, which hangs over PgBouncer.
    // `onexecute` prevents that behind this statement too.
    return async (sql, values = []) =>
      client.unsafe(withLiterals(sql, values), [], { prepare: false, onexecute: () => false });
  }
  return async (sql, values = []) => (await client.query(sql, [...values])).rows;
}

function withLiterals(sql: string, values: readonly PostgresValue[]): string {
  if (values.length === 0) return sql;
  return sql.replace(/\$(\d+)/g, (_, number: string) => {
    const value = values[Number(number) - 1];
    if (value === null) return 'NULL';
    if (value === undefined || !/^(?:[0-9a-f]*|-?[0-9]+)$/.test(value)) {
      throw new TypeError('a value of a statement must be hexadecimal digits or a whole number');
    }
    return `'${value}'`;
  });
}

/** The one row of an answer. */
export type Answer<Column extends string> = Readonly<Record<Column, string | null>>;

/**
 * Runs one statement that returns one row of text, and checks that the answer belongs to it: `$call` is the id of this
 * call, which is returned in the column `call`. This detects a pooler or client that mixes up answers.
 *
 * @param columns - the other columns, exactly.
 */
export async function ask<Column extends string>(
  run: Run,
  sql: string,
  columns: readonly Column[],
  values: readonly PostgresValue[] = [],
): Promise<Answer<Column>> {
  const call = randomUUID().replaceAll('-', '');
  const rows = await run(sql.replaceAll('$call', `$${values.length + 1}::text AS call`), [...values, call]);
  // postgres.js continues the row index of an answer that was cut off with its connection, so the array may have holes.
  const [row, ...more]: readonly unknown[] = Array.isArray(rows) ? rows.filter(() => true) : [];
  if (row === undefined || more.length > 0) {
    throw new TypeError('the PostgreSQL client did not return exactly one row');
  }
  assertAnswer(row, ['call', ...columns]);
  if (row.call !== call) throw new TypeError('the PostgreSQL client returned the answer of another call');
  return row;
}

function assertAnswer<Column extends string>(
  row: unknown,
  columns: readonly Column[],
): asserts row is Answer<Column> {
  const values = typeof row === 'object' && row !== null ? new Map(Object.entries(row)) : new Map();
  const exact = values.size === columns.length && columns.every((column) => values.has(column));
  if (!exact || [...values.values()].some((value) => value !== null && typeof value !== 'string')) {
    throw new TypeError(
      `the PostgreSQL client returned no row with the columns ${columns.join(', ')} as text`,
    );
  }
}
