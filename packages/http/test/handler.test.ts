import { type Assurance, createMfa, type Mfa, MfaError, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { presetS1 } from '@factorkit/core/policy';
import { createFakeClock, createSeededRandom } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { createMfaHandler, type MfaHandlerOptions, type MfaHost, openApiDocument } from '../src/index.ts';
import { checkAgainst, type DocumentCheck } from './document-check.ts';

interface Visitor {
  readonly name: string;
}

const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 1) });

function engine(): Mfa {
  return createMfa({
    issuer: 'Test Portal',
    keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    storage: createMemoryStorage(),
    methods: [totp()],
    policy: presetS1,
    portal: { revokeSessions: async () => {}, contacts: async () => [], notify: async () => {} },
    clock: clock.now,
    random: createSeededRandom(3),
  });
}

function passwordAlone(userId: string): Assurance {
  const evidence = [{ method: 'password', at: clock.now(), traits: [] }] as const;
  return { userId, evidence, amr: ['pwd'], level: 'single-factor', authenticatedAt: clock.now() };
}

const host: MfaHost<Visitor> = {
  currentUser: async ({ name }) => ({
    userId: name,
    user: { accountName: name },
    assurance: passwordAlone(name),
  }),
  raise: async () => ({ kind: 'raised' }),
  signOut: async () => {},
};

const checks = new Map<string | undefined, DocumentCheck>();

/** A document is compiled once for all tests. */
function checkFor(basePath: string | undefined): DocumentCheck {
  const known =
    checks.get(basePath) ?? checkAgainst(openApiDocument(basePath === undefined ? {} : { basePath }));
  checks.set(basePath, known);
  return known;
}

function handler(options: Partial<MfaHandlerOptions<Visitor>> = {}): (request: Request) => Promise<Response> {
  const handle = createMfaHandler({ mfa: engine(), host, ...options });
  const { breachesOf } = checkFor(options.basePath);
  return async (request) => {
    const response = await handle(request, { name: 'anna' });
    const { method, url } = request;
    expect(await breachesOf({ method, path: new URL(url).pathname, response })).toEqual([]);
    return response;
  };
}

