import { createMfa, type Mfa, MfaError, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { presetS0 } from '@factorkit/core/policy';
import { createFakeClock, createSeededRandom } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import {
  createSupportHandler,
  type SupportHandlerOptions,
  type SupportHost,
  supportOpenApiDocument,
} from '../src/index.ts';
import { checkAgainst, type DocumentCheck } from './document-check.ts';

interface Visitor {
  readonly staffId: string;
}

function engine(): Mfa {
  return createMfa({
    issuer: 'Test Portal',
    keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    storage: createMemoryStorage(),
    methods: [totp()],
    policy: { ...presetS0, methods: { totp: { allow: 'yes' } }, rules: [] },
    portal: { revokeSessions: async () => {}, contacts: async () => [], notify: async () => {} },
    clock: createFakeClock({ nowMs: Date.UTC(2026, 10, 1) }).now,
    random: createSeededRandom(5),
  });
}

const anna = { userId: 'anna', user: { accountName: 'anna' }, name: 'Anna' };

const host: SupportHost<Visitor> = {
  authorise: async ({ staffId }) => ({ id: staffId }),
  may: async () => true,
  findUser: async () => [anna],
  userOf: async () => anna,
};

const checks = new Map<string | undefined, DocumentCheck>();

/** A document is compiled once for all tests. */
function checkFor(basePath: string | undefined): DocumentCheck {
  const known =
    checks.get(basePath) ?? checkAgainst(supportOpenApiDocument(basePath === undefined ? {} : { basePath }));
  checks.set(basePath, known);
  return known;
}

type Handle = (path: string, body: object) => Promise<Response>;

function handler(options: Partial<SupportHandlerOptions<Visitor>> = {}): Handle {
  const handle = createSupportHandler({ mfa: engine(), host, ...options });
  const { breachesOf } = checkFor(options.basePath);
  return async (path, body) => {
    const request = new Request(`https://desk.example${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const response = await handle(request, { staffId: 'sam' });
    expect(await breachesOf({ method: 'POST', path, response })).toEqual([]);
    return response;
  };
}

test('it stands at /mfa-support, or wherever it is put', async () => {
  expect((await handler()('/mfa-support/users/view', { userId: 'anna' })).status).toBe(200);
  expect((await handler({ basePath: '/desk' })('/desk/users/view', { userId: 'anna' })).status).toBe(200);
  expect((await handler()('/mfa/users/view', { userId: 'anna' })).status).toBe(404);
});

test.each([
  ['users/find', { query: 'x'.repeat(257) }, 'query'],
  ['users/find', { query: 'a', limit: 9 }, 'limit'],
  ['users/view', {}, 'userId'],
  ['users/view', { userId: '' }, 'userId'],
  ['users/view', { userId: 'x'.repeat(513) }, 'userId'],
  ['users/history', { userId: 'anna', after: 7 }, 'after'],
  ['users/history', { userId: 'anna', limit: 1_000_000 }, 'limit'],
  ['recovery/request', { userId: 'anna', via: 'friend' }, 'via'],
  ['recovery/approve', { userId: 'anna', requestId: 'r', note: 'n' }, 'checks'],
  ['recovery/approve', { userId: 'anna', requestId: 'r', note: 'n', checks: ['a', 7] }, 'checks[1]'],
  ['recovery/approve', { userId: 'anna', requestId: 'r', note: 'n', checks: Array(33).fill('a') }, 'checks'],
  ['recovery/cancel', { userId: 'anna', note: 'n' }, 'requestId'],
  ['unlock', { userId: 'anna', target: 'f' }, 'note'],
  ['trusted-devices/revoke', { userId: 'anna', note: ' ' }, 'note'],
])('%s with %j is refused at %s', async (path, body, at) => {
  const refused = await handler()(`/mfa-support/${path}`, body);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ code: 'input-invalid', path: at });
});

test('a yes is `true`, and nothing that looks like one', async () => {
  for (const yes of ['true', 1, {}, undefined]) {
    const may = (): Promise<boolean> => Promise.resolve(yes as boolean);
    const refused = await handler({ host: { ...host, may } })('/mfa-support/users/view', { userId: 'anna' });
    expect(refused.status).toBe(404);
  }
});

test('A14 at the desk the policy of the user’s own tenant holds', async () => {
  const policies = {
    acme: { ...presetS0, methods: { totp: { allow: 'yes' } }, rules: [] },
    globex: { ...presetS0, methods: { totp: { allow: 'yes' } }, rules: [], recovery: [] },
  } as const;
  const mfa = createMfa({
    issuer: 'Test Portal',
    keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    storage: createMemoryStorage(),
    methods: [totp()],
    policy: (tenant) => policies[tenant as keyof typeof policies],
    portal: { revokeSessions: async () => {}, contacts: async () => [], notify: async () => {} },
  });
  const asked = { userId: 'anna', via: 'support' };
  const at = async (tenant: string): Promise<unknown> => {
    const userOf = async (): Promise<typeof anna> => ({ ...anna, ...{ tenant } });
    const answer = await handler({ mfa, host: { ...host, userOf } })('/mfa-support/recovery/request', asked);
    return (await answer.json()).reason ?? answer.status;
  };
  expect([await at('acme'), await at('globex'), await at('initech')]).toEqual([201, 'not-offered', 400]);
});

test('a portal that returns another user than it was asked for shows nobody', async () => {
  const refused = await handler()('/mfa-support/users/view', { userId: 'bert' });
  expect(refused.status).toBe(404);
});

test('A10 a hook that fails does nothing, and only onError hears why', async () => {
  const secret = new Error('ldap://10.0.0.7 refused hunter2');
  for (const name of ['authorise', 'may', 'userOf'] as const) {
    const heard: unknown[] = [];
    const onError = (_context: Visitor, error: unknown): void => void heard.push(error);
    const broken = { ...host, [name]: () => Promise.reject(secret), onError };
    const response = await handler({ host: broken })('/mfa-support/unlock', {
      userId: 'anna',
      target: 'f',
      note: 'n',
    });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/hunter2|ldap/);
    expect(heard).toMatchObject([{ code: 'portal-failed', cause: secret }]);
  }
});

test('without what it needs it does not start', () => {
  for (const missing of ['authorise', 'may', 'findUser', 'userOf']) {
    const lame = { ...host, [missing]: undefined };
    expect(() => Reflect.apply(createSupportHandler, undefined, [{ mfa: engine(), host: lame }])).toThrow(
      new MfaError('configuration-invalid', `host.${missing} is not a function`),
    );
  }
  expect(() => Reflect.apply(createSupportHandler, undefined, [{ host }])).toThrow('mfa.readEvents');
  expect(() => handler({ basePath: 'desk' })).toThrow(MfaError);
});
