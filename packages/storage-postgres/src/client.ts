import { randomUUID } from 'node:crypto';

/** A value that is bound to a parameter: always text, so that a client that sends it twice sends the same. */
export type PostgresValue = string | null;

/**
 * What Factorkit asks of a client: a `Pool`, `PoolClient` or `Client` of pg, a PGlite or its transaction, or a function of
 * your own. Every value and every column is text.
 */
export interface QueryClient {
  query(sql: string, values: PostgresValue[]): PromiseLike<{ readonly rows: readonly unknown[] }>;
}

/** The same of postgres.js: its `sql`, or that of a transaction. */
export interface PostgresJsClient {
  unsafe(
    sql: string,
    values: PostgresValue[],
    options: { readonly prepare: boolean; readonly onexecute?: () => false },
  ): PromiseLike<readonly unknown[]>;
}

export type PostgresClient = QueryClient | PostgresJsClient;

/** Runs one statement. Values are lower-case hexadecimal digits or whole numbers. */
export type Run = (sql: string, values?: readonly PostgresValue[]) => Promise<unknown>;

export function runOn(client: PostgresClient): Run {
  if ('unsafe' in client) {
    // Without parameters postgres.js sends one message of the simple protocol: it keeps no prepared statement that may be
    // gone, and never asks for the types of parameters behind another statement, which hangs over PgBouncer. `onexecute`
    // keeps it from doing so behind ours.
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
 * Runs one statement that answers one row of text, and proves that the answer is this statement's: `$call` is an id of
 * this call, which comes back in the column `call`. A pooler or client that mixes up answers is found out.
 *
 * @param columns - the others, exactly.
 */
export async function ask<Column extends string>(
  run: Run,
  sql: string,
  columns: readonly Column[],
  values: readonly PostgresValue[] = [],
): Promise<Answer<Column>> {
  const call = randomUUID().replaceAll('-', '');
  const rows = await run(sql.replaceAll('$call', `$${values.length + 1}::text AS call`), [...values, call]);
  // postgres.js counts on from the rows of an answer that broke off with its connection: the row stands behind a hole.
  const [row, ...more]: readonly unknown[] = Array.isArray(rows) ? rows.filter(() => true) : [];
  if (row === undefined || more.length > 0) {
    throw new TypeError('the PostgreSQL client did not answer with one row');
  }
  assertAnswer(row, ['call', ...columns]);
  if (row.call !== call) throw new TypeError('the PostgreSQL client gave the answer of another call');
  return row;
}

function assertAnswer<Column extends string>(
  row: unknown,
  columns: readonly Column[],
): asserts row is Answer<Column> {
  const values = typeof row === 'object' && row !== null ? new Map(Object.entries(row)) : new Map();
  const exact = values.size === columns.length && columns.every((column) => values.has(column));
  if (!exact || [...values.values()].some((value) => value !== null && typeof value !== 'string')) {
    throw new TypeError(`the PostgreSQL client gave no row with the columns ${columns.join(', ')} as text`);
  }
}
