import { createRedisStorage } from '@factorkit/storage-redis';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { ioredis, newPrefix, nodeRedis } from './clients.ts';
import { SERVER_MISSING, startServer } from './server.ts';

const wrong = [
  ['appendonly', 'no', 'yes'],
  ['appendfsync', 'everysec', 'always'],
  ['appendfsync', 'no', 'always'],
  ['maxmemory-policy', 'allkeys-lru', 'noeviction'],
  ['maxmemory-policy', 'allkeys-random', 'volatile-lru'],
] as const;

test('a server that may forget or evict accounts is refused, unless that is meant', async (context) => {
  const server = await startServer();
  if (server === undefined) return context.skip(SERVER_MISSING);
  onTestFinished(() => server.stop());
  const administrator = new Redis(server.url);
  onTestFinished(() => administrator.disconnect());
  for (const connect of [ioredis, nodeRedis]) {
    const { client, end } = await connect(server.urls);
    onTestFinished(end);
    await expect(createRedisStorage({ client })).resolves.toBeDefined();
    for (const [setting, bad, good] of wrong) {
      await administrator.config('SET', setting, bad);
      await expect(createRedisStorage({ client })).rejects.toMatchObject({
        code: 'configuration-invalid',
        message: expect.stringContaining(`${setting} ${bad}`),
      });
      await expect(createRedisStorage({ client, allowVolatile: true })).resolves.toBeDefined();
      await administrator.config('SET', setting, good);
    }
    await expect(createRedisStorage({ client })).resolves.toBeDefined();
  }
});

test('a server that does not tell its settings is refused, unless they were made sure of', async (context) => {
  const server = await startServer(['--rename-command', 'CONFIG', '']);
  if (server === undefined) return context.skip(SERVER_MISSING);
  onTestFinished(() => server.stop());
  for (const connect of [ioredis, nodeRedis]) {
    const { client, end } = await connect(server.urls);
    onTestFinished(end);
    await expect(createRedisStorage({ client })).rejects.toMatchObject({ code: 'configuration-invalid' });
    await expect(createRedisStorage({ client, allowVolatile: true })).resolves.toBeDefined();
  }
});

test('where memory is full a write throws, and nothing of it is there', async (context) => {
  const server = await startServer();
  if (server === undefined) return context.skip(SERVER_MISSING);
  onTestFinished(() => server.stop());
  const { client, end } = await ioredis(server.urls);
  onTestFinished(end);
  const administrator = new Redis(server.url);
  onTestFinished(() => administrator.disconnect());
  const storage = await createRedisStorage({ client, keyPrefix: newPrefix() });
  const event = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled', note: 'told' } as const;
  await storage.save('anna', { tag: 'a', state: '1', due: 1 }, undefined, [event]);
  await administrator.config('SET', 'maxmemory', '1');
  await expect(storage.save('anna', { tag: 'b', state: '2' }, 'a', [event])).rejects.toThrow(/OOM/);
  await expect(storage.save('berta', { tag: 'b', state: '2' }, undefined, [event])).rejects.toThrow(/OOM/);
  await expect(storage.record([event])).rejects.toThrow(/OOM/);
  await expect(storage.delete('anna', [event], 'erased:1')).rejects.toThrow(/OOM/);
  await administrator.config('SET', 'maxmemory', '0');
  expect((await storage.load('anna')).stored).toEqual({ tag: 'a', state: '1' });
  expect((await storage.load('berta')).stored).toBeUndefined();
  expect(await storage.due(1, 9)).toEqual(['anna']);
  expect((await storage.readEvents({ limit: 9 })).events).toEqual([event]);
});
