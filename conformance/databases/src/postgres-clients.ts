import 'reflect-metadata';
import type { PostgresClient } from '@factorkit/storage-postgres';
import { PrismaPg } from '@prisma/adapter-pg';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzleOverPostgresJs } from 'drizzle-orm/postgres-js';
import knex from 'knex';
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import postgres from 'postgres';
import { DataSource } from 'typeorm';
import { openPrisma } from './prisma.ts';

/** A client as a portal opens it. */
export interface OpenClient {
  readonly client: PostgresClient;
  /** Runs `work` in a transaction of the client, and rolls back if it throws. */
  transaction(work: (transaction: PortalTransaction) => Promise<void>): Promise<void>;
  /** Runs a statement of the portal. */
  send(statement: string): Promise<unknown>;
  close(): Promise<unknown>;
}

export interface PortalTransaction {
  readonly client: PostgresClient;
  send(statement: string): Promise<unknown>;
}

function poolOf(url: string): pg.Pool {
  // A pool reports a connection that was cut while nobody used it.
  return new pg.Pool({ connectionString: url }).on('error', () => {});
}

function throughDrizzle<Result extends PgQueryResultHKT>(
  db: PgDatabase<Result>,
  close: OpenClient['close'],
): OpenClient {
  return {
    client: db,
    transaction: (work) =>
      db.transaction((tx) => work({ client: tx, send: async (statement) => tx.execute(sql.raw(statement)) })),
    send: async (statement) => db.execute(sql.raw(statement)),
    close,
  };
}

export const postgresClients: Readonly<Record<string, (url: string) => Promise<OpenClient>>> = {
  async Prisma(url) {
    const prisma = openPrisma('postgres', new PrismaPg({ connectionString: url }, { onPoolError: () => {} }));
    return {
      client: prisma,
      transaction: (work) =>
        prisma.$transaction((tx) =>
          work({ client: tx, send: async (statement) => tx.$queryRawUnsafe(statement) }),
        ),
      send: async (statement) => prisma.$queryRawUnsafe(statement),
      close: () => prisma.$disconnect(),
    };
  },
  async Drizzle(url) {
    const pool = poolOf(url);
    return throughDrizzle(drizzle(pool), () => pool.end());
  },
  async 'Drizzle over postgres.js'(url) {
    const client = postgres(url, { onnotice: () => {} });
    return throughDrizzle(drizzleOverPostgresJs(client), () => client.end());
  },
  async Kysely(url) {
    const db = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool: poolOf(url) }) });
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
  async Knex(url) {
    const db = knex({ client: 'pg', connection: url });
    return {
      client: db,
      transaction: (work) =>
        db.transaction((trx) => work({ client: trx, send: async (statement) => trx.raw(statement) })),
      send: async (statement) => db.raw(statement),
      close: () => db.destroy(),
    };
  },
  async TypeORM(url) {
    const dataSource = await new DataSource({ type: 'postgres', url, logging: false }).initialize();
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
};