function post(path: string, body: BodyInit, headers: Readonly<Record<string, string>> = {}): Request {
  return new Request(`https://portal.example${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

function get(path: string): Request {
  return new Request(`https://portal.example${path}`);
}

async function codeOf(response: Response): Promise<unknown> {
  return Reflect.get(Object(await response.json()), 'code');
}

describe('where it is mounted', () => {
  test('at /mfa by default, anywhere by option, and nowhere else', async () => {
    expect((await handler()(get('/mfa/account'))).status).toBe(200);
    expect((await handler({ basePath: '/api/v1/mfa' })(get('/api/v1/mfa/account'))).status).toBe(200);
    expect((await handler({ basePath: '' })(get('/account'))).status).toBe(200);
    expect((await handler({ basePath: '/' })(get('/account'))).status).toBe(200);
    for (const path of ['/account', '/mfa', '/mfaaccount', '/MFA/account', '/x/mfa/account']) {
      expect((await handler()(get(path))).status).toBe(404);
    }
  });

  test.each([
    { basePath: 'mfa' },
    { basePath: '/mfa/' },
    { basePath: '//evil' },
    { basePath: '/a?b' },
    { allowedOrigins: ['https://app.example/'] },
    { allowedOrigins: ['app.example'] },
    { allowedOrigins: ['*'] },
    { allowedOrigins: ['null'] },
    { bodyLimitBytes: 0 },
    { bodyLimitBytes: Number.NaN },
  ])('does not start with %j', (options) => {
    expect(() => handler(options)).toThrow(MfaError);
  });
});

describe('a body', () => {
  test('is counted as it comes, and no more of it is read than the limit allows', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1000).fill(32));
      },
    });
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '2' },
      body: endless,
      duplex: 'half',
    };
    const response = await handler({ bodyLimitBytes: 4096 })(
      new Request('https://portal.example/mfa/factors', init),
    );
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(8);
  });

  test('that breaks off is no fault of the portal', async () => {
    const heard: unknown[] = [];
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('ECONNRESET')),
    });
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    };
    const listening = { ...host, onError: (_: Visitor, error: unknown) => void heard.push(error) };
    const response = await handler({ host: listening })(
      new Request('https://portal.example/mfa/factors', init),
    );
    expect([response.status, heard]).toEqual([400, []]);
  });

  test('of exactly the limit is read', async () => {
    const body = JSON.stringify({ method: 'totp' });
    const padded = body + ' '.repeat(4096 - body.length);
    expect((await handler({ bodyLimitBytes: 4096 })(post('/mfa/factors', padded))).status).toBe(201);
    expect((await handler({ bodyLimitBytes: 4095 })(post('/mfa/factors', padded))).status).toBe(413);
  });

  test('that is not UTF-8 or not JSON is malformed, and the answer quotes nothing of it', async () => {
    for (const body of [new Uint8Array([0x22, 0xff, 0x22]), '{"response":"123456"', '']) {
      const response = await handler()(post('/mfa/factors', body));
      expect(response.status).toBe(400);
      const text = await response.text();
      expect(text).not.toContain('123456');
      expect(JSON.parse(text)).toMatchObject({ code: body === '' ? 'input-invalid' : 'malformed-json' });
    }
  });

  test.each([
    ['application/json', 201],
    ['application/json; charset=utf-8', 201],
    ['APPLICATION/JSON;charset="UTF-8"', 201],
    ['application/json; charset=utf-16', 415],
    ['application/json, text/plain', 415],
    ['application/json-patch+json', 415],
    ['text/plain', 415],
  ])('of type %s is %i', async (type, status) => {
    const response = await handler()(post('/mfa/factors', '{"method":"totp"}', { 'content-type': type }));
    expect(response.status).toBe(status);
  });

  test('may be empty, and must still say that it is JSON, unless it is a delete', async () => {
    const bare = (method: string, path: string, headers = {}): Request =>
      new Request(`https://portal.example/mfa/${path}`, { method, headers });
    expect((await handler()(bare('POST', 'backup-codes'))).status).toBe(415);
    const json = { 'content-type': 'application/json' };
    expect((await handler()(bare('POST', 'backup-codes/acknowledge', json))).status).toBe(409);
    expect((await handler()(bare('DELETE', 'factors/abc'))).status).toBe(404);
    const typed = post('/mfa/factors/abc', 'x', { 'content-type': 'text/plain' });
    expect((await handler()(new Request(typed, { method: 'DELETE' }))).status).toBe(415);
  });

  test('that is compressed is refused', async () => {
    const response = await handler()(
      post('/mfa/factors', '{"method":"totp"}', { 'content-encoding': 'gzip' }),
    );
    expect(response.status).toBe(415);
  });

  test.each([
    ['factors', { method: 'totp', label: 'x'.repeat(65) }, 'label'],
    ['factors', { method: 'totp', replaces: 7 }, 'replaces'],
    ['factors', '{"method":"totp","method":"totp"}', 'method'],
    ['factors', { method: 'x-' }, 'method'],
    ['factors', { method: 'totp', constructor: 1 }, 'constructor'],
    ['factors/abc/confirm', {}, 'response'],
    ['challenge/verify', { factorId: 'a'.repeat(129), response: '1' }, 'factorId'],
    ['challenge/recover', { codes: [] }, 'codes'],
    ['challenge/verify', { response: '1', trustDevice: false }, 'trustDevice'],
    ['challenge/verify', { response: '1', trustDevice: 'yes' }, 'trustDevice'],
    ['challenge/verify', { response: '1', trustDevice: { name: ' ' } }, 'trustDevice.name'],
    ['challenge/verify', { response: '1', trustDevice: { place: 'Rome' } }, 'trustDevice.place'],
    ['recovery', {}, 'via'],
    ['recovery', { via: 'friend' }, 'via'],
    ['recovery', { via: 'support', userId: 'bert' }, 'userId'],
    ['recovery/complete', { via: 'x-' }, 'via'],
    ['recovery/cancel', { cancelToken: 7 }, 'cancelToken'],
    ['recovery/cancel', { cancelToken: 'x', userId: 'bert' }, 'userId'],
    ['backup-codes', { count: 1000 }, 'count'],
    ['reauthenticate', {}, 'intent'],
    ['reauthenticate', { password: 'x', intent: { kind: 'manage' } }, 'intent'],
    ['reauthenticate', { intent: { kind: 'sign-in' } }, 'intent.kind'],
    ['reauthenticate', { intent: { kind: 'toString' } }, 'intent.kind'],
    ['reauthenticate', { intent: { kind: 'requirement', requirement: { of: ['password'] } } }, 'intent.kind'],
    ['reauthenticate', { intent: { kind: 'recover', via: 'support' } }, 'intent.kind'],
    ['reauthenticate', { intent: { kind: 'trust-device' } }, 'intent.kind'],
    ['reauthenticate', { intent: 'manage' }, 'intent'],
    ['reauthenticate', { intent: { kind: 'remove' } }, 'intent.factorId'],
    ['reauthenticate', { intent: { kind: 'manage', policy: {} } }, 'intent.policy'],
    ['reauthenticate', { intent: { kind: 'manage' }, tokenIn: 'url' }, 'tokenIn'],
  ])('of POST %s with %j is refused at %s', async (path, body, at) => {
    const response = await handler()(
      post(`/mfa/${path}`, typeof body === 'string' ? body : JSON.stringify(body)),
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'input-invalid', path: at });
  });

  test('whose key is as long as the body is named in short', async () => {
    const response = await handler()(post('/mfa/factors', JSON.stringify({ ['k'.repeat(9000)]: 1 })));
    expect((await response.text()).length).toBeLessThan(400);
  });
});

