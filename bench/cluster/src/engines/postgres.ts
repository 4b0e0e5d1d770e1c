import { createPostgresStorage, migrate } from '@factorkit/storage-postgres';
import pg from 'pg';
import { CONNECT_MS, type OpenOn } from './engine.ts';

export const openPostgres: OpenOn = async (url, options) => {
  const pool = new pg.Pool({ connectionString: url, max: 6, connectionTimeoutMillis: CONNECT_MS });
  // An idle connection was lost: the pool opens another.
  pool.on('error', () => {});
  if (options.migrate) await migrate(pool);
  return { storage: await createPostgresStorage({ client: pool }), end: () => pool.end() };
};
