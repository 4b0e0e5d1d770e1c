import { setImmediate } from 'node:timers/promises';
import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { createPool } from 'mysql2/promise';
import { expect, onTestFinished, vi } from 'vitest';
import { serverTests } from './server-test.ts';
import { watchedPool } from './watched-pool.ts';

const test = serverTests();

const event = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' } as const;

/** What a cluster answers to a commit that came second. */
const refusedCommit = Object.assign(new Error('Deadlock found'), { errno: 1213, sqlState: '40001' });

test('FS4 a commit that is refused is tried again after a pause each time, ten times in all', async (server) => {
  const pool = createPool(await server.newDatabase());
  onTestFinished(() => pool.end());
  await migrate(pool);
  let commits = 0;
  const client = watchedPool(pool, (sql) => {
    if (sql !== 'COMMIT') return;
    commits += 1;
    throw refusedCommit;
  });
  const storage = await createMysqlStorage({ client });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const refused = expect(storage.record([event])).rejects.toBe(refusedCommit);
  for (let attempt = 1; attempt < 10; attempt += 1) {
    while (commits < attempt) await setImmediate();
    while (commits === attempt && vi.getTimerCount() === 0) await setImmediate();
    expect(commits).toBe(attempt);
    await vi.advanceTimersByTimeAsync(200);
  }
  await refused;
  expect(commits).toBe(10);
  expect((await storage.readEvents({ limit: 1 })).events).toEqual([]);
});
