import { createRedisStorage } from '@factorkit/storage-redis';
import { type StorageClients, storageContract } from '@factorkit/testkit';
import { Redis } from 'ioredis';
import { describe } from 'vitest';
import { inFull } from '../../../test-tiers.ts';
import {
  type Connect,
  ioredis,
  ioredisCluster,
  ioredisTexts,
  newPrefix,
  nodeRedis,
  nodeRedisCluster,
  nodeRedisTexts,
} from './clients.ts';
import { findServer, type Server, startCluster, startServer } from './server.ts';
import { type ServerTest, serverTests } from './server-test.ts';

interface Pair {
  readonly name: string;
  readonly first: Connect;
  readonly second: Connect;
  readonly buckets?: number;
}

async function openTwice(server: Server, { first, second, buckets }: Pair): Promise<StorageClients> {
  const [one, other] = [await first(server.urls), await second(server.urls)];
  const options = { keyPrefix: newPrefix(), buckets, allowVolatile: true };
  return {
    first: await createRedisStorage({ ...options, client: one.client }),
    second: await createRedisStorage({ ...options, client: other.client }),
    disturbances: [
      { name: 'the scripts are flushed', apply: () => onEach(server, (redis) => redis.script('FLUSH')) },
      {
        name: 'the connections are cut',
        apply: () => onEach(server, (redis) => redis.call('CLIENT', 'KILL', 'TYPE', 'normal')),
      },
    ],
    close: async () => {
      await Promise.all([one.end(), other.end()]);
    },
  };
}

/** On every node, past the clients under test. */
async function onEach({ urls }: Server, act: (redis: Redis) => Promise<unknown>): Promise<void> {
  for (const url of urls) {
    const redis = new Redis(url);
    await act(redis);
    redis.disconnect();
  }
}

function keeps(test: ServerTest, pair: Pair): void {
  describe(`${pair.name} keep the contract`, () => {
    const cases = storageContract({ open: () => Promise.reject(new Error('opened by each test')) });
    for (const [index, { name }] of cases.entries()) {
      test(name, async (server) => {
        await storageContract({ open: () => openTwice(server, pair) })[index]?.run();
      });
    }
  });
}

describe('one server', () => {
  // Forgetful and fast: what is durable is proved elsewhere.
  const test = serverTests(() =>
    process.env.FACTORKIT_TEST_REDIS_URL === undefined ? startServer([]) : findServer(),
  );
  for (const pair of inFull<Pair>([
    { name: 'FT5 both libraries, numbers as text', first: ioredisTexts, second: nodeRedisTexts },
    { name: 'both libraries, one bucket', first: ioredis, second: nodeRedis, buckets: 1 },
    { name: 'two of ioredis', first: ioredis, second: ioredis },
    { name: 'two of redis', first: nodeRedis, second: nodeRedis },
  ])) {
    keeps(test, pair);
  }
});

describe('a cluster', () => {
  const test = serverTests(startCluster);
  keeps(test, { name: 'both libraries', first: ioredisCluster, second: nodeRedisCluster });
});
