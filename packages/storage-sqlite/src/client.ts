import type { SqliteDatabase } from './database.ts';

/** The value of a parameter: hexadecimal digits, a whole number, or a list of them as JSON. @inline */
export type SqliteText = string | null;

/** A client of libSQL, or its transaction. @inline */
export type LibsqlTransaction = {
  execute(statement: { readonly sql: string; readonly args: SqliteText[] }): Promise<{
    readonly rows: readonly unknown[];
  }>;
};

/** @inline */
export type LibsqlClient = LibsqlTransaction & {
  /** `file` for a local database, otherwise the protocol of the server's URL. */
  readonly protocol: string;
  batch(statements: string[], mode: 'write'): Promise<unknown>;
};

/** A prepared statement of Cloudflare D1. */
export interface D1Statement {
  bind(...values: SqliteText[]): D1Statement;
  all(): Promise<{ readonly results: readonly unknown[] }>;
}

/** A database of Cloudflare D1. It has no transactions but batches. @inline */
export type D1Client = {
  prepare(sql: string): D1Statement;
  batch(statements: D1Statement[]): Promise<unknown>;
};

/** @inline */
export type PrismaTransaction = {
  $queryRawUnsafe(sql: string, ...values: SqliteText[]): PromiseLike<unknown>;
};

/** @inline */
export type PrismaClient = PrismaTransaction & {
  $transaction<Result>(work: (transaction: PrismaTransaction) => Promise<Result>): PromiseLike<Result>;
};

/** @inline */
export type KyselyTransaction = {
  executeQuery(query: {
    readonly sql: string;
    readonly parameters: readonly SqliteText[];
    readonly query: {
      readonly kind: 'RawNode';
      readonly sqlFragments: readonly string[];
      readonly parameters: readonly [];
    };
    readonly queryId: { readonly queryId: string };
  }): PromiseLike<{ readonly rows: readonly unknown[] }>;
};

/** @inline */
export type KyselyClient = KyselyTransaction & {
  transaction(): {
    execute<Result>(work: (transaction: KyselyTransaction) => Promise<Result>): PromiseLike<Result>;
  };
};

/** @inline */
export type KnexTransaction = {
  raw(sql: string): PromiseLike<unknown>;
};

/** @inline */
export type KnexClient = KnexTransaction & {
  transaction<Result>(work: (transaction: KnexTransaction) => Promise<Result>): PromiseLike<Result>;
};

/** A `DataSource` of TypeORM over better-sqlite3. @inline */
export type TypeormClient = {
  readonly driver: object;
};

/** The `EntityManager` of a transaction of TypeORM. @inline */
export type TypeormTransaction = {
  query(sql: string, values: SqliteText[]): PromiseLike<unknown>;
};

/** A `drizzle` over better-sqlite3, libSQL or D1. @inline */
export type DrizzleClient = {
  readonly $client: SqliteDatabase | LibsqlClient | D1Client;
};

/** A transaction of Drizzle over libSQL. @inline */
export type DrizzleTransaction = {
  all(sql: string): PromiseLike<unknown>;
};

/**
 * What the portal has beside a connection of its own for Factorkit: a client of libSQL, a database of D1, or a client of
 * Prisma, Drizzle, Kysely, Knex or TypeORM. Recognised by its members.
 */
export type SqliteClient =
  | LibsqlClient
  | D1Client
  | PrismaClient
  | KyselyClient
  | KnexClient
  | TypeormClient
  | DrizzleClient;

/** A transaction that the portal began: on a connection, or of one of these clients. @inline */
export type SqliteTransaction =
  | SqliteDatabase
  | LibsqlTransaction
  | PrismaTransaction
  | KyselyTransaction
  | KnexTransaction
  | TypeormTransaction
  | DrizzleTransaction;
