/**
 * Factorkit accounts in PostgreSQL, through pg, postgres.js, PGlite or any query function.
 *
 * @module
 */
export type { PostgresClient, PostgresJsClient, PostgresValue, QueryClient } from './client.ts';
export {
  createPostgresStorage,
  type PostgresStorage,
  type PostgresStorageOptions,
} from './postgres-storage.ts';
export { type Migrated, migrate, schemaSql } from './schema.ts';
export type { TablePlace } from './table-names.ts';
