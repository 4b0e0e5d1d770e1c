import { PGlite } from '@electric-sql/pglite';
import { createPostgresStorage, migrate } from '@factorkit/storage-postgres';
import { type StorageClients, storageContract } from '@factorkit/testkit';
import type pg from 'pg';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { inFull } from '../../../test-tiers.ts';
import { type DriverClient, newPlace, openPool, postgresUrl, rowsOf, type TestPlace } from './places.ts';

/** What a portal may send on the connections that it shares with Factorkit. */
const disturbing: readonly string[] = [
  'DISCARD ALL',
  'DEALLOCATE ALL',
  "SET search_path = 'nowhere'",
  "SET bytea_output = 'escape'",
  'SET standard_conforming_strings = off',
  "SET client_encoding = 'LATIN1'",
  "SET datestyle = 'German'",
  'SET extra_float_digits = -15',
  "SET default_transaction_isolation = 'serializable'",
  'SET plan_cache_mode = force_generic_plan',
];

/** Ends the connection, and so the statement itself. */
const ending = 'SELECT pg_terminate_backend(pg_backend_pid())';

/** As many times as a client has connections, so that each gets it. */
async function everywhere(clients: readonly DriverClient[], sql: string): Promise<void> {
  const sent = Array.from({ length: 10 }, () => clients.map((client) => rowsOf(client, sql))).flat();
  await Promise.allSettled(sent);
}

/** Clients and a schema, made once for all cases, of which each begins with empty tables. */
interface Pair {
  readonly one: DriverClient;
  readonly other: DriverClient;
  readonly place: TestPlace;
  close(): Promise<unknown>;
}

async function openIn(
  { one, other, place }: Pair,
  disturbances: readonly string[] = disturbing,
): Promise<StorageClients> {
  let disturbed = false;
  await rowsOf(one, `DELETE FROM "${place.schema}".factorkit_events`);
  await rowsOf(one, `DELETE FROM "${place.schema}".factorkit_accounts`);
  return {
    first: await createPostgresStorage({ client: one, ...place }),
    second: await createPostgresStorage({ client: other, ...place }),
    disturbances: disturbances.map((sql) => ({
      name: sql,
      apply: () => {
        disturbed = true;
        return everywhere([one, other], sql);
      },
    })),
    close: async () => {
      if (disturbed) await everywhere([one, other], 'DISCARD ALL');
    },
  };
}

async function pairOf(one: DriverClient, other: DriverClient, end: () => Promise<unknown>): Promise<Pair> {
  const place = newPlace();
  await migrate(one, place);
  const close = async (): Promise<void> => {
    await rowsOf(one, `DROP SCHEMA "${place.schema}" CASCADE`);
    await end();
  };
  return { one, other, place, close };
}

const pairs: Readonly<Record<string, () => Promise<Pair>>> = {
  'postgres.js and pg': () => {
    const [one, other] = [postgres(inject('postgresUrl'), { onnotice: () => {} }), pool()];
    return pairOf(one, other, () => Promise.all([one.end(), other.end()]));
  },
  'pg, two pools': () => {
    const [one, other]: readonly [pg.Pool, pg.Pool] = [pool(), pool()];
    return pairOf(one, other, () => Promise.all([one.end(), other.end()]));
  },
};

function pool(): pg.Pool {
  return openPool(inject('postgresUrl'));
}

describe.each(inFull(Object.keys(pairs)))('%s: the contract is kept', (name) => {
  let pair: Pair | undefined;
  beforeAll(async () => {
    if (inject('postgresUrl') !== '') pair = await pairs[name]?.();
  });
  afterAll(() => pair?.close());

  const open = async (): Promise<StorageClients> => {
    if (pair === undefined) throw new Error('no clients');
    return openIn(pair, [...disturbing, ending]);
  };
  for (const { name: sentence, run } of storageContract({ open })) {
    test(sentence, async (context) => {
      postgresUrl(context);
      await run();
    });
  }
});

describe('PGlite: the contract is kept', () => {
  let pair: Pair;
  beforeAll(async () => {
    const database = await PGlite.create();
    pair = await pairOf(database, database, () => database.close());
  });
  afterAll(() => pair.close());

  const open = (): Promise<StorageClients> => openIn(pair);
  for (const { name, run } of storageContract({ open })) test(name, run);
});
