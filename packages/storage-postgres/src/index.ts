/**
 * Factorkit accounts in PostgreSQL, through pg, postgres.js, PGlite, Prisma, Drizzle, Kysely, Knex, TypeORM or any query function.
 *
 * @module
 */
export type { PostgresClient } from './client.ts';
export {
  createPostgresStorage,
  type PostgresStorage,
  type PostgresStorageOptions,
} from './postgres-storage.ts';
export { migrate, schemaSql } from './schema.ts';
