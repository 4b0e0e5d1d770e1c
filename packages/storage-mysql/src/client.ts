/** A statement as it is handed to the driver. Values are bytes, whole numbers or nothing: never text that is escaped. */
export interface MysqlStatement {
  readonly sql: string;
  values: (Buffer | number | null)[];
  readonly rowsAsArray: false;
  readonly typeCast: (field: unknown, next: () => unknown) => unknown;
}

/** What Factorkit asks of a connection: the `Connection` of `mysql2/promise` has it. */
export interface MysqlConnection {
  query(statement: MysqlStatement): Promise<readonly [unknown, ...unknown[]]>;
  destroy(): void;
}

/** A connection from a pool. The driver makes a new wrapper each time; `connection` is the connection itself. */
export interface MysqlPoolConnection extends MysqlConnection {
  readonly connection: object;
  release(): void;
}

/** What Factorkit asks of a pool: the `Pool` of `mysql2/promise` has it. */
export interface MysqlPool {
  getConnection(): Promise<MysqlPoolConnection>;
}

/** A pool, or one connection: then its calls take turns. */
export type MysqlClient = MysqlPool | MysqlConnection;
