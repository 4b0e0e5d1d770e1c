/**
 * Factorkit accounts in SQLite, through `node:sqlite` or better-sqlite3.
 *
 * @module
 */
export type { SqliteDatabase } from './database.ts';
export { migrate, schemaSql } from './schema.ts';
export { createSqliteStorage, type SqliteStorageOptions } from './sqlite-storage.ts';
