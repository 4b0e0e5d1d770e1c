import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type Assurance, createMfa, type TenantMfa, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { lint, type Policy, presetS1, simulate } from '@factorkit/core/policy';
import {
  type Answer,
  authenticatorFromUri,
  createBrowser,
  createFakeClock,
  createSeededRandom,
} from '@factorkit/testkit';
import express, { type Request } from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { createRequireMfa, type ExpressHost, mfaRouter, setSignInCookies } from '../src/index.ts';

const policies: { readonly [tenant: string]: Policy } = {
  // One id: only the tenant tells their tokens apart.
  acme: {
    ...presetS1,
    id: 'staff',
    rules: [{ id: 'pay', actions: { payout: { of: ['totp'], live: true } } }],
    recovery: [],
  },
  globex: { ...presetS1, id: 'staff', rules: [], recovery: [] },
};

/** One app for all tenants. The tenant is in a header, as elsewhere in the host name; the cookies are the same. */
async function openPortal(): Promise<{
  readonly send: (tenant: string, path: string, body?: object) => Promise<Answer>;
  readonly forget: (cookie: string) => void;
  readonly errors: readonly unknown[];
  readonly now: () => number;
}> {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 1, 12) });
  const sessions = new Map<string, Assurance>();
  const errors: unknown[] = [];
  const mfa = createMfa({
    issuer: 'Portal',
    keys: [{ id: '1', key: createSeededRandom(1)(32) }],
    storage: createMemoryStorage({ clock: clock.now }),
    methods: [totp()],
    policy: (tenant) => policies[tenant],
    clock: clock.now,
    portal: { verifyPassword: async () => true, revokeSessions: async () => {} },
  });
  const tenantOf = (req: Request): string => req.get('x-tenant') ?? '';
  const sidOf = (req: Request): string => /sid=([^;]+)/.exec(req.get('cookie') ?? '')?.[1] ?? '';
  const host: ExpressHost = {
    tenant: ({ req }) => tenantOf(req),
    async currentUser({ req }) {
      const [sessionId, assurance] = [sidOf(req), sessions.get(sidOf(req))];
      if (assurance === undefined) return undefined;
      const { userId } = assurance;
      return { userId, user: { accountName: userId }, assurance, sessionId };
    },
    async raise({ req, res }, assurance) {
      sessions.delete(sidOf(req));
      const id = randomUUID();
      sessions.set(id, assurance);
      res.append('set-cookie', `sid=${id}; Path=/; HttpOnly`);
      return { kind: 'raised' };
    },
    async signOut({ req }) {
      sessions.delete(sidOf(req));
    },
    onError: (_, error) => errors.push(error),
  };
  const requireMfa = createRequireMfa({ mfa, host });
  const app = express();
  app.use(express.json());
  app.use('/mfa', mfaRouter({ mfa, host, clock: clock.now }));
  app.post('/login', async (req, res) => {
    const engine = await mfa.forTenant(tenantOf(req));
    const userId = String(req.body.name);
    const next = await engine.beginSignIn({
      userId,
      user: { accountName: userId },
      firstFactor: { method: 'password' },
    });
    setSignInCookies(res, next, {}, clock.now());
    if (next.kind === 'complete') await host.raise({ req, res }, next.assurance, {});
    res.json({ kind: next.kind });
  });
  app.post('/payout', requireMfa({ action: 'payout' }), (_req, res) => void res.json({ kind: 'paid' }));
  app.use((error: unknown, _req: Request, res: express.Response, _next: express.NextFunction) => {
    errors.push(error);
    res.status(500).json({});
  });
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = createBrowser({ origin });
  return {
    errors,
    now: clock.now,
    forget: (cookie) => browser.setCookie(cookie),
    send: (tenant, path, body) =>
      browser.send(body === undefined ? 'GET' : 'POST', path, body, { 'x-tenant': tenant }),
  };
}

