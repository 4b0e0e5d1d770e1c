import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StorageClients } from '@factorkit/testkit';
import { createSqliteStorage, migrate, type SqliteStorage } from '../src/index.ts';

let empty: Uint8Array | undefined;

/** An SQLite file with two connections, as two servers of one portal would have. */
export async function openSqliteTwice(): Promise<StorageClients> {
  const folder = newFolder();
  const file = join(folder, 'portal.db');
  empty ??= emptyDatabase();
  writeFileSync(file, empty);
  const connections = [new DatabaseSync(file), new DatabaseSync(file)] as const;
  const [first, second] = connections.map((database) => {
    const storage = createSqliteStorage({ database });
    // What is tested over it does not outlive the process: no write has to wait for the disk.
    database.exec('PRAGMA synchronous = OFF');
    return storage;
  }) as [SqliteStorage, SqliteStorage];
  return {
    first,
    second,
    close: async () => {
      for (const connection of connections) connection.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A file in which the tables are. Made once: copying it costs less than a migration. */
function emptyDatabase(): Uint8Array {
  const folder = newFolder();
  const file = join(folder, 'empty.db');
  const database = new DatabaseSync(file);
  migrate(database);
  database.close();
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return bytes;
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'factorkit-sqlite-'));
}
