import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inspect } from 'node:util';
import type { AuditEvent } from '@factorkit/core';
import { createSqliteStorage, migrate, type SqliteStorage } from '@factorkit/storage-sqlite';
import { createFakeClock, enrolApp, type StorageClients, storageContract } from '@factorkit/testkit';
import { Miniflare } from 'miniflare';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { afterPassword, portalOn } from '../src/portal.ts';
import { type OpenSqlite, sqliteClients } from '../src/sqlite-clients.ts';

const account = { tag: 'a', state: '1' };
const event: AuditEvent = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' };
const failure = new Error('the portal changed its mind');

describe.each(Object.keys(sqliteClients))('FE10 SQLite through %s', (name) => {
  let folder: string;
  let file: string;
  let one: OpenSqlite;
  let other: OpenSqlite;
  let storage: SqliteStorage;
  /** A connection of another process. */
  let outside: DatabaseSync;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'factorkit-sqlite-'));
    file = join(folder, 'portal.db');
    const open = sqliteClients[name];
    if (open === undefined) throw new Error(`no client is called ${name}`);
    [one, other] = [await open(file), await open(file)];
    expect(await migrate(one.client)).toEqual({ from: 0, to: 3 });
    expect(await migrate(other.client)).toEqual({ from: 3, to: 3 });
    outside = new DatabaseSync(file, { timeout: 5000 });
    outside.exec('CREATE TABLE portal_users (id TEXT PRIMARY KEY)');
    storage = await createSqliteStorage({ database: one.client });
  });
  afterAll(async () => {
    outside.close();
    await Promise.all([one.close(), other.close()]);
    await rm(folder, { recursive: true });
  });

  async function openClients(): Promise<StorageClients> {
    outside.exec('DELETE FROM factorkit_events; DELETE FROM factorkit_accounts; DELETE FROM portal_users');
    const second = await createSqliteStorage({ database: other.client });
    return { first: storage, second, close: async () => {} };
  }

  for (const { name: sentence, run } of storageContract({ open: openClients })) test(sentence, run);

  const users = (): unknown => outside.prepare('SELECT id FROM portal_users').all();

  test('every commit is synced to the disk, in a log that several processes can read', async () => {
    const [answer] = [await one.send('PRAGMA synchronous')];
    // Drizzle returns counts for a statement that it only runs.
    if (name.startsWith('Drizzle')) return;
    expect(inspect(answer)).toMatch(/synchronous: 2/);
    expect(outside.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  test('a transaction of the portal commits a user and the account together, or rolls both back', async () => {
    const { transaction } = one;
    if (transaction === undefined) {
      expect(name).toBe('Drizzle over better-sqlite3');
      return;
    }
    await openClients();
    const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 30) });
    const signUp = (end: () => void): Promise<void> =>
      transaction(async ({ client, send }) => {
        await send("INSERT INTO portal_users VALUES ('anna')");
        const mfa = portalOn(storage.within(client), clock);
        await enrolApp({ mfa, clock, userId: 'anna' });
        end();
      });
    await expect(
      signUp(() => {
        throw failure;
      }),
    ).rejects.toThrow(failure);
    expect((await storage.load('anna')).stored).toBeUndefined();
    expect((await storage.readEvents({ limit: 99 })).events).toEqual([]);
    expect(await afterPassword(storage, clock)).toBe('complete');
    expect(users()).toEqual([]);
    await signUp(() => {});
    expect(await afterPassword(storage, clock)).toBe('challenge');
    expect(users()).toEqual([{ id: 'anna' }]);
  });

  test('a call outside of an open transaction of the portal waits for it, and does not become part of it', async () => {
    const { transaction } = one;
    if (transaction === undefined) return;
    await openClients();
    let saved: Promise<boolean> | undefined;
    const rolledBack = transaction(async ({ send }) => {
      await send("INSERT INTO portal_users VALUES ('anna')");
      saved = storage.save('berta', account, undefined, [event]);
      await Promise.race([saved, new Promise((resolve) => setTimeout(resolve, 100))]);
      throw failure;
    });
    await expect(rolledBack).rejects.toThrow(failure);
    expect(await saved).toBe(true);
    expect(users()).toEqual([]);
    expect(outside.prepare('SELECT user_id FROM factorkit_accounts').all()).toEqual([{ user_id: 'berta' }]);
    expect((await storage.readEvents({ limit: 9 })).events).toEqual([event]);
  });

  test('a lost race in a transaction of the portal returns false, and the transaction goes on', async () => {
    const { transaction } = one;
    if (transaction === undefined) return;
    await openClients();
    await storage.save('anna', account, undefined, []);
    const next = { tag: 'b', state: '2' };
    await transaction(async ({ client }) => {
      const within = storage.within(client);
      expect(await within.save('anna', next, 'x', [event])).toBe(false);
      expect(await within.save('anna', next, 'a', [event])).toBe(true);
      expect((await within.load('anna')).stored).toEqual(next);
      expect((await within.readEvents({ limit: 9 })).events).toEqual([event]);
    });
    expect((await storage.load('anna')).stored).toEqual(next);
  });

  test('a save waits for the write of another process, and throws after five seconds with nothing written', async () => {
    await openClients();
    outside.exec('BEGIN IMMEDIATE');
    const saved = storage.save('anna', account, undefined, [event]);
    const soon = setTimeout(() => outside.exec('COMMIT'), 50);
    // better-sqlite3 waits without letting the timer run.
    const answer = await saved.catch((error: unknown) => error);
    clearTimeout(soon);
    if (outside.isTransaction) outside.exec('COMMIT');
    if (answer !== true) expect(answer).toBeInstanceOf(Error);
    expect((await storage.load('anna')).stored).toEqual(answer === true ? account : undefined);
    expect((await storage.readEvents({ limit: 9 })).events).toEqual(answer === true ? [event] : []);
  });

  test('an error of the database contains neither the account nor the user id', async () => {
    await openClients();
    const userId = 'anna-whom-no-log-may-name';
    const state = 'sealed-state-of-the-account';
    const failing = async (save: SqliteStorage['save']): Promise<void> => {
      outside.exec(
        "CREATE TRIGGER failing BEFORE INSERT ON factorkit_events BEGIN SELECT RAISE(ABORT, 'no room'); END",
      );
      const thrown = await save(userId, { tag: 'a', state }, undefined, [{ ...event, userId }]).catch(
        (error: unknown) => error,
      );
      outside.exec('DROP TRIGGER failing');
      expect(thrown).toBeInstanceOf(Error);
      const shown = inspect(thrown, { depth: Number.POSITIVE_INFINITY });
      expect(shown).toContain('no room');
      for (const secret of [userId, state]) {
        for (const text of [secret, Buffer.from(secret).toString('hex')]) expect(shown).not.toContain(text);
      }
      expect((await storage.load(userId)).stored).toBeUndefined();
    };
    await failing(storage.save);
  });
});