test('A14 over HTTP each tenant has its policy, and a session or challenge of one is none at another', async () => {
  const { send, forget, now, errors } = await openPortal();
  expect((await send('acme', '/login', { name: 'anna' })).json).toEqual({ kind: 'complete' });
  expect((await send('acme', '/mfa/account')).status).toBe(200);
  expect(await send('globex', '/mfa/account')).toMatchObject({ status: 401, json: { code: 'no-session' } });
  const foreign = await send('globex', '/mfa/factors', { method: 'totp' });
  expect(foreign).toMatchObject({ status: 401, json: { code: 'no-session' } });

  const begun = await send('acme', '/mfa/factors', { method: 'totp' });
  const { factorId, setup } = Object(begun.json.enrolment);
  const phone = authenticatorFromUri(setup.uri);
  const confirmed = await send('acme', `/mfa/factors/${factorId}/confirm`, { response: phone.code(now()) });
  expect(confirmed.json.kind).toBe('active');
  expect((await send('acme', '/payout', {})).json).toEqual({ kind: 'paid' });
  expect(await send('globex', '/payout', {})).toMatchObject({ status: 500, json: {} });
  expect(errors).toMatchObject([{ code: 'configuration-invalid' }]);

  forget('sid');
  expect((await send('acme', '/login', { name: 'anna' })).json).toEqual({ kind: 'challenge' });
  const answer = { factorId, response: phone.code(now() + 30_000) };
  expect((await send('acme', '/mfa/challenge')).status).toBe(200);
  const elsewhere = await send('globex', '/mfa/challenge/verify', answer);
  expect(elsewhere).toMatchObject({ status: 400, json: { code: 'invalid-token' } });
  // A token that opens nothing is taken out of the browser.
  expect((await send('acme', '/login', { name: 'anna' })).json).toEqual({ kind: 'challenge' });
  expect((await send('acme', '/mfa/challenge/verify', answer)).json.kind).toBe('complete');
});

test('A14 a tenant without a policy is refused, and the host is told', async () => {
  const { send, errors } = await openPortal();
  for (const tenant of ['initech', '']) {
    const refused = await send(tenant, '/mfa/account');
    expect(refused).toMatchObject({ status: 400, json: { code: 'input-invalid' } });
  }
  expect(errors).toMatchObject([{ code: 'input-invalid' }, { code: 'input-invalid' }]);
});

test('A14 a hook without policies for tenants, and such policies without the hook, stop the start', () => {
  const options = {
    issuer: 'Portal',
    keys: [{ id: '1', key: createSeededRandom(1)(32) }],
    storage: createMemoryStorage(),
    methods: [totp()],
    portal: { verifyPassword: async () => true, revokeSessions: async () => {} },
  };
  const [tenants, one] = [
    createMfa({ ...options, policy: (tenant: string) => policies[tenant] }) satisfies TenantMfa,
    createMfa({ ...options, policy: policies.globex ?? presetS1 }),
  ];
  const host = {
    currentUser: async () => undefined,
    raise: async () => ({ kind: 'raised' }) as const,
    signOut: async () => {},
  };
  for (const make of [mfaRouter, createRequireMfa]) {
    expect(() => make({ mfa: tenants, host })).toThrow('host.tenant is missing');
    expect(() => make({ mfa: one, host: { ...host, tenant: () => 'acme' } })).toThrow(
      'one policy for all users',
    );
  }
});

test('A14 lint and simulate take the policy of a tenant', async () => {
  const { acme, globex } = policies;
  if (acme === undefined || globex === undefined) throw new Error('two policies are needed');
  expect(lint(acme).filter(({ severity }) => severity === 'error')).toEqual([]);
  const to: Policy = { ...globex, rules: [{ id: 'all', enrol: { of: ['totp'] } }] };
  const accounts = [{ id: 'u1', facts: { user: { accountName: 'anna' }, factors: [], backupCodesLeft: 0 } }];
  const { mustEnrol } = await simulate({ from: globex, to, accounts, now: Date.UTC(2026, 10, 1) });
  expect(mustEnrol.count).toBe(1);
});
