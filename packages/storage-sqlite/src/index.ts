/**
 * Factorkit accounts in SQLite, through `node:sqlite` or better-sqlite3.
 *
 * @module
 */
export type { SqliteDatabase, SqliteStatement, SqliteValue } from './database.ts';
export type { EventPage, EventQuery } from './event-reader.ts';
export { type Migrated, migrate, schemaSql } from './schema.ts';
export { createSqliteStorage, type SqliteStorage, type SqliteStorageOptions } from './sqlite-storage.ts';
export type { TablePrefix } from './table-names.ts';
