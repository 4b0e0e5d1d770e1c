import { DatabaseSync } from 'node:sqlite';
import { createMfa, type Mfa, type MfaOptions, type StorageAdapter, totp } from '@factorkit/core';
import { presetS2 } from '@factorkit/core/policy';
import { authenticatorFromUri, createSeededRandom } from '@factorkit/testkit';
import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ENGINES, type Engine } from '../src/engines/engine.ts';
import { openEngine } from '../src/engines/open-engine.ts';
import { storeFor } from './cluster-tests.ts';

/** Loses every account, past the adapter. */
const losing: { readonly [engine in Engine]: (place: string) => Promise<void> } = {
  async postgres(place) {
    const client = new pg.Client({ connectionString: place });
    await client.connect();
    await client.query('DELETE FROM factorkit_accounts');
    await client.end();
  },
  async mysql(place) {
    const connection = await createConnection(place);
    await connection.query('DELETE FROM factorkit_accounts');
    await connection.end();
  },
  async redis(place) {
    const client = new Redis(place);
    await evict(client);
    await client.quit();
  },
  async sqlite(place) {
    const database = new DatabaseSync(place);
    database.exec('DELETE FROM factorkit_accounts');
    database.close();
  },
};

/** Eviction is switched on while the server runs, and other data fills the memory. */
async function evict(client: Redis): Promise<void> {
  const ours = await client.keys('*account*');
  expect(ours.length).toBeGreaterThan(0);
  const { used } = /used_memory:(?<used>\d+)/.exec(await client.info('memory'))?.groups ?? {};
  await client.config('SET', 'maxmemory', String(Number(used) + 200_000));
  await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
  for (let filled = 0; (await client.exists(...ours)) > 0; filled++) {
    await client.set(`other:${filled}`, 'x'.repeat(10_000));
  }
  await client.config('SET', 'maxmemory-policy', 'noeviction');
  await client.config('SET', 'maxmemory', '0');
}

const ways = ['passes it with each call', 'has a hook for it'] as const;

describe.each(ENGINES)('FS2 an account lost from %s', (engine) => {
  const store = storeFor(engine);

  test.for(ways)('opens nothing where the portal keeps one bit and %s', async (way, context) => {
    const place = await store(context).newPlace();
    const open = async (url: string, migrate: boolean): Promise<StorageAdapter> => {
      const { storage, end } = await openEngine(engine, url, { migrate });
      onTestFinished(end);
      return storage;
    };
    const bits = new Map<string, boolean>();
    const hook = way === 'has a hook for it';
    const portal: MfaOptions['portal'] = {
      revokeSessions: async () => {},
      enrolmentChanged: async ({ userId, enrolled }) => void bits.set(userId, enrolled),
      ...(hook && { expectEnrolled: async (userId) => bits.get(userId) ?? false }),
    };
    const server = (storage: StorageAdapter): Mfa =>
      createMfa({
        issuer: 'Portal',
        keys: [{ id: '1', key: createSeededRandom(1)(32) }],
        storage,
        methods: [totp()],
        policy: { ...presetS2, id: 'plain', backupCodes: { issue: 'first-setup', acknowledge: 'record' } },
        portal,
      });
    const expected = (userId: string): { readonly expectEnrolled?: boolean } =>
      hook ? {} : { expectEnrolled: bits.get(userId) ?? false };
    const signIn = (mfa: Mfa, userId: string): ReturnType<Mfa['beginSignIn']> =>
      mfa.beginSignIn({
        userId,
        user: { accountName: userId },
        firstFactor: { method: 'password' },
        ...expected(userId),
      });

    const mfa = server(await open(place, true));
    await mfa.ready();
    const begun = await signIn(mfa, 'anna');
    if (begun.kind !== 'complete') throw new Error(`got ${begun.kind}`);
    const { assurance } = begun;
    const anna = { userId: 'anna', user: { accountName: 'anna' }, assurance, sessionId: '1' };
    const caller = (): typeof anna => ({ ...anna, ...expected('anna') });
    const setUp = await mfa.beginEnrolment({ caller: caller(), method: 'totp' });
    if (setUp.kind !== 'begun' || setUp.enrolment.setup.kind !== 'totp') throw new Error(`got ${setUp.kind}`);
    const { factorId, setup } = setUp.enrolment;
    const response = authenticatorFromUri(setup.uri).code(Date.now());
    expect((await mfa.confirmEnrolment({ caller: caller(), factorId, response })).kind).toBe('active');
    expect((await signIn(mfa, 'anna')).kind).toBe('challenge');

    await losing[engine](place);
    const second = server(await open(place, false));
    for (const each of [mfa, second]) {
      for (const call of [
        () => signIn(each, 'anna'),
        () => each.beginEnrolment({ caller: caller(), method: 'totp' }),
        () => each.requireAssurance({ caller: caller(), need: { requirement: { of: ['password'] } } }),
      ]) {
        await expect(call()).rejects.toMatchObject({ name: 'MfaError', code: 'account-missing' });
      }
      expect((await signIn(each, 'ben')).kind).toBe('complete');
    }
    // Redis evicts parts of the trail as well.
    if (engine === 'redis') return;
    const { events } = await second.readEvents({ userId: 'anna', limit: 100 });
    expect(events.map(({ type }) => type)).toContain('account.missing');
  });
});
