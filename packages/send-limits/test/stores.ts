import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limiterFrom, memoryLimiter } from '@factorkit/send-limits';
import BetterSqlite3 from 'better-sqlite3';
import { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterSQLite } from 'rate-limiter-flexible';
import { createClient } from 'redis';
import { onTestFinished, type TestContext } from 'vitest';
import type { SharedLimiter } from '../src/rate-limiter.ts';
import { findRedis } from './redis-server.ts';

/** What two servers have: each a client of its own, of one store. */
export interface Clients {
  readonly first: SharedLimiter;
  readonly second: SharedLimiter;
}

export interface Store {
  readonly name: string;
  open(context: TestContext): Promise<Clients>;
}

const UNUSED = { points: 1, duration: 1 };

export const stores: readonly Store[] = [
  {
    name: 'memory',
    open: async () => {
      const limiter = memoryLimiter();
      return { first: limiter, second: limiter };
    },
  },
  {
    name: 'SQLite',
    open: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'factorkit-send-limits-'));
      const file = join(folder, 'counts.db');
      onTestFinished(() => rmSync(folder, { recursive: true }));
      return { first: await sqliteLimiter(file), second: await sqliteLimiter(file) };
    },
  },
  { name: 'Redis through ioredis', open: (context) => openRedis(context, ioredisLimiter, ioredisLimiter) },
  {
    name: 'Redis through redis and ioredis',
    open: (context) => openRedis(context, nodeRedisLimiter, ioredisLimiter),
  },
];

function sqliteLimiter(file: string): Promise<SharedLimiter> {
  const storeClient = new BetterSqlite3(file);
  onTestFinished(() => {
    storeClient.close();
  });
  return new Promise((resolve, reject) => {
    const options = { ...UNUSED, storeClient, storeType: 'better-sqlite3', tableName: 'sends' };
    const instance = new RateLimiterSQLite(options, (error?: Error) => {
      if (error) reject(error);
      else resolve(limiterFrom(instance));
    });
  });
}

type Connect = (url: string, keyPrefix: string) => Promise<SharedLimiter>;

async function openRedis(context: TestContext, first: Connect, second: Connect): Promise<Clients> {
  const redis = await findRedis();
  if (redis === undefined) {
    return context.skip('missing: Redis (name one in FACTORKIT_REDIS, or install redis-server)');
  }
  const keyPrefix = `factorkit-test-${randomUUID()}`;
  onTestFinished(() => redis.close());
  onTestFinished(() => clearRedis(redis.url, keyPrefix));
  return { first: await first(redis.url, keyPrefix), second: await second(redis.url, keyPrefix) };
}

/** A Redis that was named and is not there fails a test at once. */
function connect(url: string): Redis {
  const client = new Redis(url, { retryStrategy: () => null });
  client.on('error', () => {});
  return client;
}

async function ioredisLimiter(url: string, keyPrefix: string): Promise<SharedLimiter> {
  const storeClient = connect(url);
  onTestFinished(async () => {
    await storeClient.quit();
  });
  return limiterFrom(new RateLimiterRedis({ ...UNUSED, storeClient, keyPrefix }));
}

async function nodeRedisLimiter(url: string, keyPrefix: string): Promise<SharedLimiter> {
  const storeClient = createClient({ url });
  await storeClient.connect();
  onTestFinished(async () => {
    await storeClient.close();
  });
  return limiterFrom(new RateLimiterRedis({ ...UNUSED, storeClient, keyPrefix, useRedisPackage: true }));
}

/** The Redis may be somebody's: what was put there is taken away again. */
async function clearRedis(url: string, keyPrefix: string): Promise<void> {
  const client = connect(url);
  for await (const keys of client.scanStream({ match: `${keyPrefix}:*`, count: 1000 })) {
    if (Array.isArray(keys) && keys.length > 0) await client.unlink(...keys);
  }
  await client.quit();
}
