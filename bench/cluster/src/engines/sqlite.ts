import { DatabaseSync } from 'node:sqlite';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import type { OpenOn } from './engine.ts';

export const openSqlite: OpenOn = async (path, { migrate: migrated = false, busyMs = 5_000 }) => {
  const database = new DatabaseSync(path, { timeout: busyMs });
  if (migrated) migrate(database);
  return { storage: createSqliteStorage({ database }), end: async () => database.close() };
};