describe('a portal that fails', () => {
  const secret = new Error('password hunter2 at 10.0.0.7');

  test.each<[string, Partial<MfaHost<Visitor>>]>([
    ['currentUser', { currentUser: () => Promise.reject(secret) }],
    [
      'source',
      {
        source: () => {
          throw secret;
        },
      },
    ],
    [
      'currentUser, before it promises',
      {
        currentUser: () => {
          throw secret;
        },
      },
    ],
  ])('in %s is answered with 500, and only onError hears why', async (_, broken) => {
    const heard: unknown[] = [];
    const onError = (_context: Visitor, error: unknown): void => void heard.push(error);
    const response = await handler({ host: { ...host, ...broken, onError } })(get('/mfa/account'));
    expect(response.status).toBe(500);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      type: 'urn:factorkit:problem:internal',
      title: 'The server failed. Access was not granted.',
      status: 500,
      code: 'internal',
    });
    expect(heard).toMatchObject([{ code: 'portal-failed', cause: secret }]);
  });

  test('in onError as well is still answered', async () => {
    const onError = (): void => {
      throw secret;
    };
    const broken = { ...host, currentUser: () => Promise.reject(secret), onError };
    expect((await handler({ host: broken })(get('/mfa/account'))).status).toBe(500);
  });

  test('to say whose assurance it holds is told so by onError, and the client learns nothing', async () => {
    const heard: unknown[] = [];
    const mixedUp: MfaHost<Visitor> = {
      ...host,
      currentUser: async () => ({
        userId: 'anna',
        user: { accountName: 'anna' },
        assurance: passwordAlone('bert'),
      }),
      onError: (_, error) => void heard.push(error),
    };
    const response = await handler({ host: mixedUp })(get('/mfa/account'));
    expect(response.status).toBe(400);
    expect(await response.text()).not.toMatch(/anna|bert|assurance/);
    expect(heard).toMatchObject([{ code: 'input-invalid' }]);
  });

  test('to pass a password check cannot reauthenticate by password', async () => {
    const response = await handler()(post('/mfa/reauthenticate', '{"password":"x"}'));
    expect([response.status, await codeOf(response)]).toEqual([500, 'internal']);
  });
});

describe('where a request comes from', () => {
  const change = '{"method":"totp"}';

  test.each<[Record<string, string>, number]>([
    [{}, 201],
    [{ origin: 'https://portal.example' }, 201],
    [{ origin: 'https://app.example' }, 201],
    [{ 'sec-fetch-site': 'same-origin' }, 201],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, 201],
    [{ 'sec-fetch-site': 'none' }, 201],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://app.example' }, 201],
    [{ 'sec-fetch-site': 'none', origin: 'https://evil.example' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'anything' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://portal.example' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'https://portal.example.evil.example' }, 403],
    [{ origin: 'http://portal.example' }, 403],
    [{ origin: 'https://portal.example:8443' }, 403],
    [{ origin: 'null' }, 403],
  ])('%j is %i', async (headers, status) => {
    const response = await handler({ allowedOrigins: ['https://app.example'] })(
      post('/mfa/factors', change, headers),
    );
    expect(response.status).toBe(status);
  });

  test('FB15 the operator learns which origins did not fit', async () => {
    const heard: unknown[] = [];
    const told = { ...host, onError: (_: unknown, error: unknown) => void heard.push(error) };
    const handle = handler({ host: told });
    await handle(post('/mfa/factors', change, { origin: 'https://evil.example' }));
    await handle(post('/mfa/factors', change, { origin: 'null' }));
    expect(heard).toMatchObject([{ code: 'cross-site' }, { code: 'cross-site' }]);
    expect(String(heard[0])).toMatch(/https:\/\/evil\.example.*https:\/\/portal\.example/s);
  });

  test.each<[string, number]>([
    ['http://portal.example', 1],
    ['https://portal.example', 0],
    ['http://localhost:3000', 0],
    ['http://127.0.0.1:3000', 0],
  ])('FB15 on %s the operator hears %i times that browsers drop the cookies', async (origin, times) => {
    const heard: unknown[] = [];
    const told = { ...host, onError: (_: unknown, error: unknown) => void heard.push(error) };
    const handle = handler({ host: told });
    for (let i = 0; i < 3; i += 1) await handle(new Request(`${origin}/mfa/account`));
    expect(heard).toHaveLength(times);
  });

  test('does not matter to what only reads', async () => {
    const request = new Request('https://portal.example/mfa/account', {
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect((await handler()(request)).status).toBe(200);
  });
});

test('a body that is too large is refused at once, also where the portal holds a copy of the request', async () => {
  const request = post('/mfa/factors', JSON.stringify({ label: 'x'.repeat(100_000) }));
  // Half of a cloned body is cancelled only with the other half: waiting for that would be waiting for ever.
  const copy = request.clone();
  expect((await handler()(request)).status).toBe(413);
  expect((await copy.text()).length).toBeGreaterThan(100_000);
});
