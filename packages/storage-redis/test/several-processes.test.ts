import { createRedisStorage } from '@factorkit/storage-redis';
import { countedSaves, processContract, type SharedStore, startStorageProcess } from '@factorkit/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { ioredis, newPrefix } from './clients.ts';
import { type OwnServer, SERVER_MISSING, type Server, startServer } from './server.ts';
import { serverTests } from './server-test.ts';
import type { RedisPlace } from './storage-process.ts';

const module = new URL('storage-process.ts', import.meta.url);

// Durable settings are needed, which a server of the environment need not have.
const serverTest = serverTests(startServer);

async function openShared({ urls }: Server): Promise<SharedStore<RedisPlace>> {
  const [url = ''] = urls;
  const keyPrefix = newPrefix();
  const { client, end: close } = await ioredis(urls);
  const storage = await createRedisStorage({ client, keyPrefix });
  const places = [
    { library: 'ioredis', url, keyPrefix },
    { library: 'redis', url, keyPrefix },
  ] as const;
  return { module, places, storage, close };
}

const cases = processContract({ open: () => Promise.reject(new Error('opened by each test')) });
for (const [index, { name }] of cases.entries()) {
  serverTest(name, async (server) => {
    await processContract({ open: () => openShared(server) })[index]?.run();
  });
}

test.for(['ioredis', 'redis'] as const)(
  'what was answered with true through %s outlives the end of the server, with its events and nothing twice',
  async (library, context) => {
    const server = await startServer();
    if (server === undefined) return context.skip(SERVER_MISSING);
    onTestFinished(() => server.stop());
    for (let round = 0; round < 3; round += 1) await killUnderWrites(server, library, round);
  },
);

async function killUnderWrites(
  server: OwnServer,
  library: RedisPlace['library'],
  round: number,
): Promise<void> {
  const writer = await startStorageProcess<RedisPlace>(module);
  onTestFinished(() => writer.kill());
  const keyPrefix = newPrefix();
  await writer.open({ library, url: server.url, keyPrefix });
  const counting = writer.count();
  await counting.reached(20 + round);
  await server.kill();
  // The libraries wait for the server to come back, and would write on.
  await writer.kill();
  await server.start();

  const { client, end } = await ioredis(server.urls);
  const storage = await createRedisStorage({ client, keyPrefix });
  // The last save may have been committed without its answer.
  expect([counting.answered(), counting.answered() + 1]).toContain(await countedSaves(storage));
  await end();
}
