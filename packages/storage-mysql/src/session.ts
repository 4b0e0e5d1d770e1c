import { randomBytes } from 'node:crypto';
import type { MysqlClient, MysqlConnection, MysqlPool, MysqlStatement } from './client.ts';

/** The result of a statement. */
export interface Written {
  readonly affectedRows: number;
  readonly insertId: number;
}

/** A connection that is reserved until the work is done. */
export interface Session {
  /**
   * Runs one SELECT, and checks that its answer belongs to this call and that the settings show the latest commit.
   *
   * @param found - a SELECT.
   * @param columns - the columns to return; they are binary.
   * @param many - whether there may be no row, or several, in any order. The first of `columns` is then never NULL.
   */
  ask<Column extends string>(
    found: string,
    columns: readonly Column[],
    values: MysqlStatement['values'],
    many?: 'many',
  ): Promise<readonly Readonly<Record<Column, Buffer | null>>[]>;
  read(sql: string, values?: MysqlStatement['values']): Promise<readonly unknown[]>;
  write(sql: string, values?: MysqlStatement['values']): Promise<Written>;
  settle(): Promise<void>;
  /** Removes this connection from use. The server rolls back what was not committed. */
  abandon(): void;
}

/** Passes `work` a reserved connection: one of the pool, or the one connection when it is free. */
export function withSession<Result>(
  client: MysqlClient,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  return 'getConnection' in client ? onPooled(client, work) : inTurn(client, work);
}

async function onPooled<Result>(
  pool: MysqlPool,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const pooled = await pool.getConnection();
  try {
    await prepare(pooled, pooled.connection);
    return await settled(sessionOn(pooled), work);
  } finally {
    // The driver ignores this if the connection was abandoned or lost.
    pooled.release();
  }
}

/** The queue of each single connection: two transactions on it would become one. */
const turns = new WeakMap<MysqlConnection, Promise<unknown>>();

function inTurn<Result>(
  connection: MysqlConnection,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const mine = (turns.get(connection) ?? Promise.resolve()).then(async () => {
    await prepare(connection, connection);
    return await settled(sessionOn(connection), work);
  });
  turns.set(
    connection,
    mine.catch(() => undefined),
  );
  return mine;
}

/** The settings of a session are gone: the driver reset it, or other code used it. */
class SettingsLost extends TypeError {
  constructor() {
    super('the session does not keep its settings');
  }
}

/**
 * The connection is for Factorkit only, so an open transaction is a leftover: it is rolled back, and the settings are
 * repeated.
 */
async function settled<Result>(
  session: Session,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(session);
  } catch (error) {
    if (!(error instanceof SettingsLost)) throw error;
    await session.settle();
    return await work(session);
  }
}

const prepared = new WeakSet<object>();

const settling: readonly string[] = [
  // REPEATABLE READ locks the gaps between rows, so accounts that are created at the same time would wait for each
  // other.
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  // Without autocommit the first load would open a transaction that nobody ends. Without strict mode, long values are
  // cut.
  "SET SESSION autocommit = 1, SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
];

/** Sets, once per connection, what a connection, a server or a pool may have configured otherwise. */
async function prepare(connection: MysqlConnection, identity: object): Promise<void> {
  if (prepared.has(identity)) return;
  const session = sessionOn(connection);
  // Fails if a transaction is open (error 1568), which START TRANSACTION would silently commit.
  await session.write('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
  for (const sql of settling) await session.write(sql);
  prepared.add(identity);
}

/** A load in a transaction that was left open would return an old state, in which a factor was not enrolled yet. */
const settings =
  "CAST(CONCAT(IF(@@SESSION.autocommit, 'autocommit ', ''), /*!80000 @@SESSION.transaction_isolation *//*M! @@SESSION.tx_isolation */) AS BINARY)";
const wanted = 'autocommit READ-COMMITTED';

function assertRows<Column extends string>(
  rows: readonly unknown[],
  columns: readonly Column[],
): asserts rows is readonly Readonly<Record<Column, Buffer | null>>[] {
  const good = rows.every((row) => {
    const values = typeof row === 'object' && row !== null ? new Map(Object.entries(row)) : new Map();
    return (
      values.size === columns.length &&
      columns.every((column) => values.has(column)) &&
      [...values.values()].every((value) => value === null || Buffer.isBuffer(value))
    );
  });
  if (!good) throw new TypeError(`the MySQL driver returned no rows with the columns ${columns.join(', ')}`);
}

function sessionOn(connection: MysqlConnection): Session {
  async function send(sql: string, values: MysqlStatement['values']): Promise<unknown> {
    try {
      // A pool may be configured for rows as arrays or for its own cast. This overrides both.
      const [answer] = await connection.query({
        sql,
        values,
        rowsAsArray: false,
        typeCast: (_field, next) => next(),
      });
      return answer;
    } catch (error) {
      // The driver adds the statement with all its values to the error, which the portal may log.
      if (typeof error === 'object' && error !== null && 'sql' in error) error.sql = sql;
      throw error;
    }
  }
  async function read(sql: string, values: MysqlStatement['values'] = []): Promise<readonly unknown[]> {
    const rows = await send(sql, values);
    if (!Array.isArray(rows)) throw new TypeError('the MySQL driver returned no rows');
    return rows;
  }
  return {
    async ask(found, columns, values, many) {
      const call = randomBytes(8);
      const rows = await read(
        `SELECT asked.call_id, asked.settings, ${columns.join(', ')} FROM (SELECT ? AS call_id, ${settings} AS settings) AS asked LEFT JOIN (${found}) AS found ON TRUE`,
        [call, ...values],
      );
      assertRows(rows, ['call_id', 'settings', ...columns]);
      if (rows.length === 0 || rows.some((row) => row.call_id === null || !call.equals(row.call_id))) {
        throw new TypeError('the MySQL driver returned the answer of another call');
      }
      if (rows[0]?.settings?.toString() !== wanted) throw new SettingsLost();
      return many === undefined ? rows : rows.filter((row) => row[columns[0] ?? 'call_id'] !== null);
    },
    async settle() {
      for (const sql of ['ROLLBACK', ...settling]) await send(sql, []);
    },
    read,
    async write(sql, values = []) {
      const answer = await send(sql, values);
      return {
        affectedRows: countOf(columnOf(answer, 'affectedRows')),
        insertId: countOf(columnOf(answer, 'insertId')),
      };
    },
    abandon: () => connection.destroy(),
  };
}

/** One column of a row. */
export function columnOf(row: unknown, name: string): unknown {
  if (typeof row !== 'object' || row === null || !(name in row)) {
    throw new TypeError(`the MySQL driver returned nothing with ${name}`);
  }
  return Reflect.get(row, name);
}

/** A whole number from the driver, which an option may have converted to text or a bigint. */
function countOf(value: unknown): number {
  const number =
    typeof value === 'bigint' || (typeof value === 'string' && /^\d{1,16}$/.test(value))
      ? Number(value)
      : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
    throw new TypeError('the MySQL driver returned no whole number');
  }
  return number;
}

/** One property of an error of the driver. */
export function propertyOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
