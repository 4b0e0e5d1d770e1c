import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { type OpenStorage, openMemoryStorage, type StorageClients } from '@factorkit/testkit';

/** An SQLite file with two connections, as two servers of one portal would have. */
async function openSqliteStorage(): Promise<StorageClients> {
  const folder = await mkdtemp(join(tmpdir(), 'factorkit-engine-'));
  const connections = [0, 1].map(() => new DatabaseSync(join(folder, 'portal.db')));
  const [first, second] = connections as [DatabaseSync, DatabaseSync];
  migrate(first);
  return {
    first: createSqliteStorage({ database: first }),
    second: createSqliteStorage({ database: second }),
    close: async () => {
      for (const connection of connections) connection.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** What every attack has to fail on. */
export const stores: readonly { readonly name: string; readonly open: OpenStorage }[] = [
  { name: 'memory', open: openMemoryStorage },
  { name: 'SQLite', open: openSqliteStorage },
];
