import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SqliteDatabase } from '@factorkit/storage-sqlite';
import BetterSqlite3 from 'better-sqlite3';

/** A connection that the test opened and closes. */
export interface Connection extends SqliteDatabase {
  close(): unknown;
}

/** Both drivers, the real ones. */
export const drivers: Readonly<Record<DriverName, (file: string) => Connection>> = {
  'node:sqlite': (file) => new DatabaseSync(file),
  'better-sqlite3': (file) => new BetterSqlite3(file),
  'better-sqlite3 with bigints': (file) => new BetterSqlite3(file).defaultSafeIntegers(true),
};

export type DriverName = 'node:sqlite' | 'better-sqlite3' | 'better-sqlite3 with bigints';

export const driverNames: readonly DriverName[] = ['node:sqlite', 'better-sqlite3'];

/** A folder on disk for one test's database. */
export interface Place {
  readonly file: string;
  clear(): Promise<void>;
}

export async function newPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'factorkit-sqlite-'));
  return { file: join(folder, 'portal.db'), clear: () => rm(folder, { recursive: true }) };
}
