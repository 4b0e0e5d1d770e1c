import { PGlite } from '@electric-sql/pglite';
import { createPostgresStorage, migrate, type PostgresClient } from '@factorkit/storage-postgres';
import { type StorageClients, storageContract } from '@factorkit/testkit';
import type pg from 'pg';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { newPlace, openPool, postgresUrl, rowsOf } from './places.ts';

/** A new store in a schema of its own, seen through two clients. */
async function openIn(one: PostgresClient, other: PostgresClient): Promise<StorageClients> {
  const place = newPlace();
  await migrate(one, place);
  return {
    first: await createPostgresStorage({ client: one, ...place }),
    second: await createPostgresStorage({ client: other, ...place }),
    async close() {
      await rowsOf(one, `DROP SCHEMA "${place.schema}" CASCADE`);
    },
  };
}

/** Clients are made once for the file; a store is made for each clause. */
interface Pair {
  readonly one: PostgresClient;
  readonly other: PostgresClient;
  close(): Promise<unknown>;
}

const pairs: Readonly<Record<string, () => Pair>> = {
  'pg, two pools': () => {
    const [one, other]: readonly [pg.Pool, pg.Pool] = [pool(), pool()];
    return { one, other, close: () => Promise.all([one.end(), other.end()]) };
  },
  'postgres.js and pg': () => {
    const [one, other] = [postgres(inject('postgresUrl'), { onnotice: () => {} }), pool()];
    return { one, other, close: () => Promise.all([one.end(), other.end()]) };
  },
};

function pool(): pg.Pool {
  return openPool(inject('postgresUrl'));
}

describe.each(Object.keys(pairs))('%s: the contract is kept', (name) => {
  let pair: Pair | undefined;
  beforeAll(() => {
    if (inject('postgresUrl') !== '') pair = pairs[name]?.();
  });
  afterAll(() => pair?.close());

  const open = async (): Promise<StorageClients> => {
    if (pair === undefined) throw new Error('no clients');
    return openIn(pair.one, pair.other);
  };
  for (const { name: sentence, run } of storageContract({ open })) {
    test(sentence, async (context) => {
      postgresUrl(context);
      await run();
    });
  }
});

describe('PGlite: the contract is kept', () => {
  let database: PGlite;
  beforeAll(async () => {
    database = await PGlite.create();
  });
  afterAll(() => database.close());

  const open = (): Promise<StorageClients> => openIn(database, database);
  for (const { name, run } of storageContract({ open })) test(name, run);
});
