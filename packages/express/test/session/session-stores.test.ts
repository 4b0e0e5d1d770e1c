import connectPgSimple from 'connect-pg-simple';
import { RedisStore } from 'connect-redis';
import session from 'express-session';
import { Pool } from 'pg';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../../../storage-postgres/test/embedded-server.ts';
import { findServer, SERVER_MISSING, type Server } from '../../../storage-redis/test/server.ts';
import { revokeSessionRows, revokeStoredSessions } from '../../src/session/index.ts';
import { storedCases, withUserId } from './express-session.ts';

describe('express-session with connect-pg-simple', () => {
  let server: EmbeddedServer;
  let pool: Pool;
  beforeAll(async () => {
    server = await startEmbeddedServer();
    pool = new Pool({ connectionString: server.url });
    // The server ends before the pool knows that its connections are closed.
    pool.on('error', () => {});
  });
  afterAll(async () => {
    await pool.end();
    await server.stop();
  });

  storedCases(async () => {
    await pool.query('DROP TABLE IF EXISTS app_sessions');
    const Store = connectPgSimple(session);
    const store = new Store({
      ...{ pool, tableName: 'app_sessions', createTableIfMissing: true },
      pruneSessionInterval: false,
    });
    return withUserId(store, revokeSessionRows({ pool, table: 'app_sessions' }));
  });

  test('it cannot list its sessions, which is said at the start', () => {
    const store = new (connectPgSimple(session))({ pool, pruneSessionInterval: false });
    expect(() => revokeStoredSessions(store)).toThrow('does not list its sessions');
    expect(() => revokeSessionRows({ pool, table: 'a"; DROP TABLE users' })).toThrow('plain name');
  });
});

describe('express-session with connect-redis', () => {
  let server: Server | undefined;
  let client: ReturnType<typeof createClient>;
  beforeAll(async () => {
    server = await findServer();
    if (server === undefined) throw new Error(SERVER_MISSING);
    client = createClient({ url: server.urls[0] ?? '' });
    await client.connect();
  });
  afterAll(async () => {
    await client.close();
    await server?.stop();
  });

  storedCases(async () => {
    const store = new RedisStore({ client, prefix: `${crypto.randomUUID()}:` });
    return withUserId(store, revokeStoredSessions(store));
  });
});
