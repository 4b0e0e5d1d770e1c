import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { type StorageClients, storageContract } from '@factorkit/testkit';
import { type Connection, createConnection, createPool, type Pool } from 'mysql2/promise';
import { afterAll, describe } from 'vitest';
import { inFull } from '../../../test-tiers.ts';
import type { Server } from './server.ts';
import { serverTests } from './server-test.ts';

/** A client that the test opened and ends. */
type OpenClient = Connection | Pool;

interface Pair {
  readonly one: OpenClient;
  readonly other: OpenClient;
}

async function openPair(
  server: Server,
  connect: (url: string) => OpenClient | Promise<OpenClient>,
): Promise<Pair> {
  const url = await server.newDatabase();
  const [one, other] = [await connect(url), await connect(url)];
  await migrate(one);
  return { one, other };
}

/** The same database for all clauses, of which each begins with empty tables. */
async function emptied({ one, other }: Pair): Promise<StorageClients> {
  await one.query('DELETE FROM factorkit_events');
  await one.query('DELETE FROM factorkit_accounts');
  return {
    first: await createMysqlStorage({ client: one }),
    second: await createMysqlStorage({ client: other }),
    close: async () => {},
  };
}

const clients: Readonly<Record<string, (url: string) => OpenClient | Promise<OpenClient>>> = {
  'two pools': (uri) => createPool(uri),
  'two pools that count changed rows': (uri) => createPool({ uri, flags: ['-FOUND_ROWS'] }),
  'two pools with settings of their own': (uri) =>
    createPool({
      uri,
      charset: 'latin1_swedish_ci',
      rowsAsArray: true,
      namedPlaceholders: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
      typeCast: (field, next) => field.string() ?? next(),
    }),
  'two connections': (uri) => createConnection(uri),
};

const test = serverTests();

describe.each(inFull(Object.keys(clients)))('%s keep the contract', (name) => {
  const connect = clients[name];
  if (connect === undefined) throw new Error(`no client ${name}`);
  let pair: Promise<Pair> | undefined;
  afterAll(async () => {
    const opened = await pair;
    await Promise.all([opened?.one.end(), opened?.other.end()]);
  });
  const cases = storageContract({ open: () => Promise.reject(new Error('opened by each test')) });
  for (const [index, { name: sentence }] of cases.entries()) {
    test(sentence, async (server) => {
      pair ??= openPair(server, connect);
      const opened = await pair;
      await storageContract({ open: () => emptied(opened) })[index]?.run();
    });
  }
});
