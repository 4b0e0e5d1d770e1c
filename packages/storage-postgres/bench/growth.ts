// What a sign-in asks of the store, load and save, beside 10^3, 10^5 and 10^6 accounts, and how large an account is.
// `node packages/storage-postgres/bench/growth.ts`: on a PostgreSQL of its own, or on FACTORKIT_TEST_POSTGRES_URL.
// The three stores are measured in turns within one run, so that whatever else the machine does meets all of them.
import { createMfa, type SignedIn, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { presetS2 } from '@factorkit/core/policy';
import { createPostgresStorage, migrate, type PostgresStorage } from '@factorkit/storage-postgres';
import { authenticatorFromUri, createFakeClock, createSeededRandom } from '@factorkit/testkit';
import pg from 'pg';
import { startEmbeddedServer } from '../test/embedded-server.ts';

const SIZES = [1_000, 100_000, 1_000_000];
const ROUNDS = 4_000;
const WARM_UP = 500;

/** The text of an account with so many authenticator apps, and ten backup codes. */
async function accountWith(apps: number): Promise<string> {
  const storage = createMemoryStorage();
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 21, 12) });
  const mfa = createMfa({
    issuer: 'Example Portal',
    keys: [{ id: 'bench', key: createSeededRandom(1)(32) }],
    storage,
    methods: [totp()],
    policy: {
      ...presetS2,
      id: 'bench',
      methods: { totp: { allow: 'yes', max: 10 } },
      backupCodes: { issue: 'first-setup', acknowledge: 'record', count: 10 },
    },
    clock: clock.now,
    portal: { verifyPassword: async () => true, revokeSessions: async () => {} },
  });
  const signingIn = {
    userId: 'anna',
    user: { accountName: 'anna' },
    firstFactor: { method: 'password' },
  } as const;
  let signIn = await mfa.beginSignIn(signingIn);
  for (let app = 1; app <= apps; app += 1) {
    if (signIn.kind !== 'complete') throw new Error(`not signed in: ${signIn.kind}`);
    const caller: SignedIn = { ...signingIn, assurance: signIn.assurance, sessionId: 'session' };
    const begun = await mfa.beginEnrolment({ caller, method: 'totp', label: `Phone number ${app}` });
    if (begun.kind !== 'begun' || begun.enrolment.setup.kind !== 'totp')
      throw new Error(JSON.stringify(begun));
    const { factorId, setup } = begun.enrolment;
    const phone = authenticatorFromUri(setup.uri);
    const confirmed = await mfa.confirmEnrolment({ caller, factorId, response: phone.code(clock.now()) });
    if (confirmed.kind !== 'active') throw new Error(JSON.stringify(confirmed));
    // By then the challenges that were answered have expired and are kept no longer.
    clock.advance(600_000);
    const again = await mfa.beginSignIn(signingIn);
    if (again.kind !== 'challenge') throw new Error(again.kind);
    const verified = await mfa.verify({ token: again.token, factorId, response: phone.code(clock.now()) });
    if (verified.kind !== 'complete') throw new Error(verified.kind);
    signIn = verified;
  }
  const stored = (await storage.load('anna')).stored;
  if (stored === undefined) throw new Error('no account');
  return stored.state;
}

async function fill(
  pool: pg.Pool,
  tablePrefix: string,
  count: number,
  state: string,
): Promise<PostgresStorage> {
  await migrate(pool, { schema: 'bench', tablePrefix });
  await pool.query(
    `INSERT INTO bench.${tablePrefix}accounts (user_id, tag, state)
    SELECT convert_to('user-' || number, 'UTF8'), 'first', $1 FROM generate_series(0, $2 - 1) AS number ORDER BY random()`,
    [Buffer.from(state), count],
  );
  await pool.query(`VACUUM ANALYZE bench.${tablePrefix}accounts`);
  return createPostgresStorage({ client: pool, schema: 'bench', tablePrefix });
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

const server = process.env.FACTORKIT_TEST_POSTGRES_URL
  ? { url: process.env.FACTORKIT_TEST_POSTGRES_URL, stop: async () => {} }
  : await startEmbeddedServer();
const pool = new pg.Pool({ connectionString: server.url, max: 1 });
try {
  await pool.query('DROP SCHEMA IF EXISTS bench CASCADE');
  const [one, ten] = [await accountWith(1), await accountWith(10)];
  const stores: { count: number; storage: PostgresStorage; times: number[] }[] = [];
  for (const [index, count] of SIZES.entries()) {
    stores.push({ count, storage: await fill(pool, `s${index}_`, count, one), times: [] });
  }
  console.log((await pool.query('SELECT version()')).rows[0].version);

  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const { count, storage, times } of stores) {
      const userId = `user-${Math.floor(Math.random() * count)}`;
      const tag = `tag-${round}`;
      const began = performance.now();
      const found = (await storage.load(userId)).stored;
      const event = { id: tag, userId, at: round, type: 'mfa.enabled' } as const;
      const saved = await storage.save(userId, { tag, state: one }, found?.tag, [event]);
      const took = performance.now() - began;
      if (!saved) throw new Error('the save was refused');
      if (round >= WARM_UP) times.push(took);
    }
  }
  const medianOf = (times: readonly number[]): number =>
    quantile(
      times.toSorted((a, b) => a - b),
      0.5,
    );
  const least = medianOf(stores[0]?.times ?? []);
  for (const { count, times } of stores) {
    const sorted = times.toSorted((a, b) => a - b);
    console.log(
      `${count} accounts: median ${quantile(sorted, 0.5).toFixed(2)} ms, p95 ${quantile(sorted, 0.95).toFixed(2)} ms, ratio ${(quantile(sorted, 0.5) / least).toFixed(2)}`,
    );
  }

  const storage = stores[0]?.storage;
  for (const [apps, state] of [
    [1, one],
    [10, ten],
  ] as const) {
    await storage?.save(`with ${apps}`, { tag: 'x'.repeat(22), state }, undefined, []);
    const { rows } = await pool.query(
      'SELECT pg_column_size(accounts.*) AS stored FROM bench.s0_accounts AS accounts WHERE user_id = $1',
      [Buffer.from(`with ${apps}`)],
    );
    console.log(
      `${apps} apps and ten backup codes: state ${Buffer.byteLength(state)} bytes, row ${rows[0].stored} bytes`,
    );
  }
} finally {
  await pool.query('DROP SCHEMA IF EXISTS bench CASCADE');
  await pool.end();
  await server.stop();
}
