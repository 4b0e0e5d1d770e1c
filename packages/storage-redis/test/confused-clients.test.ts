import type { StorageAdapter } from '@factorkit/core';
import { createRedisStorage } from '@factorkit/storage-redis';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { expect, onTestFinished } from 'vitest';
import type { IoredisScripts } from '../src/client.ts';
import { newPrefix } from './clients.ts';
import { serverTests } from './server-test.ts';

const test = serverTests();

const event = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' } as const;

function everyCall(storage: StorageAdapter): readonly (() => Promise<unknown>)[] {
  return [
    () => storage.load('anna'),
    () => storage.save('anna', { tag: 'b', state: '2' }, 'none', []),
    () => storage.delete('berta', [], 'erased:1'),
    () => storage.record([event]),
    () => storage.due(1, 1),
    () => storage.readUserIds({ limit: 1 }),
    () => storage.readEvents({ userId: 'anna', limit: 1 }),
  ];
}

test('FS1 in another database, or after the database was emptied, every call throws', async ({
  urls: [url = ''],
}) => {
  const ioredis = new Redis(url);
  const nodeRedis = createClient({ url });
  await nodeRedis.connect();
  onTestFinished(() => ioredis.disconnect());
  onTestFinished(() => nodeRedis.destroy());
  for (const client of [ioredis, nodeRedis]) {
    const keyPrefix = newPrefix();
    const storage = await createRedisStorage({ client, keyPrefix, allowVolatile: true });
    await storage.save('anna', { tag: 'a', state: '1' }, undefined, [event]);
    await client.select(1);
    for (const call of everyCall(storage)) await expect(call()).rejects.toThrow(/does not hold the store/);
    await client.select(0);
    expect((await storage.load('anna')).stored).toEqual({ tag: 'a', state: '1' });
    for (const key of await ioredis.keys(`{${keyPrefix}:*`)) await ioredis.del(key);
    for (const call of everyCall(storage)) await expect(call()).rejects.toThrow(/does not hold the store/);
  }
});

test('FS1 FT5 the reply of another call, and one of another shape, throws', async ({ urls: [url = ''] }) => {
  const redis = new Redis(url);
  onTestFinished(() => redis.disconnect());
  let spoil = (reply: unknown): unknown => reply;
  const client: IoredisScripts & Pick<Redis, 'config'> = {
    config: redis.config.bind(redis),
    eval: async (...call) => spoil(await redis.eval(...call)),
    evalsha: async (...call) => spoil(await redis.evalsha(...call)),
  };
  const storage = await createRedisStorage({ client, keyPrefix: newPrefix(), allowVolatile: true });
  await storage.save('anna', { tag: 'a', state: '1' }, undefined, [event]);
  let earlier: unknown;
  const answerOf = (reply: unknown): unknown => (Array.isArray(reply) ? reply[1] : reply);
  const callOf = (reply: unknown): unknown => (Array.isArray(reply) ? reply[0] : reply);
  const spoilings: readonly (typeof spoil)[] = [
    () => null,
    () => earlier,
    (reply) => answerOf(reply),
    (reply) => [callOf(reply)],
    (reply) => [callOf(reply), answerOf(reply), answerOf(reply)],
    (reply) => [callOf(reply), 'OK'],
    (reply) => [callOf(reply), null],
    (reply) => [callOf(reply), [answerOf(reply), 'more']],
  ];
  for (const spoiling of spoilings) {
    for (const call of everyCall(storage)) {
      spoil = (reply) => {
        earlier = reply;
        return reply;
      };
      await call();
      spoil = spoiling;
      await expect(call()).rejects.toThrow(TypeError);
      spoil = (reply) => reply;
    }
  }
});
