import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { type StorageClients, storageContract } from '@factorkit/testkit';
import { describe, test } from 'vitest';
import { type DriverName, driverNames, drivers, newPlace } from './drivers.ts';

async function openTwice(one: DriverName, other: DriverName): Promise<StorageClients> {
  const { file, clear } = await newPlace();
  const [database, second] = [drivers[one](file), drivers[other](file)];
  migrate(database);
  return {
    first: createSqliteStorage({ database }),
    second: createSqliteStorage({ database: second }),
    async close() {
      database.close();
      second.close();
      await clear();
    },
  };
}

describe.each(driverNames)('%s keeps the contract', (name) => {
  for (const { name: sentence, run } of storageContract({ open: () => openTwice(name, name) }))
    test(sentence, run);
});

describe('both drivers on one file keep the contract', () => {
  const open = (): Promise<StorageClients> => openTwice('node:sqlite', 'better-sqlite3');
  for (const { name, run } of storageContract({ open })) test(name, run);
});
