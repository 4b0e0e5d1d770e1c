import { createMfa, totp } from '@factorkit/core';
import { type Policy, presetS2 } from '@factorkit/core/policy';
import { createBearerSessions, type SpentIds } from '@factorkit/http';
import { authenticatorFromUri, createTestPorts } from '@factorkit/testkit';
import express from 'express';
import { jwtVerify, SignJWT } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRequireMfa, type ExpressContext, mfaRouter } from '../../src/index.ts';
import { listen } from './listen.ts';
import { createSpentIds } from './spent-ids.ts';

const MINUTE = 60_000;
const issuer = 'https://portal.example';
const policy: Policy = {
  ...presetS2,
  rules: [{ id: 'pay', actions: { payout: { of: ['totp'], maxAge: '5m', live: true } } }],
  on: [
    { event: 'mfa.enabled', do: ['revoke-other-sessions'] },
    { event: 'factor.removed', do: ['revoke-other-sessions'] },
  ],
};

interface Sent {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** An app on a phone: no cookies and no origin, but a place for tokens. */
interface NativeApp {
  accessToken: string;
  refreshToken: string;
  send(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Sent>;
}

async function startPortal(spentIds: SpentIds = createSpentIds()) {
  const { ports, clock } = createTestPorts();
  const portal = {
    revokeSessions: async () => {},
    verifyPassword: async (userId: string, password: string) => password === `password of ${userId}`,
  };
  const mfa = createMfa({ ...ports, issuer: 'Example', methods: [totp()], policy, portal });
  const key = crypto.getRandomValues(new Uint8Array(32));
  const { host, refresh } = createBearerSessions<ExpressContext>({
    ...{ mfa, spentIds, lifetimeSeconds: 30 * 86_400, clock: clock.now },
    userOf: async (userId) => ({ accountName: userId }),
    authorization: ({ req }) => req.headers.authorization,
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setIssuer(issuer).sign(key),
    verify: (token) =>
      jwtVerify(token, key, { algorithms: ['HS256'], issuer, currentDate: new Date(clock.now()) }).then(
        ({ payload }) => payload,
        () => undefined,
      ),
  });
  const app = express();
  app.use(express.json());
  const routes = mfaRouter({ mfa, host, clock: clock.now });
  app.use('/mfa', routes);
  app.post('/login', async (req, res) => {
    const { name, password } = req.body;
    if (!(await portal.verifyPassword(name, password))) return void res.status(401).json({});
    const user = { accountName: name };
    const after = { userId: name, user, firstFactor: { method: 'password' }, tokenIn: 'body' } as const;
    res.json(await routes.beginSignIn({ req, res }, after));
  });
  app.post('/refresh', async (req, res) => {
    const pair = await refresh(req.body.refreshToken);
    if (pair === undefined) res.status(401).json({});
    else res.json(pair);
  });
  app.post('/logout', async (req, res) => {
    await host.signOut({ req, res });
    res.json({});
  });
  const requireMfa = createRequireMfa({ mfa, host });
  app.post('/payouts', requireMfa({ action: 'payout' }), (_req, res) => void res.json({ kind: 'paid' }));
  app.get('/me', async (req, res) => void res.json({ who: (await host.currentUser({ req, res }))?.userId }));
  const { origin, close } = await listen(app);
  onTestFinished(close);

  const install = (): NativeApp => ({
    accessToken: '',
    refreshToken: '',
    async send(method, path, body, headers = {}) {
      const response = await fetch(origin + path, {
        method,
        headers: {
          ...(this.accessToken !== '' && { authorization: `Bearer ${this.accessToken}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      expect(response.headers.getSetCookie()).toEqual([]);
      const json = await response.json();
      // Wherever a new pair comes, it replaces the old one.
      Object.assign(this, json.session ?? json.next?.session ?? {});
      return { status: response.status, json };
    },
  });
  return { clock, mfa, install, key };
}

type Running = Awaited<ReturnType<typeof startPortal>>;

function logIn(app: NativeApp): Promise<Sent> {
  return app.send('POST', '/login', { name: 'anna', password: 'password of anna' });
}

async function who(app: NativeApp): Promise<unknown> {
  return (await app.send('GET', '/me')).json.who;
}

async function setUp({ clock }: Running, app: NativeApp) {
  const begun = await app.send('POST', '/mfa/factors', { method: 'totp' });
  const { factorId, setup } = Object(begun.json.enrolment);
  const phone = authenticatorFromUri(setup.uri);
  const confirmed = await app.send('POST', `/mfa/factors/${factorId}/confirm`, {
    response: phone.code(clock.now()),
  });
  const acknowledged = await app.send('POST', '/mfa/backup-codes/acknowledge', { factorId });
  // The code that is asked for next has its token in the answer too.
  expect(acknowledged.json).toMatchObject({
    next: { kind: 'challenge', token: expect.any(String) },
    session: { accessToken: app.accessToken },
  });
  clock.advance(MINUTE);
  const backupCodes = confirmed.json.backupCodes as readonly string[];
  return { factorId, backupCodes, code: () => phone.code(clock.now()) };
}

/** Signs in with password and code, the token of the challenge in the body. */
async function signIn({ clock }: Running, app: NativeApp, factorId: string, response: string): Promise<Sent> {
  const { token } = (await logIn(app)).json;
  const answer = await app.send('POST', '/mfa/challenge/verify', { token, factorId, response });
  clock.advance(MINUTE);
  return answer;
}

describe('bearer tokens', () => {
  test('FE2 a native app signs in, sets up, is challenged, uses a backup code, steps up and removes', async () => {
    const portal = await startPortal();
    const { clock, install } = portal;
    const [app, tablet] = [install(), install()];
    expect(await who(app)).toBeUndefined();
    expect((await logIn(app)).json).toMatchObject({ kind: 'complete' });
    await logIn(tablet);
    const beforeSetUp = { ...app };
    const phone = await setUp(portal, app);
    // The answer brought the new pair. The old one and the other device's have ended.
    expect(await Promise.all([app, beforeSetUp, tablet].map(who))).toEqual(['anna', undefined, undefined]);
    expect((await tablet.send('POST', '/refresh', { refreshToken: tablet.refreshToken })).status).toBe(401);

    tablet.accessToken = '';
    const { json: asked } = await logIn(tablet);
    expect(asked).toMatchObject({ kind: 'challenge', token: expect.any(String) });
    const wrong = { token: asked.token, factorId: phone.factorId, response: '000000' };
    expect((await tablet.send('POST', '/mfa/challenge/verify', wrong)).status).toBe(422);
    expect(tablet.accessToken).toBe('');
    const done = await signIn(portal, tablet, phone.factorId, phone.code());
    expect(done.json).toMatchObject({ kind: 'complete', session: { expiresInSeconds: 300 } });
    expect(await who(tablet)).toBe('anna');

    const third = install();
    const { token } = (await logIn(third)).json;
    const [code] = phone.backupCodes;
    const recovered = await third.send('POST', '/mfa/challenge/recover', { token, code });
    expect(recovered.json).toMatchObject({ kind: 'complete' });
    expect(await who(third)).toBe('anna');

    clock.advance(10 * MINUTE);
    // The access token is over; the pair is renewed.
    expect(await who(tablet)).toBeUndefined();
    const pair = await tablet.send('POST', '/refresh', { refreshToken: tablet.refreshToken });
    Object.assign(tablet, pair.json);
    const refused = await tablet.send('POST', '/payouts', {}, { 'factorkit-step-up': 'body' });
    expect(refused).toMatchObject({ status: 401, json: { challenge: { purpose: 'step-up' } } });
    const beforeStepUp = { ...tablet };
    await tablet.send('POST', '/mfa/challenge/verify', {
      ...{ token: refused.json.token, factorId: phone.factorId, response: phone.code() },
    });
    expect((await tablet.send('POST', '/payouts', {})).json).toEqual({ kind: 'paid' });
    expect(await who(beforeStepUp)).toBeUndefined();

    const beforeRemoval = { ...tablet };
    const removed = await tablet.send('DELETE', `/mfa/factors/${phone.factorId}`);
    expect(removed.json).toMatchObject({ kind: 'removed', sessions: { kind: 'revoked' } });
    expect(await Promise.all([tablet, beforeRemoval].map(who))).toEqual(['anna', undefined]);
    await tablet.send('POST', '/logout', {});
    expect(await who(tablet)).toBeUndefined();
  });

  test('FE2 a refresh token works once, and using it again ends its session', async () => {
    const portal = await startPortal();
    const app = portal.install();
    await logIn(app);
    const copy = { ...app };
    const renew = async (each: NativeApp): Promise<number> => {
      const { status, json } = await each.send('POST', '/refresh', { refreshToken: each.refreshToken });
      Object.assign(each, json);
      return status;
    };
    expect(await renew(app)).toBe(200);
    expect(await who(app)).toBe('anna');
    expect(await renew(copy)).toBe(401);
    expect([await who(app), await renew(app)]).toEqual([undefined, 401]);
  });

  test('FE2 a session ends with its lifetime, however often it is refreshed', async () => {
    const portal = await startPortal();
    const app = portal.install();
    await logIn(app);
    portal.clock.advance(30 * 86_400_000 - MINUTE);
    const pair = await app.send('POST', '/refresh', { refreshToken: app.refreshToken });
    expect(pair.json).toMatchObject({ expiresInSeconds: 60 });
    Object.assign(app, pair.json);
    expect(await who(app)).toBe('anna');
    portal.clock.advance(MINUTE);
    expect(await who(app)).toBeUndefined();
    expect((await app.send('POST', '/refresh', { refreshToken: app.refreshToken })).status).toBe(401);
  });

  test('FE2 neither token is taken for the other, and none of another key, issuer or algorithm', async () => {
    const portal = await startPortal();
    const app = portal.install();
    await logIn(app);
    const [, payload = ''] = app.accessToken.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const signed = (iss: string, by: Uint8Array): Promise<string> =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setIssuer(iss).sign(by);
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    expect(await who({ ...app, accessToken: await signed(issuer, portal.key) })).toBe('anna');
    for (const accessToken of [
      app.refreshToken,
      none,
      await signed('https://other.example', portal.key),
      await signed(issuer, new Uint8Array(32)),
    ]) {
      expect(await who({ ...app, accessToken })).toBeUndefined();
    }
    expect((await app.send('POST', '/refresh', { refreshToken: app.accessToken })).status).toBe(401);
  });

  test('FE2 tokens contain no secret', async () => {
    const portal = await startPortal();
    const app = portal.install();
    await logIn(app);
    const [, payload = ''] = app.refreshToken.split('.');
    const { assurance, ...claims } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(Object.keys(claims).sort()).toEqual(
      ['exp', 'iat', 'iss', 'jti', 'sid', 'stamp', 'sub', 'use'].sort(),
    );
    expect(Object.keys(assurance)).not.toContain('token');
  });
});
