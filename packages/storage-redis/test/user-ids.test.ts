import type { StorageAdapter } from '@factorkit/core';
import { createRedisStorage } from '@factorkit/storage-redis';
import { Redis } from 'ioredis';
import { expect, onTestFinished } from 'vitest';
import { newPrefix } from './clients.ts';
import type { Server } from './server.ts';
import { serverTests } from './server-test.ts';

const serverTest = serverTests();

interface Open {
  readonly redis: Redis;
  readonly keyPrefix: string;
  readonly storage: StorageAdapter;
}

async function open(server: Server, buckets: number): Promise<Open> {
  const redis = new Redis(server.urls[0] ?? '');
  onTestFinished(() => redis.disconnect());
  const keyPrefix = newPrefix();
  const storage = await createRedisStorage({ client: redis, keyPrefix, buckets, allowVolatile: true });
  return { redis, keyPrefix, storage };
}

serverTest('users of one bucket are listed in the order of their ids’ bytes', async (server) => {
  const { storage } = await open(server, 1);
  const users = ['', '\0', 'Z', 'a', 'a\0', 'a ', 'aa', 'z', 'ä', '\uffff', '😀'];
  for (const userId of users.toReversed())
    await storage.save(userId, { tag: 'a', state: '1' }, undefined, []);
  expect(await storage.readUserIds({ limit: 11 })).toEqual({ userIds: users });
  for (const [index, userId] of users.entries()) {
    const { cursor } = await storage.readUserIds({ limit: index + 1 });
    const rest =
      cursor === undefined ? [] : (await storage.readUserIds({ after: cursor, limit: 11 })).userIds;
    expect([userId, ...rest]).toEqual(users.slice(index));
    expect(cursor ?? 'none').toMatch(/^[!-~]+$/);
  }
});

serverTest('a page asks one bucket, and the last page is that of the last bucket', async (server) => {
  const { storage, redis, keyPrefix } = await open(server, 4);
  const users = Array.from({ length: 32 }, (_, number) => `user-${number}`);
  for (const userId of users) await storage.save(userId, { tag: 'a', state: '1' }, undefined, []);
  let after: string | undefined;
  for (const bucket of [0, 1, 2, 3]) {
    const page = await storage.readUserIds({ after, limit: 1000 });
    const accounts = await redis.keys(`{${keyPrefix}:${bucket}}:account:*`);
    expect(page.userIds).toEqual(accounts.map((key) => key.slice(key.indexOf('user-'))).sort());
    after = page.cursor;
  }
  expect(after).toBeUndefined();
});

serverTest('what is no cursor of a listing, or one of more buckets, is refused', async (server) => {
  const { storage } = await open(server, 4);
  await expect(storage.readUserIds({ limit: 1, after: 'bucket:3' })).resolves.toEqual({ userIds: [] });
  const cursors = [
    ...['', '0', '0.0.0.0', 'anna', 'bucket:', 'bucket:x', 'bucket:-1', 'bucket:03', 'bucket:4', 'Bucket:1'],
    ...['bucket:1:%', 'bucket:1:%FF', 'bucket:1:%41', 'bucket:1:ä', 'bucket:1:a b', 'bucket:1\n'],
  ];
  for (const after of cursors) {
    await expect(storage.readUserIds({ limit: 1, after })).rejects.toThrow(TypeError);
  }
});
