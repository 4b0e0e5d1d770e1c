import { inspect } from 'node:util';
import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import { createRedisStorage } from '@factorkit/storage-redis';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { IoredisClient, IoredisScripts } from '../src/client.ts';
import { ioredis, ioredisCluster, newPrefix, nodeRedis } from './clients.ts';
import { type Server, startCluster } from './server.ts';
import { serverTests } from './server-test.ts';

function anEvent(userId: string, at: number): AuditEvent {
  return {
    id: `${userId}-${at}`,
    userId,
    at,
    type: 'mfa.enabled',
    note: 'told',
    source: { ip: '203.0.113.7' },
  };
}

interface Open {
  readonly storage: StorageAdapter;
  /** The same server, past the adapter. */
  readonly redis: Redis;
  readonly prefix: string;
  readonly keys: (pattern: string) => Promise<string[]>;
}

async function open(server: Server, buckets?: number): Promise<Open> {
  const redis = new Redis(server.urls[0] ?? '');
  onTestFinished(() => redis.disconnect());
  const prefix = newPrefix();
  const storage = await createRedisStorage({
    client: redis,
    keyPrefix: prefix,
    buckets,
    allowVolatile: true,
  });
  return { storage, redis, prefix, keys: (pattern) => redis.keys(`{${prefix}:${pattern}`) };
}

