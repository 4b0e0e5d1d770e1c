/**
 * Factorkit accounts in SQLite, through `node:sqlite` or better-sqlite3.
 *
 * @module
 */
export type { SqliteDatabase, SqliteStatement, SqliteValue } from './database.ts';
export { type Migrated, migrate, schemaSql } from './schema.ts';
export { createSqliteStorage, type SqliteStorageOptions } from './sqlite-storage.ts';
export type { TablePrefix } from './table-names.ts';
