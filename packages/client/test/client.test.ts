import { type Assurance, createMfa, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { presetS1 } from '@factorkit/core/policy';
import { createMfaHandler, signInCookies } from '@factorkit/http';
import { authenticatorFromUri, createFakeClock, type FakeClock } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { createMfaClient, type MfaClient } from '../src/index.ts';

const ORIGIN = 'https://portal.example';

interface Page {
  readonly client: MfaClient;
  readonly clock: FakeClock;
  /** The portal's own sign-in: the password was right. */
  password(): Promise<string>;
}

/** A portal with one session, and a page of it whose browser keeps cookies. */
function openPage(): Page {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 21, 12) });
  const mfa = createMfa({
    issuer: 'Example Portal',
    keys: [{ id: '1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    storage: createMemoryStorage(),
    methods: [totp()],
    policy: presetS1,
    clock: clock.now,
    portal: {
      verifyPassword: async (_userId, password) => password === 'right',
      revokeSessions: async () => {},
      contacts: async () => [],
      notify: async () => {},
    },
  });
  let session: Assurance | undefined;
  const handle = createMfaHandler({
    mfa,
    clock: clock.now,
    host: {
      currentUser: async () =>
        session && { userId: 'anna', user: { accountName: 'anna' }, assurance: session, sessionId: 'one' },
      raise: async (_, assurance) => {
        session = assurance;
        return { kind: 'raised' };
      },
      signOut: async () => {
        session = undefined;
      },
    },
  });
  const cookies = new Map<string, string>();
  const keep = (lines: readonly string[]): void => {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
  };
  return {
    clock,
    client: createMfaClient({
      baseUrl: `${ORIGIN}/mfa`,
      async fetch(request) {
        const sent = new Request(request);
        sent.headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
        sent.headers.set('origin', ORIGIN);
        const response = await handle(sent, undefined);
        keep(response.headers.getSetCookie());
        return response;
      },
    }),
    async password() {
      session = undefined;
      const outcome = await mfa.beginSignIn({
        userId: 'anna',
        user: { accountName: 'anna' },
        firstFactor: { method: 'password' },
      });
      if (outcome.kind === 'complete') session = outcome.assurance;
      keep(signInCookies(outcome, {}, clock.now()));
      return outcome.kind;
    },
  };
}

async function setUpApp({ client, clock }: Page): Promise<{ factorId: string; code: () => string }> {
  const begun = await client.POST('/factors', { body: { method: 'totp', label: 'My phone' } });
  const setup = begun.data?.enrolment.setup;
  if (setup?.kind !== 'totp') throw new Error('expected the set-up of an app');
  const phone = authenticatorFromUri(setup.uri);
  const id = begun.data?.enrolment.factorId ?? '';
  const path = { id };
  const confirmed = await client.POST('/factors/{id}/confirm', {
    params: { path },
    body: { response: phone.code(clock.now()) },
  });
  expect(confirmed.data).toMatchObject({ kind: 'active', factorId: id });
  clock.advance(30_000);
  return { factorId: id, code: () => phone.code(clock.now()) };
}

test('sets an app up, and signs in with its code', async () => {
  const page = openPage();
  expect(await page.password()).toBe('complete');
  const app = await setUpApp(page);
  expect(await page.password()).toBe('challenge');
  const asked = await page.client.GET('/challenge');
  if (asked.data?.kind !== 'challenge') throw new Error('expected a challenge');
  expect(asked.data.challenge.options.map(({ factorId }) => factorId)).toEqual([app.factorId]);
  const { data } = await page.client.POST('/challenge/verify', {
    body: { factorId: app.factorId, response: app.code() },
  });
  expect(data).toMatchObject({ kind: 'complete', amr: ['pwd', 'otp', 'mfa'] });
  const account = await page.client.GET('/account');
  expect(account.data?.factors.map(({ label, primary }) => [label, primary])).toEqual([['My phone', true]]);
});

test('gives a refusal as a problem that its code tells apart', async () => {
  const page = openPage();
  await page.password();
  const { factorId } = await setUpApp(page);
  await page.password();
  const wrong = await page.client.POST('/challenge/verify', { body: { factorId, response: '000000' } });
  expect(wrong.data).toBeUndefined();
  expect(wrong.response.status).toBe(422);
  // Narrowed by the types: `attemptsLeft` is there for this code and no other.
  const left = wrong.error?.code === 'rejected' ? wrong.error.attemptsLeft : undefined;
  expect(left).toBe(4);
  const nobody = await page.client.GET('/account');
  expect(nobody.error?.code).toBe('no-session');
});

test('says of every change that it is JSON, also of one without a body', async () => {
  const seen: (string | null)[] = [];
  const client = createMfaClient({
    baseUrl: `${ORIGIN}/mfa`,
    async fetch(request) {
      seen.push(request.headers.get('content-type'));
      return Response.json({ kind: 'removed', enabled: false, sessions: { kind: 'kept' } });
    },
  });
  await client.DELETE('/factors/{id}', { params: { path: { id: 'one' } } });
  await client.POST('/backup-codes', { body: {} });
  expect(seen).toEqual(['application/json', 'application/json']);
});

test('throws what fetch throws, and nothing else', async () => {
  const client = createMfaClient({
    baseUrl: `${ORIGIN}/mfa`,
    fetch: () => Promise.reject(new TypeError('the cable is out')),
  });
  await expect(client.GET('/account')).rejects.toThrow('the cable is out');
});
