import { createPostgresStorage, migrate } from '@factorkit/storage-postgres';
import { runStorageProcess } from '@factorkit/testkit';
import pg from 'pg';
import type { TestPlace } from './places.ts';

export interface PostgresPlace {
  readonly url: string;
  readonly place: TestPlace;
}

runStorageProcess<PostgresPlace>(async ({ url, place }) => {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  await migrate(pool, place);
  return { storage: await createPostgresStorage({ client: pool, ...place }), close: () => pool.end() };
});
