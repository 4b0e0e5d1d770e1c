import type { MysqlClient, MysqlConnection, MysqlPool, MysqlStatement } from './client.ts';

/** What a statement did. */
export interface Written {
  readonly affectedRows: number;
  readonly insertId: number;
}

/** A connection that is ours until the work is done. */
export interface Session {
  read(sql: string, values?: MysqlStatement['values']): Promise<readonly unknown[]>;
  write(sql: string, values?: MysqlStatement['values']): Promise<Written>;
  /** Nobody gets this connection any more; the server then rolls back what was not committed. */
  abandon(): void;
}

/** Lends `work` a connection of its own: of a pool, or the one connection when its turn comes. */
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
    return await work(sessionOn(pooled));
  } finally {
    // The driver takes no notice of it where the connection was abandoned or is lost.
    pooled.release();
  }
}

/** Whose turn it is on a connection that was handed in by itself: two transactions on it would become one. */
const turns = new WeakMap<MysqlConnection, Promise<unknown>>();

function inTurn<Result>(
  connection: MysqlConnection,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const mine = (turns.get(connection) ?? Promise.resolve()).then(async () => {
    await prepare(connection, connection);
    return await work(sessionOn(connection));
  });
  turns.set(
    connection,
    mine.catch(() => undefined),
  );
  return mine;
}

const prepared = new WeakSet<object>();

/** Settles, once for each connection, what a connection, a server or a pool may have decided otherwise. */
async function prepare(connection: MysqlConnection, identity: object): Promise<void> {
  if (prepared.has(identity)) return;
  const session = sessionOn(connection);
  // Refused where a transaction is open (error 1568), which START TRANSACTION would commit without a word.
  await session.write('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
  // REPEATABLE READ locks the gaps between rows, so that accounts which are made at the same time wait for each other.
  await session.write('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  // Without autocommit the first load opens a transaction that nobody ends. Without strict mode what does not fit is cut.
  await session.write(
    "SET SESSION autocommit = 1, SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
  );
  prepared.add(identity);
}

function sessionOn(connection: MysqlConnection): Session {
  async function send(sql: string, values: MysqlStatement['values']): Promise<unknown> {
    try {
      // A pool may be set to rows as arrays, or to a cast of its own: here each is as the driver makes it.
      const [answer] = await connection.query({
        sql,
        values,
        rowsAsArray: false,
        typeCast: (_field, next) => next(),
      });
      return answer;
    } catch (error) {
      // The driver puts the statement with all its values on the error, which ends in the portal's log.
      if (typeof error === 'object' && error !== null && 'sql' in error) error.sql = sql;
      throw error;
    }
  }
  return {
    async read(sql, values = []) {
      const rows = await send(sql, values);
      if (!Array.isArray(rows)) throw new TypeError('the MySQL driver gave no rows');
      return rows;
    },
    async write(sql, values = []) {
      const answer = await send(sql, values);
      return {
        affectedRows: Number(columnOf(answer, 'affectedRows')),
        insertId: Number(columnOf(answer, 'insertId')),
      };
    },
    abandon: () => connection.destroy(),
  };
}

/** One column of a row. */
export function columnOf(row: unknown, name: string): unknown {
  if (typeof row !== 'object' || row === null || !(name in row)) {
    throw new TypeError(`the MySQL driver gave nothing with ${name}`);
  }
  return Reflect.get(row, name);
}

/** One property of what the driver threw. */
export function propertyOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
