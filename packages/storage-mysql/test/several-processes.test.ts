import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { processContract, type SharedStore, startStorageProcess } from '@factorkit/testkit';
import { createPool } from 'mysql2/promise';
import { expect, onTestFinished } from 'vitest';
import type { Server } from './server.ts';
import { serverTests } from './server-test.ts';
import type { MysqlPlace } from './storage-process.ts';

const module = new URL('storage-process.ts', import.meta.url);

const test = serverTests();

async function openShared(server: Server): Promise<SharedStore<MysqlPlace>> {
  const url = await server.newDatabase();
  const client = createPool(url);
  await migrate(client);
  const storage = await createMysqlStorage({ client });
  return { module, places: [{ url }, { url }], storage, close: () => client.end() };
}

const cases = processContract({ open: () => Promise.reject(new Error('opened by each test')) });
for (const [index, { name }] of cases.entries()) {
  test(name, async (server) => {
    await processContract({ open: () => openShared(server) })[index]?.run();
  });
}

test('two processes that migrate a new database at once both succeed', async (server) => {
  const processes = [
    await startStorageProcess<MysqlPlace>(module),
    await startStorageProcess<MysqlPlace>(module),
  ];
  onTestFinished(async () => {
    await Promise.all(processes.map((process) => process.kill()));
  });
  for (let round = 0; round < 5; round += 1) {
    const url = await server.newDatabase();
    await Promise.all(processes.map((process) => process.open({ url })));
    const client = createPool(url);
    expect(await migrate(client)).toEqual({ from: 1, to: 1 });
    await client.end();
  }
});
