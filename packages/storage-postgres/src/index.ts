/**
 * Factorkit accounts in PostgreSQL, through pg, postgres.js, PGlite or any query function.
 *
 * @module
 */
export type { PostgresClient, QueryClient } from './client.ts';
export {
  createPostgresStorage,
  type PostgresStorage,
  type PostgresStorageOptions,
} from './postgres-storage.ts';
export { migrate, schemaSql } from './schema.ts';
