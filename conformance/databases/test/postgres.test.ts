import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import type { AuditEvent } from '@factorkit/core';
import { createPostgresStorage, migrate, type PostgresStorage } from '@factorkit/storage-postgres';
import { createFakeClock, enrolApp, type StorageClients, storageContract } from '@factorkit/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openPgbouncer } from '../../../packages/storage-postgres/test/pgbouncer.ts';
import { postgresUrl } from '../../../packages/storage-postgres/test/places.ts';
import { afterPassword, portalOn } from '../src/portal.ts';
import { type OpenClient, postgresClients } from '../src/postgres-clients.ts';

/** What a portal may send on the connections that it shares with Factorkit. */
const disturbances: readonly string[] = [
  'DISCARD ALL',
  'DEALLOCATE ALL',
  "SET search_path = 'nowhere'",
  "SET bytea_output = 'escape'",
  'SET standard_conforming_strings = off',
  "SET client_encoding = 'LATIN1'",
  "SET default_transaction_isolation = 'serializable'",
];

const account = { tag: 'a', state: '1' };
const event: AuditEvent = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' };

describe.each(Object.keys(postgresClients))('FE10 PostgreSQL through %s', (name) => {
  const schema = `factorkit_test_${randomBytes(6).toString('hex')}`;
  const place = { schema };
  let one: OpenClient;
  let other: OpenClient;
  let pool: pg.Pool;
  let storage: PostgresStorage;
  const url = inject('postgresUrl');
  const open = async (address: string): Promise<OpenClient> => {
    const opening = postgresClients[name];
    if (opening === undefined) throw new Error(`no client is called ${name}`);
    return opening(address);
  };

  beforeAll(async () => {
    if (url === '') return;
    const named = new URL(url);
    named.searchParams.set('application_name', schema);
    [one, other] = [await open(named.href), await open(named.href)];
    pool = new pg.Pool({ connectionString: url });
    await migrate(one.client, place);
    await pool.query(`CREATE TABLE ${schema}.portal_users (id text PRIMARY KEY)`);
    storage = await createPostgresStorage({ client: one.client, ...place });
  });
  afterAll(async () => {
    if (url === '') return;
    await pool.query(`DROP SCHEMA "${schema}" CASCADE`);
    await Promise.all([one.close(), other.close(), pool.end()]);
  });

  const everywhere = async (statement: string): Promise<void> => {
    const sent = Array.from({ length: 10 }, () =>
      [one, other].map((client) => client.send(statement)),
    ).flat();
    await Promise.allSettled(sent);
  };

  /** As a restart of the server does. The pools learn of it when they next use a connection. */
  const endConnections = async (): Promise<void> => {
    const { rows } = await pool.query<{ pid: number }>(
      'SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
      [schema],
    );
    const ended = [rows.map(({ pid }) => pid)];
    const left = 'SELECT 1 FROM pg_stat_activity WHERE pid = ANY ($1)';
    while ((await pool.query(left, ended)).rows.length > 0);
    await everywhere('SELECT 1');
  };

  async function openClients(): Promise<StorageClients> {
    let disturbed = false;
    await pool.query(`TRUNCATE ${schema}.factorkit_events, ${schema}.factorkit_accounts`);
    return {
      first: storage,
      second: await createPostgresStorage({ client: other.client, ...place }),
      disturbances: [
        ...disturbances.map((statement) => ({
          name: statement,
          apply: () => {
            disturbed = true;
            return everywhere(statement);
          },
        })),
        { name: 'the connections ended', apply: endConnections },
      ],
      close: async () => {
        if (disturbed) await everywhere('DISCARD ALL');
      },
    };
  }

  for (const { name: sentence, run } of storageContract({ open: openClients })) {
    test(sentence, async (context) => {
      postgresUrl(context);
      await run();
    });
  }

  test('a transaction of the portal commits a user and the account together, or rolls both back', async (context) => {
    postgresUrl(context);
    await openClients();
    const enrol = (end: () => void): Promise<void> =>
      one.transaction(async (transaction) => {
        await transaction.send(`INSERT INTO ${schema}.portal_users VALUES ('anna')`);
        const within = storage.within(transaction.client);
        expect(await within.save('anna', account, undefined, [event])).toBe(true);
        expect((await within.load('anna')).stored).toEqual(account);
        expect((await storage.load('anna')).stored).toBeUndefined();
        end();
      });
    const stored = async (): Promise<unknown> => ({
      account: (await storage.load('anna')).stored,
      events: (await storage.readEvents({ limit: 9 })).events,
      users: (await pool.query(`SELECT id FROM ${schema}.portal_users`)).rows,
    });

    const failure = new Error('the portal changed its mind');
    await expect(
      enrol(() => {
        throw failure;
      }),
    ).rejects.toThrow(failure);
    expect(await stored()).toEqual({ account: undefined, events: [], users: [] });
    await enrol(() => {});
    expect(await stored()).toEqual({ account, events: [event], users: [{ id: 'anna' }] });
  });

  test('FE10 a user enrols in the transaction that creates the user, and a rollback leaves neither', async (context) => {
    postgresUrl(context);
    await openClients();
    await pool.query(`TRUNCATE ${schema}.portal_users`);
    const clock = createFakeClock({ nowMs: await storage.now() });
    const signUp = (end: () => void): Promise<void> =>
      one.transaction(async (transaction) => {
        await transaction.send(`INSERT INTO ${schema}.portal_users VALUES ('anna')`);
        const mfa = portalOn(storage.within(transaction.client), clock);
        await enrolApp({ mfa, clock, userId: 'anna' });
        end();
      });

    const failure = new Error('the portal changed its mind');
    await expect(
      signUp(() => {
        throw failure;
      }),
    ).rejects.toThrow(failure);
    expect((await storage.load('anna')).stored).toBeUndefined();
    expect(await afterPassword(storage, clock)).toBe('complete');
    await signUp(() => {});
    expect(await afterPassword(storage, clock)).toBe('challenge');
    expect((await pool.query(`SELECT id FROM ${schema}.portal_users`)).rows).toEqual([{ id: 'anna' }]);
  });

  test('a lost race in a transaction of the portal returns false, and the transaction goes on', async (context) => {
    postgresUrl(context);
    await openClients();
    await storage.save('anna', account, undefined, []);
    const next = { tag: 'b', state: '2' };
    await one.transaction(async (transaction) => {
      const within = storage.within(transaction.client);
      expect(await within.save('anna', next, 'x', [event])).toBe(false);
      expect(await within.save('anna', next, 'a', [event])).toBe(true);
    });
    expect((await storage.load('anna')).stored).toEqual(next);
  });

  test('an error of the database contains its code, and neither the account nor the user id', async (context) => {
    postgresUrl(context);
    await openClients();
    const userId = 'anna-whom-no-log-may-name';
    const state = 'sealed-state-of-the-account';
    await pool.query(`ALTER TABLE ${schema}.factorkit_events RENAME TO elsewhere`);
    const thrown = await storage
      .save(userId, { tag: 'a', state }, undefined, [{ ...event, userId }])
      .catch((error: unknown) => error);
    await pool.query(`ALTER TABLE ${schema}.elsewhere RENAME TO factorkit_events`);
    expect(thrown).toBeInstanceOf(Error);
    const shown = inspect(thrown, { depth: Number.POSITIVE_INFINITY });
    expect(shown).toContain('42P01');
    for (const secret of [userId, state]) {
      for (const text of [secret, Buffer.from(secret).toString('hex')]) expect(shown).not.toContain(text);
    }
    expect((await storage.load(userId)).stored).toBeUndefined();
  });

  test('over PgBouncer in transaction mode saves and loads of many users at once are answered rightly', async (context) => {
    postgresUrl(context);
    await openClients();
    const pooled = await open(await openPgbouncer(context, url));
    try {
      const through = await createPostgresStorage({ client: pooled.client, ...place });
      const people = Array.from({ length: 60 }, (_, number) => `person-${number}`);
      for (const expected of [undefined, 'tag-0', 'tag-1']) {
        const round = expected === undefined ? 0 : Number(expected.slice(4)) + 1;
        const saved = await Promise.all(
          people.map((userId) =>
            through.save(userId, { tag: `tag-${round}`, state: `${userId} ${round}` }, expected, [
              { ...event, userId },
            ]),
          ),
        );
        expect(saved).not.toContain(false);
        const loaded = await Promise.all(people.map((userId) => through.load(userId)));
        expect(loaded.map(({ stored }) => stored?.state)).toEqual(
          people.map((userId) => `${userId} ${round}`),
        );
      }
      await pooled.transaction(async (transaction) => {
        await storage.within(transaction.client).save('anna', account, undefined, [event]);
      });
      expect((await storage.load('anna')).stored).toEqual(account);
    } finally {
      await pooled.close();
    }
  });
});