describe('one server', () => {
  const serverTest = serverTests();

  serverTest('an erased user is in no key and in no value', async (server) => {
    const { storage, redis, keys } = await open(server);
    await storage.save('anna', { tag: 'a', state: 'of anna', due: 1 }, undefined, [
      { ...anEvent('anna', 1), id: '1' },
    ]);
    // Recorded with another user's, so that it lies in that one's bucket.
    await storage.record([anEvent('berta', 2), { ...anEvent('anna', 3), id: '3' }]);
    await storage.delete('anna', [], 'erased:1');
    const found: unknown[] = [];
    for (const key of await keys('*')) {
      const type = await redis.type(key);
      const value =
        type === 'hash'
          ? await redis.hgetall(key)
          : type === 'zset'
            ? await redis.zrange(key, '0', '-1')
            : '';
      found.push(key, value);
    }
    expect(JSON.stringify(found)).toContain('berta');
    expect(JSON.stringify(found)).not.toContain('anna');
    expect(JSON.stringify(found).match(/203\.0\.113\.7/g)).toHaveLength(1);
  });

  serverTest(
    'a call that is sent again after its connection broke is carried out once, and answered the same',
    async (server) => {
      const { redis } = await open(server);
      const twice: IoredisScripts = {
        eval: async (script, count, ...values) => {
          await redis.eval(script, count, ...values);
          return await redis.eval(script, count, ...values);
        },
        evalsha: async (sha1, count, ...values) => {
          await redis.evalsha(sha1, count, ...values);
          return await redis.evalsha(sha1, count, ...values);
        },
      };
      const client = { ...twice, config: (get: 'GET', name: string) => redis.config(get, name) };
      const storage = await createRedisStorage({ client, keyPrefix: newPrefix(), allowVolatile: true });
      expect(await storage.save('anna', { tag: 'a', state: '1' }, undefined, [anEvent('anna', 1)])).toBe(
        true,
      );
      expect(await storage.save('anna', { tag: 'b', state: '2' }, 'a', [anEvent('anna', 2)])).toBe(true);
      expect(await storage.save('anna', { tag: 'c', state: '3' }, 'a', [anEvent('anna', 3)])).toBe(false);
      await storage.record([anEvent('anna', 4)]);
      await storage.delete('berta', [anEvent('erased:1', 5)], 'erased:1');
      const { events } = await storage.readEvents({ limit: 9 });
      expect(events.map(({ at }) => at)).toEqual([1, 2, 4, 5]);
    },
  );

  serverTest('what the server has forgotten of the scripts is sent again', async (server) => {
    for (const connect of [ioredis, nodeRedis]) {
      const { client, end } = await connect(server.urls);
      onTestFinished(end);
      const { redis } = await open(server);
      const storage = await createRedisStorage({ client, keyPrefix: newPrefix(), allowVolatile: true });
      expect(await storage.save('anna', { tag: 'a', state: '1' }, undefined, [anEvent('anna', 1)])).toBe(
        true,
      );
      await redis.script('FLUSH');
      expect((await storage.load('anna')).stored).toEqual({ tag: 'a', state: '1' });
      expect(await storage.save('anna', { tag: 'b', state: '1' }, 'a', [])).toBe(true);
    }
  });

  serverTest(
    'a key of somebody else in the way refuses the write, and nothing of it is there',
    async (server) => {
      for (const name of ['due', 'accounts', 'user:anna', 'event:2', 'trail', 'account:anna']) {
        const { storage, redis, prefix, keys } = await open(server, 1);
        await storage.save('anna', { tag: 'a', state: '1' }, undefined, [anEvent('anna', 1)]);
        const key = `{${prefix}:0}:${name}`;
        await redis.set(key, 'of somebody else');
        const before = (await keys('*')).sort();
        await expect(
          storage.save('anna', { tag: 'b', state: '2', due: 1 }, 'a', [anEvent('anna', 2)]),
        ).rejects.toThrow();
        await expect(storage.delete('anna', [anEvent('erased:1', 2)], 'erased:1')).rejects.toThrow();
        expect((await keys('*')).sort()).toEqual(before);
        if (name !== 'account:anna')
          expect((await storage.load('anna')).stored).toEqual({ tag: 'a', state: '1' });
      }
    },
  );

  serverTest(
    'a bucket whose clock was ahead, or is behind, hides nothing and loses nothing',
    async (server) => {
      const { storage, redis, keys } = await open(server);
      const users = Array.from({ length: 32 }, (_, number) => `user-${number}`);
      for (const [at, user] of users.entries()) await storage.record([anEvent(user, at)]);
      const [ahead = ''] = await keys('*trail');
      const hour = 3_600_000_000;
      await redis.hincrby(ahead, 'stamp', hour);
      for (const [at, user] of users.entries()) await storage.record([anEvent(user, 100 + at)]);
      const seen: number[] = [];
      let page = await storage.readEvents({ limit: 8 });
      for (; page.events.length > 0; page = await storage.readEvents({ after: page.cursor, limit: 8 })) {
        seen.push(...page.events.map(({ at }) => at));
        // Written in every bucket once all was read: later, whatever the clock of the bucket says.
        if (seen.length === 64)
          for (const [at, user] of users.entries()) await storage.record([anEvent(user, 200 + at)]);
      }
      expect(seen).toHaveLength(96);
      expect(new Set(seen).size).toBe(96);
      const whole = await storage.readEvents({ limit: 1000 });
      expect(whole.events.map(({ at }) => at)).toEqual(seen);
      for (const user of users) {
        const { events } = await storage.readEvents({ userId: user, limit: 9 });
        expect(events).toHaveLength(3);
      }
    },
  );

  serverTest(
    'what is written between the questions to two buckets is read in its order, or by the next page',
    async (server) => {
      const { redis } = await open(server);
      const options = { keyPrefix: newPrefix(), buckets: 2, allowVolatile: true };
      const writer = await createRedisStorage({ client: redis, ...options });
      const [early, late] = await usersOfBuckets(writer, redis, options.keyPrefix);
      const before = await writer.readEvents({ limit: 1000 });
      const write = async (users: readonly string[], from: number): Promise<void> => {
        for (const [at, user] of users.entries()) await writer.record([anEvent(user, from + at)]);
      };

      let questions = 0;
      let answered: Promise<unknown> = Promise.resolve();
      const client: IoredisClient = {
        eval: (script, count, ...values) => redis.eval(script, count, ...values),
        config: (get, name) => redis.config(get, name),
        evalsha(sha1, count, ...values) {
          if (count !== 1 || !values[0]?.endsWith('trail')) return redis.evalsha(sha1, count, ...values);
          questions += 1;
          const question = questions;
          // One after the other; something happens in both buckets before the second and before the third.
          answered = answered.then(async () => {
            if (question === 2) await write([early, late], 1000);
            if (question === 3) await write([late, early], 2000);
            return await redis.evalsha(sha1, count, ...values);
          });
          return answered;
        },
      };
      const reader = await createRedisStorage({ client, ...options });
      const page = await reader.readEvents({ after: before.cursor, limit: 9 });
      const next = await writer.readEvents({ after: page.cursor, limit: 9 });
      expect(page.events.map(({ at }) => at)).toEqual([1000, 1001]);
      expect(next.events.map(({ at }) => at)).toEqual([2000, 2001]);
    },
  );

  serverTest('what is no cursor, or one of another number of buckets, is refused', async (server) => {
    const { storage } = await open(server, 4);
    for (const after of ['', 'x', '-1', '0', '0.0.0', '0.0.0.0.0', '0.0.0.x', `0.0.0.${'9'.repeat(16)}`]) {
      await expect(storage.readEvents({ limit: 1, after })).rejects.toThrow(TypeError);
    }
  });

  serverTest('the number of buckets is for good', async (server) => {
    const { redis, prefix } = await open(server, 4);
    const again = (buckets?: number): Promise<unknown> =>
      createRedisStorage({ client: redis, keyPrefix: prefix, buckets, allowVolatile: true });
    await expect(again(4)).resolves.toBeDefined();
    await expect(again()).rejects.toMatchObject({ code: 'configuration-invalid' });
    await redis.hset(`{${prefix}:layout}`, 'version', 2);
    await expect(again(4)).rejects.toMatchObject({ code: 'configuration-invalid' });
  });

  serverTest('an error holds none of the values', async (server) => {
    const { storage, redis, prefix } = await open(server, 1);
    await redis.set(`{${prefix}:0}:trail`, 'of somebody else');
    const error = await storage
      .save('anna', { tag: 'a', state: 'sealed' }, undefined, [anEvent('anna', 1)])
      .catch(inspect);
    expect(error).toContain('WRONGTYPE');
    expect(error).not.toMatch(/anna|sealed|203/);
  });

  serverTest('a prefix of the client itself keeps two portals apart', async (server) => {
    const [one, other] = ['one:', 'other:'].map((keyPrefix) => {
      const client = new Redis(server.urls[0] ?? '', { keyPrefix });
      onTestFinished(() => client.disconnect());
      return client;
    });
    if (one === undefined || other === undefined) throw new Error('no clients');
    const keyPrefix = newPrefix();
    const storages = await Promise.all(
      [one, other].map((client) => createRedisStorage({ client, keyPrefix, allowVolatile: true })),
    );
    for (const [at, storage] of storages.entries()) {
      expect(await storage.save('anna', { tag: 'a', state: '1' }, undefined, [anEvent('anna', at)])).toBe(
        true,
      );
      expect((await storage.readEvents({ userId: 'anna', limit: 9 })).events).toEqual([anEvent('anna', at)]);
    }
  });
});

