import { assertNever } from '@factorkit/core';
import type { Engine, EngineOptions, OpenEngine, OpenOn } from './engine.ts';

/** Opens the adapter of an engine as a portal would. `url` is a path for SQLite. */
export async function openEngine(
  engine: Engine,
  url: string,
  options: EngineOptions = {},
): Promise<OpenEngine> {
  const open = await openerOf(engine);
  return open(url, options);
}

/** Loaded on demand: a server has one engine, and a killed one must be back soon. */
async function openerOf(engine: Engine): Promise<OpenOn> {
  switch (engine) {
    case 'postgres':
      return (await import('./postgres.ts')).openPostgres;
    case 'mysql':
      return (await import('./mysql.ts')).openMysql;
    case 'redis':
      return (await import('./redis.ts')).openRedis;
    case 'sqlite':
      return (await import('./sqlite.ts')).openSqlite;
    default:
      return assertNever(engine);
  }
}
