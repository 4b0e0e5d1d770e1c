import { createRedisStorage } from '@factorkit/storage-redis';
import { runStorageProcess } from '@factorkit/testkit';
import { ioredis, nodeRedis } from './clients.ts';

export interface RedisPlace {
  readonly library: 'ioredis' | 'redis';
  readonly url: string;
  readonly keyPrefix: string;
}

runStorageProcess<RedisPlace>(async ({ library, url, keyPrefix }) => {
  const { client, end: close } = await (library === 'redis' ? nodeRedis : ioredis)([url]);
  return { storage: await createRedisStorage({ client, keyPrefix }), close };
});
