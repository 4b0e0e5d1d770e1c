import type { StorageAdapter } from '@factorkit/core';

/** The servers that run, by their URLs. */
export interface ServerUrls {
  readonly postgres: string;
  readonly mysql: string;
  readonly redis: string;
}

/** A store and what ends its client. */
interface Opened {
  readonly storage: StorageAdapter;
  close(): unknown;
}

interface DatabaseKind {
  readonly engine: 'memory' | 'SQLite' | 'PostgreSQL' | 'MariaDB' | 'Redis';
  open(urls: ServerUrls): Promise<Opened>;
}

/** One line for each client: how a portal opens it and passes it on. */
export const databases: Readonly<Record<string, DatabaseKind>> = {
  memory: { engine: 'memory', open: memory },
  'SQLite by node:sqlite': { engine: 'SQLite', open: nodeSqlite },
  'SQLite by better-sqlite3': { engine: 'SQLite', open: betterSqlite },
  'PostgreSQL by pg': { engine: 'PostgreSQL', open: pg },
  'PostgreSQL by postgres.js': { engine: 'PostgreSQL', open: postgresJs },
  'PostgreSQL by PGlite': { engine: 'PostgreSQL', open: pglite },
  'MariaDB by mysql2': { engine: 'MariaDB', open: mysql2 },
  'Redis by ioredis': { engine: 'Redis', open: ioredis },
  'Redis by redis': { engine: 'Redis', open: nodeRedis },
};

async function memory(): Promise<Opened> {
  const { createMemoryStorage } = await import('@factorkit/core/memory');
  return { storage: createMemoryStorage(), close: () => {} };
}

async function nodeSqlite(): Promise<Opened> {
  const { DatabaseSync } = await import('node:sqlite');
  return sqlite(new DatabaseSync(':memory:'));
}

async function betterSqlite(): Promise<Opened> {
  const { default: Connection } = await import('better-sqlite3');
  return sqlite(new Connection(':memory:'));
}

async function sqlite(
  database: import('@factorkit/storage-sqlite').SqliteDatabase & { close(): unknown },
): Promise<Opened> {
  const { createSqliteStorage, migrate } = await import('@factorkit/storage-sqlite');
  migrate(database);
  return { storage: createSqliteStorage({ database }), close: () => database.close() };
}

async function pg({ postgres }: ServerUrls): Promise<Opened> {
  const { default: library } = await import('pg');
  const pool = new library.Pool({ connectionString: postgres });
  return { storage: await onPostgres(pool), close: () => pool.end() };
}

async function postgresJs({ postgres }: ServerUrls): Promise<Opened> {
  const { default: connect } = await import('postgres');
  const sql = connect(postgres, { onnotice: () => {} });
  return { storage: await onPostgres(sql), close: () => sql.end() };
}

async function pglite(): Promise<Opened> {
  const { PGlite } = await import('@electric-sql/pglite');
  const database = await PGlite.create();
  return { storage: await onPostgres(database), close: () => database.close() };
}

async function onPostgres(
  client: Parameters<typeof import('@factorkit/storage-postgres').migrate>[0],
): Promise<StorageAdapter> {
  const { createPostgresStorage, migrate } = await import('@factorkit/storage-postgres');
  await migrate(client);
  return createPostgresStorage({ client });
}

async function mysql2({ mysql }: ServerUrls): Promise<Opened> {
  const { createMysqlStorage, migrate } = await import('@factorkit/storage-mysql');
  const { createPool } = await import('mysql2/promise');
  const client = createPool(mysql);
  await migrate(client);
  return { storage: await createMysqlStorage({ client }), close: () => client.end() };
}

async function ioredis({ redis }: ServerUrls): Promise<Opened> {
  const { createRedisStorage } = await import('@factorkit/storage-redis');
  const { Redis } = await import('ioredis');
  const client = new Redis(redis);
  return { storage: await createRedisStorage({ client }), close: () => client.disconnect() };
}

async function nodeRedis({ redis }: ServerUrls): Promise<Opened> {
  const { createRedisStorage } = await import('@factorkit/storage-redis');
  const { createClient } = await import('redis');
  const client = await createClient({ url: redis }).connect();
  return { storage: await createRedisStorage({ client }), close: () => client.destroy() };
}
