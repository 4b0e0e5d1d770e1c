import { createPostgresStorage } from '@factorkit/storage-postgres';
import { processContract, startStorageProcess } from '@factorkit/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { openGround, openStore } from './places.ts';
import type { PostgresPlace } from './storage-process.ts';

const module = new URL('storage-process.ts', import.meta.url);

const cases = processContract({ open: () => Promise.reject(new Error('opened by each test')) });
for (const [index, { name }] of cases.entries()) {
  test(name, async (context) => {
    const { storage, url, place } = await openStore(context);
    const there: PostgresPlace = { url, place };
    const shared = { module, places: [there, there], storage, close: async () => {} } as const;
    await processContract({ open: async () => shared })[index]?.run();
  });
}

test('two processes that migrate a new schema at once both succeed', async (context) => {
  const { url, place, pool } = openGround(context);
  const processes = [
    await startStorageProcess<PostgresPlace>(module),
    await startStorageProcess<PostgresPlace>(module),
  ];
  onTestFinished(async () => {
    await Promise.all(processes.map((process) => process.kill()));
  });
  for (let round = 0; round < 10; round += 1) {
    const there = { ...place, tablePrefix: `round_${round}_` };
    await Promise.all(processes.map((process) => process.open({ url, place: there })));
    const storage = await createPostgresStorage({ client: pool, ...there });
    expect((await storage.load('anna')).stored).toBeUndefined();
  }
});
