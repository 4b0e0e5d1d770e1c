import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '../temporary-folder.ts';
import type { Store } from './store.ts';

/** A file with write-ahead logging, which the adapter's `migrate` turns on. */
export async function startSqlite(): Promise<Store> {
  const temporary = await temporaryFolder('sqlite');
  const folder = temporary.path;
  return {
    newPlace: async () => join(folder, `${randomBytes(6).toString('hex')}.db`),
    async hold(place, ms) {
      const database = new DatabaseSync(place, { timeout: 5_000 });
      database.exec('BEGIN IMMEDIATE');
      await new Promise((resolve) => setTimeout(resolve, ms));
      database.exec('ROLLBACK');
      database.close();
    },
    stop: () => temporary.remove(),
  };
}
