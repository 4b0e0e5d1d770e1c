/**
 * Factorkit accounts in MySQL or MariaDB, through mysql2.
 *
 * @module
 */
export type {
  MysqlClient,
  MysqlConnection,
  MysqlPool,
  MysqlPoolConnection,
  MysqlStatement,
} from './client.ts';
export { createMysqlStorage, type MysqlStorageOptions } from './mysql-storage.ts';
export { type Migrated, migrate, schemaSql } from './schema.ts';
export type { TablePlace } from './table-names.ts';
