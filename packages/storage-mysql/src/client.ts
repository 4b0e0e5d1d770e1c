/**
 * A statement for the driver. Values are bytes, whole numbers or null: never text that needs escaping. @inline
 */
export type MysqlStatement = {
  readonly sql: string;
  values: (Buffer | number | null)[];
  readonly rowsAsArray: false;
  readonly typeCast: (field: unknown, next: () => unknown) => unknown;
};

/** The members of a connection that Factorkit uses: the `Connection` of `mysql2/promise` has them. @inline */
export type MysqlConnection = {
  query(statement: MysqlStatement): Promise<readonly [unknown, ...unknown[]]>;
  destroy(): void;
};

/**
 * A connection from a pool. The driver makes a new wrapper each time; `connection` is the connection itself. @inline
 */
export type MysqlPoolConnection = MysqlConnection & {
  readonly connection: object;
  release(): void;
};

/** The members of a pool that Factorkit uses: the `Pool` of `mysql2/promise` has them. @inline */
export type MysqlPool = {
  getConnection(): Promise<MysqlPoolConnection>;
};

/** A pool, or one connection, on which calls run one after the other. */
export type MysqlClient = MysqlPool | MysqlConnection;
