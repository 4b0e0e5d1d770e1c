import 'reflect-metadata';
import type { SqliteClient, SqliteStorage } from '@factorkit/storage-sqlite';
import { createClient } from '@libsql/client';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { drizzle as drizzleOverLibsql } from 'drizzle-orm/libsql';
import knex from 'knex';
import { CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import { DataSource } from 'typeorm';
import { type GeneratedClient, openPrisma } from './prisma.ts';

type Transaction = Parameters<SqliteStorage['within']>[0];

/** A client as a portal opens it. */
export interface OpenSqlite {
  readonly client: SqliteClient;
  /** Runs `work` in a transaction of the client, and rolls back if it throws. Not present if the client cannot wait in one. */
  transaction?(work: (transaction: PortalTransaction) => Promise<void>): Promise<void>;
  /** Runs a statement of the portal. */
  send(statement: string): Promise<unknown>;
  close(): unknown;
}

interface PortalTransaction {
  readonly client: Transaction;
  send(statement: string): Promise<unknown>;
}

export const sqliteClients: Readonly<Record<string, (file: string) => Promise<OpenSqlite>>> = {
  'Prisma over better-sqlite3': async (file) =>
    prisma(openPrisma('sqlite', new PrismaBetterSqlite3({ url: file, timeout: 0 }))),
  'Prisma over libSQL': async (file) =>
    prisma(openPrisma('sqlite', new PrismaLibSql({ url: `file:${file}` }))),
  async 'Drizzle over better-sqlite3'(file) {
    const db = drizzle(file);
    return {
      client: db,
      send: async (statement) => db.run(sql.raw(statement)),
      close: () => db.$client.close(),
    };
  },
  async 'Drizzle over libSQL'(file) {
    const db = drizzleOverLibsql(`file:${file}`);
    return {
      client: db,
      transaction: (work) =>
        db.transaction((tx) => work({ client: tx, send: (statement) => tx.run(sql.raw(statement)) })),
      send: (statement) => db.run(sql.raw(statement)),
      close: () => db.$client.close(),
    };
  },
  async Kysely(file) {
    const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new BetterSqlite3(file) }) });
    return {
      client: db,
      transaction: (work) =>
        db
          .transaction()
          .execute((trx) =>
            work({ client: trx, send: (statement) => trx.executeQuery(CompiledQuery.raw(statement)) }),
          ),
      send: (statement) => db.executeQuery(CompiledQuery.raw(statement)),
      close: () => db.destroy(),
    };
  },
  async Knex(file) {
    const db = knex({ client: 'better-sqlite3', connection: { filename: file }, useNullAsDefault: true });
    return {
      client: db,
      transaction: (work) =>
        db.transaction((trx) => work({ client: trx, send: async (statement) => trx.raw(statement) })),
      send: async (statement) => db.raw(statement),
      close: () => db.destroy(),
    };
  },
  async TypeORM(file) {
    const dataSource = await new DataSource({ type: 'better-sqlite3', database: file }).initialize();
    return {
      client: dataSource,
      transaction: (work) =>
        dataSource.transaction((manager) =>
          work({ client: manager, send: (statement) => manager.query(statement) }),
        ),
      send: (statement) => dataSource.query(statement),
      close: () => dataSource.destroy(),
    };
  },
  async libSQL(file) {
    const client = createClient({ url: `file:${file}` });
    return {
      client,
      async transaction(work) {
        const transaction = await client.transaction('write');
        try {
          await work({ client: transaction, send: (statement) => transaction.execute(statement) });
          await transaction.commit();
        } finally {
          transaction.close();
        }
      },
      send: (statement) => client.execute(statement),
      close: () => client.close(),
    };
  },
};

function prisma(client: GeneratedClient): OpenSqlite {
  return {
    client,
    transaction: (work) =>
      client.$transaction((tx) =>
        work({ client: tx, send: async (statement) => tx.$queryRawUnsafe(statement) }),
      ),
    send: async (statement) => client.$queryRawUnsafe(statement),
    close: () => client.$disconnect(),
  };
}
