import { DatabaseSync } from 'node:sqlite';
import { emailCode, totp } from '@factorkit/core';
import { authenticatorFromUri, createBrowser, createMailbox } from '@factorkit/testkit';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { twoFactor } from 'better-auth/plugins';
import { expect, test } from 'vitest';
import { ORIGIN, PASSWORD, type Portal, policy, signIn, signUp, startPortal, who } from './portal.ts';

const anna = 'anna@example.com';
const carla = 'carla@example.com';
const secret = 'a secret of the tests that is long enough';

/** A portal that used better-auth's own plug-in: Anna has an app, Bert nothing, Carla codes by mail. */
async function portalBefore() {
  const database = new DatabaseSync(':memory:');
  const options: BetterAuthOptions = {
    ...{ database, secret, baseURL: ORIGIN, logger: { disabled: true } },
    emailAndPassword: {
      enabled: true,
      password: {
        hash: async (password) => `hash of ${password}`,
        verify: async ({ hash, password }) => hash === `hash of ${password}`,
      },
    },
    plugins: [twoFactor({ otpOptions: { sendOTP: async () => {} } })],
  };
  await (await getMigrations(options)).runMigrations();
  const auth = betterAuth(options);
  const browser = () => createBrowser({ origin: ORIGIN, fetch: auth.handler });
  const annas = browser();
  await signUp(annas, anna);
  const begun = await annas.post('/api/auth/two-factor/enable', { password: PASSWORD });
  const app = authenticatorFromUri(begun.at('totpURI'));
  await annas.post('/api/auth/two-factor/verify-totp', { code: app.code(Date.now()) });
  await signUp(browser(), 'bert@example.com');
  const carlas = browser();
  await signUp(carlas, carla);
  await carlas.post('/api/auth/two-factor/enable', { password: PASSWORD, method: 'otp' });
  database.prepare('UPDATE user SET emailVerified = 1').run();
  return { database, app, annas };
}

function portalAfter(database: DatabaseSync, mailbox = createMailbox()): Promise<Portal> {
  return startPortal({
    policy: { ...policy, methods: { totp: { allow: 'yes' }, email: { allow: 'yes' } } },
    methods: [totp(), emailCode({ delivery: mailbox })],
    replacesTwoFactor: {},
    betterAuth: () => ({ database }),
  });
}

async function enter({ browser }: Portal, email: string, code: () => string) {
  const visitor = browser();
  expect((await signIn(visitor, email)).json).toMatchObject({ mfa: { kind: 'challenge' } });
  expect(await who(visitor)).toBeUndefined();
  const { json } = await visitor.get<{ challenge: { options: { factorId: string }[] } }>(
    '/api/auth/mfa/challenge',
  );
  const factorId = json.challenge.options[0]?.factorId;
  await visitor.post('/api/auth/mfa/challenge/send', { factorId });
  await visitor.post('/api/auth/mfa/challenge/verify', { factorId, response: code() });
  return who(visitor);
}

test('FE8 users of the two-factor plug-in keep their app, and are asked from the first sign-in on', async () => {
  const { database, app, annas } = await portalBefore();
  const portal = await portalAfter(database);
  const old = createBrowser({ origin: ORIGIN, fetch: portal.auth.handler });
  for (const [name, value] of annas.cookies()) old.setCookie(name, value);
  expect(await who(old)).toBeUndefined();
  expect(await enter(portal, anna, () => app.code(portal.clock.now()))).toBe(anna);
  const row = database.prepare('SELECT twoFactorEnabled, mfaEnrolled FROM user WHERE email = ?').get(anna);
  expect(row).toEqual({ twoFactorEnabled: 0, mfaEnrolled: 1 });
  expect(database.prepare('SELECT count(*) AS n FROM twoFactor').get()).toEqual({ n: 0 });
  const bert = portal.browser();
  await signIn(bert, 'bert@example.com');
  expect(await who(bert)).toBe('bert@example.com');
});

test('FE8 users with codes by mail keep them', async () => {
  const { database } = await portalBefore();
  const mailbox = createMailbox();
  const portal = await portalAfter(database, mailbox);
  expect(await enter(portal, carla, () => mailbox.messages().at(-1)?.code ?? '')).toBe(carla);
});

test('FE8 all at once, also while Anna signs in', async () => {
  const { database, app } = await portalBefore();
  const portal = await portalAfter(database);
  const [result] = await Promise.all([
    portal.migrateTwoFactor(),
    signIn(portal.browser(), anna),
    signIn(portal.browser(), anna),
  ]);
  expect(result.failed).toEqual([]);
  expect(await portal.migrateTwoFactor()).toEqual({ imported: 0, failed: [] });
  expect(await enter(portal, anna, () => app.code(portal.clock.now()))).toBe(anna);
});

test('FE8 a secret that cannot be read lets nobody in', async () => {
  const { database } = await portalBefore();
  const portal = await portalAfter(database);
  const { id } = database.prepare('SELECT id FROM user WHERE email = ?').get(anna) ?? {};
  database.prepare("UPDATE twoFactor SET secret = 'broken'").run();
  const visitor = portal.browser();
  expect((await signIn(visitor, anna)).status).toBeGreaterThanOrEqual(500);
  expect(await who(visitor)).toBeUndefined();
  expect((await portal.migrateTwoFactor()).failed).toEqual([id]);
  // Not even when the plug-in is removed from the table.
  database.prepare('DELETE FROM twoFactor').run();
  expect(await who(visitor)).toBeUndefined();
});