describe('FE10 D1 in miniflare', () => {
  let server: Miniflare;
  let database: Awaited<ReturnType<Miniflare['getD1Database']>>;
  beforeAll(async () => {
    server = new Miniflare({
      modules: true,
      script: 'export default { fetch: () => new Response() }',
      d1Databases: ['DB'],
      compatibilityDate: '2026-07-01',
    });
    database = await server.getD1Database('DB');
    expect(await migrate(database)).toEqual({ from: 0, to: 3 });
    expect(await migrate(database)).toEqual({ from: 3, to: 3 });
  });
  afterAll(() => server.dispose());

  const open = async (): Promise<StorageClients> => {
    await database.batch(
      ['factorkit_events', 'factorkit_accounts'].map((table) => database.prepare(`DELETE FROM ${table}`)),
    );
    return {
      first: await createSqliteStorage({ database }),
      second: await createSqliteStorage({ database: await server.getD1Database('DB') }),
      close: async () => {},
    };
  };
  for (const { name, run } of storageContract({ open })) test(name, run);

  test('a save whose events cannot be written writes nothing', async () => {
    const { first } = await open();
    await database
      .prepare(
        "CREATE TRIGGER failing BEFORE INSERT ON factorkit_events BEGIN SELECT RAISE(ABORT, 'no room'); END",
      )
      .run();
    await expect(first.save('anna', account, undefined, [event])).rejects.toThrow(/no room/);
    await database.prepare('DROP TRIGGER failing').run();
    expect((await first.load('anna')).stored).toBeUndefined();
  });
});
