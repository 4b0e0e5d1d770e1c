import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { type StorageClients, storageContract } from '@factorkit/testkit';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { inFull } from '../../../test-tiers.ts';
import { type DriverName, driverNames, drivers, newPlace } from './drivers.ts';

/** One file, opened twice. It serves for all cases, of which each begins with empty tables. */
interface Pair {
  open(): Promise<StorageClients>;
  close(): Promise<void>;
}

async function openTwice(one: DriverName, other: DriverName): Promise<Pair> {
  const { file, clear } = await newPlace();
  const [database, second] = [drivers[one](file), drivers[other](file)];
  migrate(database);
  return {
    async open() {
      database.exec('DELETE FROM factorkit_events; DELETE FROM factorkit_accounts');
      return {
        first: createSqliteStorage({ database }),
        second: createSqliteStorage({ database: second }),
        close: async () => {},
      };
    },
    async close() {
      database.close();
      second.close();
      await clear();
    },
  };
}

const pairs: readonly (readonly [one: DriverName, other: DriverName])[] = [
  ['node:sqlite', 'better-sqlite3 with bigints'],
  ...driverNames.map((name) => [name, name] as const),
];

describe.each(inFull(pairs))('%s and %s on one file keep the contract', (one, other) => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await openTwice(one, other);
  });
  afterAll(() => pair.close());
  for (const { name, run } of storageContract({ open: () => pair.open() })) test(name, run);
});
