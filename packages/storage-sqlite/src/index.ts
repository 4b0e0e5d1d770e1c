/**
 * Factorkit accounts in SQLite, through `node:sqlite`, better-sqlite3, libSQL, D1, Prisma, Drizzle, Kysely, Knex or TypeORM.
 *
 * @module
 */
export type { D1Statement, SqliteClient } from './client.ts';
export type { SqliteDatabase } from './database.ts';
export { migrate, schemaSql } from './schema.ts';
export { createSqliteStorage, type SqliteStorage, type SqliteStorageOptions } from './sqlite-storage.ts';
