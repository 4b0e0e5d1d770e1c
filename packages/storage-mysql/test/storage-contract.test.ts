import { createMysqlStorage, type MysqlClient, migrate } from '@factorkit/storage-mysql';
import { type StorageClients, storageContract } from '@factorkit/testkit';
import { createConnection, createPool } from 'mysql2/promise';
import { describe } from 'vitest';
import type { Server } from './server.ts';
import { serverTests } from './server-test.ts';

/** A client that the test opened and ends. */
type OpenClient = MysqlClient & { end(): Promise<void> };

async function openTwice(
  server: Server,
  connect: (url: string) => OpenClient | Promise<OpenClient>,
): Promise<StorageClients> {
  const url = await server.newDatabase();
  const [one, other] = [await connect(url), await connect(url)];
  await migrate(one);
  return {
    first: await createMysqlStorage({ client: one }),
    second: await createMysqlStorage({ client: other }),
    close: async () => {
      await Promise.all([one.end(), other.end()]);
    },
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

describe.each(Object.keys(clients))('%s keep the contract', (name) => {
  const connect = clients[name];
  if (connect === undefined) throw new Error(`no client ${name}`);
  const cases = storageContract({ open: () => Promise.reject(new Error('opened by each test')) });
  for (const [index, { name: sentence }] of cases.entries()) {
    test(sentence, async (server) => {
      await storageContract({ open: () => openTwice(server, connect) })[index]?.run();
    });
  }
});
