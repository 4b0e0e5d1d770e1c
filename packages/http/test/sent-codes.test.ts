import { type Assurance, createMfa, type Delivery, type DeliveryResult, emailCode } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import type { Policy } from '@factorkit/core/policy';
import { createFakeClock, createSeededRandom, type FakeClock } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { createMfaHandler, type MfaHost, openApiDocument } from '../src/index.ts';
import { checkAgainst } from './document-check.ts';

const policy: Policy = {
  schema: 1,
  id: 'mail',
  methods: { email: { allow: 'yes', code: { digits: 8 } } },
  rules: [],
  manage: { proof: { of: ['email'], maxAge: '15m' } },
  recovery: [],
};

interface Said {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly response: Response;
}

interface Portal {
  readonly clock: FakeClock;
  readonly sent: Delivery[];
  /** Everything that was ever answered: bodies and headers. */
  readonly answered: string[];
  readonly heard: unknown[];
  readonly factorId: string;
  fail(error: Error): void;
  signIn(): Promise<string>;
  post(path: string, body: object): Promise<Said>;
}

const { breachesOf } = checkAgainst(openApiDocument());

/** Anna has enrolled her mailbox, by these routes. */
async function openPortal(): Promise<Portal> {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 21, 12) });
  const sent: Delivery[] = [];
  const answered: string[] = [];
  const heard: unknown[] = [];
  let failure: Error | undefined;
  let held: Assurance | undefined;
  const deliver = async (delivery: Delivery): Promise<DeliveryResult> => {
    sent.push(delivery);
    if (failure) throw failure;
    return { kind: 'accepted' };
  };
  const mfa = createMfa({
    issuer: 'Test Portal',
    keys: [{ id: 'k1', key: createSeededRandom(1)(32) }],
    storage: createMemoryStorage(),
    methods: [emailCode({ delivery: { name: 'post', channels: ['email'], deliver } })],
    policy,
    portal: {
      revokeSessions: async () => {},
      contacts: async () => [{ id: 'mail', channel: 'email', address: 'anna.smith@example.com' }],
    },
    clock: clock.now,
    random: createSeededRandom(3),
  });
  const user = { accountName: 'anna' };
  const begin = (): ReturnType<typeof mfa.beginSignIn> =>
    mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
  const host: MfaHost<object> = {
    currentUser: async () => held && { userId: 'anna', user, assurance: held },
    raise: async (_context, assurance) => {
      held = assurance;
      return { kind: 'raised' };
    },
    signOut: async () => {},
    onError: (_context, error) => void heard.push(error),
  };
  const handle = createMfaHandler({ mfa, host, clock: clock.now });
  const post: Portal['post'] = async (path, body) => {
    const headers = { 'content-type': 'application/json' };
    const request = new Request(`https://portal.example/mfa/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const response = await handle(request, {});
    expect(await breachesOf({ method: 'POST', path: `/mfa/${path}`, response })).toEqual([]);
    const text = await response.text();
    answered.push(text, JSON.stringify([...response.headers]));
    return { status: response.status, body: JSON.parse(text), response };
  };
  const first = await begin();
  if (first.kind !== 'complete') throw new Error(first.kind);
  held = first.assurance;
  const begun = await post('factors', { method: 'email' });
  const { factorId } = begun.body.enrolment as { readonly factorId: string };
  await post(`factors/${factorId}/confirm`, { response: sent.at(-1)?.code });
  clock.advance(60_000);
  return {
    clock,
    sent,
    answered,
    heard,
    factorId,
    fail: (error) => {
      failure = error;
    },
    async signIn() {
      const signIn = await begin();
      if (signIn.kind !== 'challenge') throw new Error(signIn.kind);
      return signIn.token;
    },
    post,
  };
}

test('O7 no answer holds a code or the whole address, from the set-up to the sign-in', async () => {
  const { post, sent, answered, factorId, signIn } = await openPortal();
  const token = await signIn();
  const asked = await post('challenge/send', { token, factorId });
  expect(asked).toMatchObject({ status: 200, body: { kind: 'sent', hint: 'a•••@example.com' } });
  expect(asked.response.headers.get('cache-control')).toBe('no-store');
  expect((await post('challenge/verify', { token, factorId, response: '00000000' })).status).toBe(422);
  const response = sent.at(-1)?.code;
  expect((await post('challenge/verify', { token, factorId, response })).status).toBe(200);
  expect(sent).toHaveLength(2);
  for (const canary of [...sent.map(({ code }) => code), 'anna.smith']) {
    expect(answered.join('\n').includes(canary)).toBe(false);
  }
});

test('O11 200 requests for a code at once: one message, and the others are told when to ask again', async () => {
  const { post, sent, factorId, signIn } = await openPortal();
  const token = await signIn();
  const before = sent.length;
  const said = await Promise.all(
    Array.from({ length: 200 }, () => post('challenge/send', { token, factorId })),
  );
  expect(sent).toHaveLength(before + 1);
  expect(said.filter(({ status }) => status === 200)).toHaveLength(1);
  const limited = said.filter(({ body }) => body.code === 'send-limited');
  expect(limited).toHaveLength(199);
  expect(limited.every(({ response }) => response.headers.get('retry-after') === '30')).toBe(true);
});

test('O4 one code sent 50 times at once: one session', async () => {
  const { post, sent, factorId, signIn } = await openPortal();
  const token = await signIn();
  await post('challenge/send', { token, factorId });
  const response = sent.at(-1)?.code;
  const said = await Promise.all(
    Array.from({ length: 50 }, () => post('challenge/verify', { token, factorId, response })),
  );
  expect(said.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(said.filter(({ status, body }) => status === 409 && body.code === 'used')).toHaveLength(49);
});

test('O5 a code for each guess: the fifth locks, and then neither a code is sent nor the right one taken', async () => {
  const { post, sent, factorId, signIn, clock } = await openPortal();
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 5; attempt++) {
    clock.advance(30_000);
    const token = await signIn();
    await post('challenge/send', { token, factorId });
    statuses.push((await post('challenge/verify', { token, factorId, response: '00000000' })).status);
  }
  expect(statuses).toEqual([422, 422, 422, 422, 429]);
  const before = sent.length;
  const token = await signIn();
  const response = sent.at(-1)?.code;
  for (const said of [
    await post('challenge/send', { token, factorId }),
    await post('challenge/verify', { token, factorId, response }),
  ]) {
    expect(said).toMatchObject({ status: 429, body: { code: 'locked' } });
    expect(said.response.headers.get('retry-after')).toBe('30');
  }
  expect(sent).toHaveLength(before);
});

test('O6 a code of one sign-in does not answer another', async () => {
  const { post, sent, factorId, signIn } = await openPortal();
  const [one, other] = [await signIn(), await signIn()];
  await post('challenge/send', { token: one, factorId });
  const response = sent.at(-1)?.code;
  expect((await post('challenge/verify', { token: other, factorId, response })).status).toBe(422);
  expect((await post('challenge/verify', { token: one, factorId, response })).status).toBe(200);
});

test('O7 a delivery that throws is answered with 503, and its words go to nobody', async () => {
  const { post, factorId, signIn, fail, answered, heard } = await openPortal();
  fail(new Error('550 no mailbox for anna.smith@example.com'));
  const said = await post('challenge/send', { token: await signIn(), factorId });
  expect(said).toMatchObject({ status: 503, body: { code: 'not-sent', hint: 'a•••@example.com' } });
  expect(answered.join('\n')).not.toContain('anna.smith');
  expect(heard).toEqual([]);
});
