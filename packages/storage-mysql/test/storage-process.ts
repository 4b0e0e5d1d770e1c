import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { runStorageProcess } from '@factorkit/testkit';
import { createPool } from 'mysql2/promise';

export interface MysqlPlace {
  readonly url: string;
}

runStorageProcess<MysqlPlace>(async ({ url }) => {
  const client = createPool(url);
  await migrate(client);
  return { storage: await createMysqlStorage({ client }), close: () => client.end() };
});
