import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { type StorageClients, storageContract } from '@factorkit/testkit';
import { type Connection, createConnection, createPool, type Pool } from 'mysql2/promise';
import { afterAll, describe } from 'vitest';
import { inFull } from '../../../test-tiers.ts';
import type { Server } from './server.ts';
import { serverTests } from './server-test.ts';

/** A client that the test opened and ends. */
type OpenClient = Connection | Pool;

/** The driver hands the connection on to another user of it. */
const reset = (connection: Connection): Promise<unknown> => connection.changeUser({});

/** What a portal may send on Factorkit's connections. */
const disturbing: Readonly<Record<string, (connection: Connection) => Promise<unknown>>> = {
  'the connection is reset': reset,
  'another mode': (connection) =>
    connection.query(
      "SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH,PIPES_AS_CONCAT'",
    ),
  'another character set': (connection) => connection.query('SET NAMES latin1'),
  'another time zone': (connection) => connection.query("SET SESSION time_zone = '-11:00'"),
  'no autocommit': (connection) => connection.query('SET SESSION autocommit = 0'),
  'one moment for all reads': async (connection) => {
    await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
  },
};

/** A pool has ten connections; each gets it. */
async function everywhere(
  client: OpenClient,
  act: (connection: Connection) => Promise<unknown>,
): Promise<void> {
  if (!('getConnection' in client)) {
    await act(client);
    return;
  }
  const connections = await Promise.all(Array.from({ length: 10 }, () => client.getConnection()));
  await Promise.all(connections.map(act));
  for (const connection of connections) connection.release();
}

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

/** The same database for all cases, of which each begins with empty tables. */
async function emptied({ one, other }: Pair): Promise<StorageClients> {
  let disturbed = false;
  const onEach = async (act: (connection: Connection) => Promise<unknown>): Promise<void> => {
    await Promise.all([one, other].map((client) => everywhere(client, act)));
  };
  await one.query('DELETE FROM factorkit_events');
  await one.query('DELETE FROM factorkit_accounts');
  return {
    first: await createMysqlStorage({ client: one }),
    second: await createMysqlStorage({ client: other }),
    disturbances: Object.entries(disturbing).map(([name, act]) => ({
      name,
      apply: () => {
        disturbed = true;
        return onEach(act);
      },
    })),
    close: async () => {
      if (disturbed) await onEach(reset);
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
