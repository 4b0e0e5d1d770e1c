import { randomUUID } from 'node:crypto';
import { withoutStatement } from './driver-error.ts';

/** The value of a parameter: always text, so that a client that sends it twice sends the same. @inline */
export type PostgresValue = string | null;

/**
 * The members of a client that Factorkit uses: a `Pool`, `PoolClient` or `Client` of pg, a PGlite or its transaction, a
 * `DataSource` or `EntityManager` of TypeORM, or your own function. Every value and every column is text. @inline
 */
export type QueryClient = {
  query(sql: string, values: PostgresValue[]): PromiseLike<Rows>;
};

/** The same for postgres.js: its `sql`, or that of a transaction. @inline */
export type PostgresJsClient = {
  unsafe(
    sql: string,
    values: PostgresValue[],
    options: { readonly prepare: boolean; readonly onexecute?: () => false },
  ): PromiseLike<readonly unknown[]>;
};

/** The same for Prisma: a `PrismaClient`, or the client of a transaction. @inline */
export type PrismaClient = {
  $queryRawUnsafe(sql: string, ...values: PostgresValue[]): PromiseLike<unknown>;
};

/** The same for Kysely: a `Kysely`, or its transaction. @inline */
export type KyselyClient = {
  executeQuery(query: {
    readonly sql: string;
    readonly parameters: readonly PostgresValue[];
    readonly query: {
      readonly kind: 'RawNode';
      readonly sqlFragments: readonly string[];
      readonly parameters: readonly [];
    };
    readonly queryId: { readonly queryId: string };
  }): PromiseLike<Rows>;
};

/** The same for Knex: a `knex`, or its transaction. @inline */
export type KnexClient = {
  raw(sql: string): PromiseLike<unknown>;
};

/** The same for Drizzle: a `drizzle` over pg, postgres.js or PGlite, or its transaction. @inline */
export type DrizzleClient = {
  execute(sql: string): PromiseLike<unknown>;
};

/** What the portal has: a driver or an ORM, or a transaction of it. Recognised by its members. */
export type PostgresClient =
  | QueryClient
  | PostgresJsClient
  | PrismaClient
  | KyselyClient
  | KnexClient
  | DrizzleClient;

/** @inline */
export type Rows = readonly unknown[] | { readonly rows: readonly unknown[] };

/** Runs one statement. Values are lower-case hexadecimal digits or whole numbers. */
export type Run = (sql: string, values?: readonly PostgresValue[]) => Promise<unknown>;

type Send = (sql: string, values: readonly PostgresValue[]) => PromiseLike<unknown>;

export function runOn(client: PostgresClient): Run {
  const send = sending(client);
  return async (sql, values = []) => {
    try {
      const answer = await send(sql, values);
      return typeof answer === 'object' && answer !== null && 'rows' in answer ? answer.rows : answer;
    } catch (error) {
      throw withoutStatement(error, sql);
    }
  };
}

/** Prisma first: a model may have the name of a member of another client. `query` last: Drizzle has another one. */
function sending(client: PostgresClient): Send {
  if ('$queryRawUnsafe' in client) return (sql, values) => client.$queryRawUnsafe(sql, ...values);
  if ('executeQuery' in client) {
    return (sql, values) =>
      client.executeQuery({
        sql,
        parameters: values,
        query: { kind: 'RawNode', sqlFragments: [sql], parameters: [] },
        queryId: { queryId: randomUUID() },
      });
  }
  // Without parameters postgres.js sends one message of the simple protocol: it uses no prepared statement that may
  // be gone, and does not ask for the types of parameters behind another statement, which hangs over PgBouncer.
  // `onexecute` prevents that behind this statement too.
  if ('unsafe' in client) {
    return inText((text) => client.unsafe(text, [], { prepare: false, onexecute: () => false }));
  }
  // Parameters of Drizzle are objects of its own, and those of Knex have other signs.
  if ('execute' in client) return inText((text) => client.execute(text));
  if ('raw' in client) return inText((text) => client.raw(text));
  return (sql, values) => client.query(sql, [...values]);
}

/** Sends values as part of the statement. */
function inText(send: (text: string) => PromiseLike<unknown>): Send {
  return async (sql, values) => {
    const text = withLiterals(sql, values);
    try {
      return await send(text);
    } catch (error) {
      throw withoutStatement(error, text);
    }
  };
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
