import { limiterFrom } from '@factorkit/send-limits';
import BetterSqlite3 from 'better-sqlite3';
import { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterSQLite } from 'rate-limiter-flexible';
import { describe, expect, test } from 'vitest';
import { type Clients, stores } from './stores.ts';

const NOON = Date.UTC(2026, 10, 21, 12, 0, 0);
const HOUR = { points: 40, windowSeconds: 3600 };

describe.each(stores)('a limiter over $name', ({ open }) => {
  test('P4 of 100 at once from two clients, as many are admitted as there are points', async (context) => {
    const clients = await open(context);
    const verdicts = await Promise.all(
      alternately(clients, 100, (client) => client.consume('one', { ...HOUR, now: NOON + 1 })),
    );
    expect(verdicts.filter(({ kind }) => kind === 'admitted')).toHaveLength(40);
    const limited = verdicts.filter(({ kind }) => kind === 'limited');
    expect(limited).toHaveLength(60);
    expect(new Set(limited.map((verdict) => 'retryAt' in verdict && verdict.retryAt))).toEqual(
      new Set([NOON + 3_600_000]),
    );
    expect(await clients.first.consume('another', { ...HOUR, now: NOON + 1 })).toEqual({ kind: 'admitted' });
  });

  test('P4 100 increments at once from two clients add up to 100, and no two see the same count', async (context) => {
    const clients = await open(context);
    const counts = await Promise.all(alternately(clients, 100, (client) => client.add('sum', 3, 60)));
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => 3 * (i + 1)));
    await Promise.all(alternately(clients, 10, (client) => client.add('sum', -20, 60)));
    expect(await clients.second.get('sum')).toBe(100);
  });

  test('FT6 decrements at once from two clients leave 0, and no debt', async (context) => {
    const clients = await open(context);
    await clients.first.add('sum', 900, 60);
    await Promise.all(alternately(clients, 45, (client) => client.add('sum', -100, 60)));
    expect(await clients.second.get('sum')).toBe(0);
    expect(await clients.first.add('sum', 20, 60)).toBe(20);
  });

  test('a count that is given back may be taken again, and no more than that', async (context) => {
    const { first, second } = await open(context);
    const two = { points: 2, windowSeconds: 3600, now: NOON };
    for (let i = 0; i < 3; i++) await first.refund?.('k', two);
    const take = (): Promise<string> => second.consume('k', two).then(({ kind }) => kind);
    expect([await take(), await take(), await take()]).toEqual(['admitted', 'admitted', 'limited']);
    await first.refund?.('k', two);
    await first.refund?.('k', two);
    expect([await take(), await take()]).toEqual(['admitted', 'limited']);
  });

  test('a window begins and ends by the time that was given', async (context) => {
    const { first, second } = await open(context);
    const one = { points: 1, windowSeconds: 60 };
    expect(await first.consume('k', { ...one, now: NOON + 59_999 })).toEqual({ kind: 'admitted' });
    expect(await second.consume('k', { ...one, now: NOON })).toEqual({
      kind: 'limited',
      retryAt: NOON + 60_000,
    });
    expect(await second.consume('k', { ...one, now: NOON + 60_000 })).toEqual({ kind: 'admitted' });
  });

  test('a number is put, read and removed, the last by one of 50 callers', async (context) => {
    const clients = await open(context);
    expect(await clients.first.get('n')).toBeUndefined();
    await clients.first.put('n', 29_000_000, 60);
    expect(await clients.second.get('n')).toBe(29_000_000);
    await clients.second.put('n', 7, 60);
    expect(await clients.first.get('n')).toBe(7);
    const removed = await Promise.all(alternately(clients, 50, (client) => client.remove('n')));
    expect(removed.filter((it) => it)).toHaveLength(1);
    expect(await clients.first.get('n')).toBeUndefined();
  });
});

test('what the store throws, the limiter throws', async () => {
  const storeClient = new Redis('redis://127.0.0.1:1', {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  storeClient.on('error', () => {});
  const limiter = limiterFrom(new RateLimiterRedis({ storeClient, points: 1, duration: 1 }));
  await expect(limiter.consume('k', { ...HOUR, now: NOON })).rejects.toThrow(Error);
  await expect(limiter.get('k')).rejects.toThrow(Error);
  storeClient.disconnect();

  const database = new BetterSqlite3(':memory:');
  const options = { storeClient: database, storeType: 'better-sqlite3', tableCreated: true };
  const broken = limiterFrom(
    new RateLimiterSQLite({ ...options, points: 1, duration: 1, tableName: 'none' }),
  );
  await expect(broken.consume('k', { ...HOUR, now: NOON })).rejects.toThrow('no such table');
  database.close();
});

test('a store that answers returned no count admits nobody', async () => {
  const silent = { consumedPoints: Number.NaN };
  const limiter = limiterFrom({
    penalty: async () => silent,
    reward: async () => silent,
    get: async () => silent,
    set: async () => silent,
    delete: async () => false,
  });
  await expect(limiter.consume('k', { ...HOUR, now: NOON })).rejects.toThrow('returned no count');
});

function alternately<Result>(
  { first, second }: Clients,
  times: number,
  call: (client: Clients['first']) => Promise<Result>,
): Promise<Result>[] {
  return Array.from({ length: times }, (_, i) => call(i % 2 ? first : second));
}
