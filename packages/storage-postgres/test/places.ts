import { randomBytes } from 'node:crypto';
import {
  createPostgresStorage,
  migrate,
  type PostgresClient,
  type PostgresStorage,
} from '@factorkit/storage-postgres';
import pg from 'pg';
import { inject, onTestFinished, type TestContext } from 'vitest';
import type { TablePlace } from '../src/table-names.ts';

/** The server's address, or the end of the test. */
export function postgresUrl(context: Pick<TestContext, 'skip'>): string {
  const url = inject('postgresUrl');
  if (url === '') {
    context.skip(
      `missing: PostgreSQL (set FACTORKIT_TEST_POSTGRES_URL; ${inject('postgresMissing').slice(0, 200)})`,
    );
  }
  return url;
}

/** A pool of the portal's. */
export function openPool(url: string, max = 10): pg.Pool {
  // A connection that is cut while nobody uses it is no matter: the pool opens another.
  return new pg.Pool({ connectionString: url, max }).on('error', () => {});
}

/** Tables that no other test has. */
export type TestPlace = TablePlace & { readonly schema: string };

export function newPlace(): TestPlace {
  return { schema: `factorkit_test_${randomBytes(6).toString('hex')}` };
}

/** A schema of the test's own on the server, gone when the test ends. */
export interface Ground {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly place: TestPlace;
  /** A further connection, out of the pool's reach. */
  connect(): Promise<pg.Client>;
}

export function openGround(context: TestContext): Ground {
  const url = postgresUrl(context);
  const pool = openPool(url);
  const place = newPlace();
  const clients: pg.Client[] = [];
  onTestFinished(async () => {
    await Promise.all(clients.map((client) => client.end()));
    await pool.query(`DROP SCHEMA IF EXISTS "${place.schema}" CASCADE`);
    await pool.end();
  });
  return {
    url,
    pool,
    place,
    async connect() {
      const client = new pg.Client({ connectionString: url }).on('error', () => {});
      clients.push(client);
      await client.connect();
      return client;
    },
  };
}

/** The same with tables and a storage on them. */
export interface Store extends Ground {
  readonly storage: PostgresStorage;
}

export async function openStore(context: TestContext): Promise<Store> {
  const ground = openGround(context);
  await migrate(ground.pool, ground.place);
  const storage = await createPostgresStorage({ client: ground.pool, ...ground.place });
  return { ...ground, storage };
}

/** The process id of a connection that waits for another's lock in this schema, as soon as there is one. */
export async function someoneWaits(pool: pg.Pool, { schema }: TestPlace): Promise<number> {
  for (;;) {
    const { rows } = await pool.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND strpos(query, $1) > 0",
      [schema],
    );
    if (rows[0] !== undefined) return rows[0].pid;
  }
}

/** A client that the tests send statements of their own through. */
export type DriverClient = Extract<PostgresClient, { query: unknown } | { unsafe: unknown }>;

/** Runs a statement of the test's own, and gives its rows. */
export async function rowsOf(client: DriverClient, sql: string): Promise<readonly unknown[]> {
  const answer =
    'unsafe' in client ? await client.unsafe(sql, [], { prepare: false }) : await client.query(sql, []);
  return [...('rows' in answer ? answer.rows : answer)];
}
