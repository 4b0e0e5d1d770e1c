import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { processContract, type SharedStore, startStorageProcess } from '@factorkit/testkit';
import { describe, onTestFinished, test } from 'vitest';
import { type DriverName, driverNames, drivers, newPlace } from './drivers.ts';
import type { SqlitePlace } from './storage-process.ts';

const module = new URL('storage-process.ts', import.meta.url);

async function openShared(driver: DriverName): Promise<SharedStore<SqlitePlace>> {
  const { file, clear } = await newPlace();
  const database = drivers[driver](file);
  migrate(database);
  return {
    module,
    places: [
      { driver, file },
      { driver, file },
    ],
    storage: createSqliteStorage({ database }),
    async close() {
      database.close();
      await clear();
    },
  };
}

describe.each(driverNames)('%s', (driver) => {
  for (const { name, run } of processContract({ open: () => openShared(driver) })) test(name, run);

  test('two processes that migrate a new file at once both succeed', async () => {
    const { file, clear } = await newPlace();
    const processes = [
      await startStorageProcess<SqlitePlace>(module),
      await startStorageProcess<SqlitePlace>(module),
    ];
    onTestFinished(async () => {
      await Promise.all(processes.map((process) => process.kill()));
      await clear();
    });
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(processes.map((process) => process.open({ driver, file: `${file}-${round}` })));
    }
  });
});
