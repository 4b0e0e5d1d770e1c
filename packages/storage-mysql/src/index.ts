/**
 * Factorkit accounts in MySQL or MariaDB, through mysql2.
 *
 * @module
 */
export type { MysqlClient } from './client.ts';
export { createMysqlStorage, type MysqlStorageOptions } from './mysql-storage.ts';
export { migrate, schemaSql } from './schema.ts';
