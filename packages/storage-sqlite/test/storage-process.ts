import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { runStorageProcess } from '@factorkit/testkit';
import { type DriverName, drivers } from './drivers.ts';

export interface SqlitePlace {
  readonly driver: DriverName;
  readonly file: string;
}

runStorageProcess<SqlitePlace>(({ driver, file }) => {
  const database = drivers[driver](file);
  migrate(database);
  return { storage: createSqliteStorage({ database }), close: () => database.close() };
});
