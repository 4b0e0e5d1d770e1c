import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { createPool } from 'mysql2/promise';
import { CONNECT_MS, type OpenOn } from './engine.ts';

export const openMysql: OpenOn = async (url, options) => {
  const pool = createPool({ uri: url, connectionLimit: 6, connectTimeout: CONNECT_MS });
  if (options.migrate) await migrate(pool);
  return { storage: await createMysqlStorage({ client: pool }), end: () => pool.end() };
};