test.each(['', 'A', '1a', 'a{b', 'a}', 'a b', 'é', `a${'b'.repeat(32)}`])(
  'the prefix %j is refused',
  async (keyPrefix) => {
    const client = new Redis({ lazyConnect: true });
    await expect(createRedisStorage({ client, keyPrefix })).rejects.toThrow(TypeError);
  },
);

test.each([0, -1, 1.5, 257, Number.NaN])('%d buckets are refused', async (buckets) => {
  const client = new Redis({ lazyConnect: true });
  await expect(createRedisStorage({ client, buckets })).rejects.toThrow(RangeError);
});

describe('a cluster', () => {
  const clusterTest = serverTests(startCluster);

  clusterTest('accounts are on every node, and each node’s settings are looked at', async (server) => {
    const { client, end } = await ioredisCluster(server.urls);
    onTestFinished(end);
    const keyPrefix = newPrefix();
    const storage = await createRedisStorage({ client, keyPrefix });
    for (let number = 0; number < 64; number += 1) {
      await storage.save(`user-${number}`, { tag: 'a', state: '1' }, undefined, [
        anEvent(`user-${number}`, number),
      ]);
    }
    const nodes = server.urls.map((url) => new Redis(url));
    onTestFinished(() => {
      for (const node of nodes) node.disconnect();
    });
    for (const node of nodes) expect(await node.keys(`{${keyPrefix}:*account:*`)).not.toEqual([]);
    await nodes[2]?.config('SET', 'appendfsync', 'everysec');
    await expect(createRedisStorage({ client, keyPrefix })).rejects.toMatchObject({
      code: 'configuration-invalid',
    });
    await nodes[2]?.config('SET', 'appendfsync', 'always');
  });
});

/** A user of each of two buckets, each with an event. */
async function usersOfBuckets(
  storage: StorageAdapter,
  redis: Redis,
  prefix: string,
): Promise<readonly [string, string]> {
  const users = Array.from({ length: 16 }, (_, number) => `user-${number}`);
  await Promise.all(users.map((user, at) => storage.record([anEvent(user, at)])));
  const [first, second] = await Promise.all(
    [0, 1].map(async (bucket) => {
      const [key = ''] = await redis.keys(`{${prefix}:${bucket}}:user:*`);
      return key.slice(key.indexOf('user:') + 'user:'.length);
    }),
  );
  if (!first || !second) throw new Error('no user in one of the buckets');
  return [first, second];
}
