import { randomUUID } from 'node:crypto';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type {
  D1Client,
  DrizzleClient,
  SqliteClient,
  SqliteText,
  SqliteTransaction,
  TypeormClient,
} from './client.ts';
import { inTransaction, reading, type SqliteDatabase, type SqliteStatement } from './database.ts';
import { isBusy, withoutStatement } from './driver-error.ts';

/** Runs one statement, atomically. Values are hexadecimal digits, whole numbers or lists of them as JSON. */
export type Run = (sql: string, values?: readonly SqliteText[]) => Promise<readonly unknown[]>;

/** A client whose calls are asynchronous, as the storage uses it. */
export interface Connection {
  /** Runs a statement that is committed when this resolves. */
  readonly run: Run;
  /** Runs a PRAGMA. Not present if a server chooses its settings itself. */
  readonly pragma?: Run;
  /** Runs statements without values in one transaction. */
  batch(statements: readonly string[]): PromiseLike<unknown>;
}

/** How long a statement is repeated while another transaction has the lock. */
const PATIENCE_MS = 5000;

const LONGEST_PAUSE_MS = 25;

export function isDatabase(client: SqliteDatabase | SqliteClient): client is SqliteDatabase {
  return 'prepare' in client && 'exec' in client && !('batch' in client);
}

/** The connection below Drizzle and TypeORM. TypeORM runs each statement of a SQLite `DataSource` in whatever transaction is open. */
export function driverOf(
  client: SqliteClient,
): SqliteDatabase | Exclude<SqliteClient, DrizzleClient | TypeormClient> {
  // First, because a model of Prisma may have any name.
  if ('$queryRawUnsafe' in client) return client;
  if ('$client' in client) return client.$client;
  if (!('driver' in client)) return client;
  const database: unknown = Reflect.get(client.driver, 'databaseConnection');
  assertDatabase(database);
  return database;
}

function assertDatabase(database: unknown): asserts database is SqliteDatabase {
  if (typeof database !== 'object' || database === null || !('prepare' in database && 'exec' in database)) {
    throw new TypeError('the DataSource must be initialized and use better-sqlite3');
  }
}

/** Each statement is a transaction of its own, which fails if one is open on the connection. */
export function runOnDatabase(database: SqliteDatabase): Run {
  const prepared = preparing(database);
  return async (sql, values = []) => {
    const own = sql.startsWith('SELECT') ? reading : inTransaction;
    return own(database, () => prepared(sql).all(...values));
  };
}

function preparing(database: SqliteDatabase): (sql: string) => SqliteStatement {
  const statements = new Map<string, SqliteStatement>();
  return (sql) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}

export function connect(client: Exclude<SqliteClient, DrizzleClient | TypeormClient>): Connection {
  if ('prepare' in client) return connectD1(client);
  const run = runWithin(client);
  const pragma = run;
  if ('$queryRawUnsafe' in client) {
    // Over better-sqlite3, a statement outside of `$transaction` becomes part of whatever transaction is open.
    return {
      run: patient(async (sql, values) => {
        // Prisma over better-sqlite3 may take no turn of the event loop: reads in a loop would then stop every timer.
        await setImmediate();
        return client.$transaction((transaction) => runWithin(transaction)(sql, values));
      }),
      pragma,
      batch: (statements) => client.$transaction((transaction) => each(runWithin(transaction), statements)),
    };
  }
  if ('executeQuery' in client) {
    return {
      run: patient(run),
      pragma,
      batch: (statements) =>
        client.transaction().execute((transaction) => each(runWithin(transaction), statements)),
    };
  }
  if ('execute' in client) {
    return {
      run: patient(run),
      ...(client.protocol === 'file' ? { pragma } : {}),
      batch: (statements) => client.batch([...statements], 'write'),
    };
  }
  return {
    run: patient(run),
    pragma,
    batch: (statements) => client.transaction((transaction) => each(runWithin(transaction), statements)),
  };
}

function connectD1(client: D1Client): Connection {
  return {
    run: async (sql, values = []) =>
      (
        await client
          .prepare(sql)
          .bind(...values)
          .all()
      ).results,
    batch: (statements) => client.batch(statements.map((sql) => client.prepare(sql))),
  };
}

async function each(run: Run, statements: readonly string[]): Promise<void> {
  for (const sql of statements) await run(sql);
}

/** Runs statements in the transaction that the portal began. */
export function runWithin(client: SqliteTransaction): Run {
  const send = sending(client);
  return async (sql, values = []) => {
    try {
      return rowsIn(await send(sql, values));
    } catch (error) {
      throw withoutStatement(error, sql);
    }
  };
}

type Send = (sql: string, values: readonly SqliteText[]) => unknown;

/** Prisma first: a model may have the name of a member of another client. `query` last: Drizzle has another one. */
function sending(client: SqliteTransaction): Send {
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
  if ('prepare' in client) {
    const prepared = preparing(client);
    return (sql, values) => prepared(sql).all(...values);
  }
  if ('execute' in client) return (sql, values) => client.execute({ sql, args: [...values] });
  // Parameters of Drizzle are objects of its own. The errors of Knex contain the values that were bound.
  if ('all' in client) return inText((text) => client.all(text));
  if ('raw' in client) return inText((text) => client.raw(text));
  return (sql, values) => client.query(sql, [...values]);
}

/** Sends values as part of the statement. */
function inText(send: (text: string) => PromiseLike<unknown>): Send {
  return async (sql, values) => {
    const rest = [...values];
    const text = sql.replace(/\?/g, () => literalOf(rest.shift()));
    try {
      return await send(text);
    } catch (error) {
      throw withoutStatement(error, text);
    }
  };
}

function literalOf(value: SqliteText | undefined): string {
  if (value === null) return 'NULL';
  if (value === undefined || !/^[0-9a-f[\]",-]*$/.test(value)) {
    throw new TypeError(
      'a value of a statement must be hexadecimal digits, a whole number or a list of them',
    );
  }
  return `'${value}'`;
}

function rowsIn(answer: unknown): readonly unknown[] {
  if (Array.isArray(answer)) return answer;
  return typeof answer === 'object' && answer !== null && 'rows' in answer ? rowsIn(answer.rows) : [];
}

/** Waits for the transactions of others without blocking the event loop, in which they may have to end. */
export function patient(run: Run): Run {
  return async (sql, values) => {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await run(sql, values);
      } catch (error) {
        if (!isBusy(error) || Date.now() >= end) throw error;
        await setTimeout(Math.random() * LONGEST_PAUSE_MS);
      }
    }
  };
}
