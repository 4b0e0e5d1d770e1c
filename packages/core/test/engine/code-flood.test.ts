import type { Mfa, SendAttempt, SignIn } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { createSeededRandom } from '@factorkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertySeed, runs } from '../../../../test-tiers.ts';
import { askedChallenge, codePolicy, enrolCode, lastCode, MINUTE, openPost, type Post } from './post.ts';
import { stores } from './stores.ts';
import { complete } from './trusted-browser.ts';
import { accountOf, challengeFor, KEY } from './world.ts';

const DAY = 24 * 60 * MINUTE;

function signInFrom(mfa: Mfa, deviceToken: string | undefined, userId = 'anna'): Promise<SignIn> {
  const user = { accountName: userId, risk: 'low' } as const;
  const firstFactor = { method: 'password' } as const;
  return mfa.beginSignIn({ userId, user, firstFactor, ...(deviceToken && { deviceToken }) });
}

async function challengeFrom(mfa: Mfa, deviceToken?: string): Promise<string> {
  const signIn = await signInFrom(mfa, deviceToken);
  if (signIn.kind !== 'challenge') throw new Error(signIn.kind);
  return signIn.token;
}

interface Anna {
  readonly factorId: string;
  /** What her browser holds after a sign-in by code. */
  readonly browser: string;
}

/** Anna gets a code and signs in with it. */
async function enter(post: Post, factorId: string, deviceToken?: string): Promise<string> {
  const token = await challengeFrom(post.mfa, deviceToken);
  const sent = await post.mfa.sendCode({ token, factorId });
  if (sent.kind !== 'sent') return sent.kind;
  const verdict = await post.mfa.verify({ token, factorId, response: lastCode(post) });
  return complete(verdict).knownDevice?.token ?? 'no token';
}

async function annaIn(post: Post, method: 'email' | 'sms' = 'email'): Promise<Anna> {
  const { factorId } = await enrolCode(post, method);
  const browser = await enter(post, factorId);
  post.clock.advance(DAY);
  return { factorId, browser };
}

/** What an attacker with the password does as often as there is an answer other than "too many". */
async function attackerSends(post: Post, factorId: string): Promise<string> {
  const { token } = await challengeFor(post.second, 'anna');
  return (await post.second.sendCode({ token, factorId })).kind;
}

describe.each(stores)('FT3 an attacker with the password asks for codes, on $name', ({ open }) => {
  test('FT3 her code works although he asked for another after her, with another sign-in', async () => {
    const post = await openPost({ open });
    const { factorId } = await enrolCode(post, 'email');
    const token = await askedChallenge(post, factorId);
    const response = lastCode(post);
    for (let asked = 0; asked < 5; asked++) {
      post.clock.advance(31_000);
      expect(await attackerSends(post, factorId)).toBe('sent');
      expect(lastCode(post)).not.toBe(response);
    }
    expect((await post.mfa.verify({ token, factorId, response })).kind).toBe('complete');
  });

  test('FT3 after his last one she gets codes in the browser in which she signed in before, and nowhere else', async () => {
    const post = await openPost({ open });
    const { factorId, browser } = await annaIn(post);
    const his: string[] = [];
    for (let asked = 0; asked < 12; asked++) {
      post.clock.advance(31_000);
      his.push(await attackerSends(post, factorId));
    }
    expect(his.slice(-2)).toEqual(['send-limited', 'send-limited']);
    expect(await enter(post, factorId)).toBe('send-limited');
    expect(await enter(post, factorId, browser)).toMatch(/^k\./);
  });

  test('FT3 whatever the limits and the times, she gets in, and what goes to the number stays bounded', async () => {
    const property = fc.asyncProperty(anyLimits, anyVisits, async (send, visits) => {
      const post = await openPost({ open, policy: limited(send) });
      const { factorId, browser } = await annaIn(post, 'sms');
      post.sent.length = 0;
      const start = post.clock.now();
      let her = browser;
      for (const minutes of visits) {
        const until = post.clock.now() + minutes * MINUTE;
        while (post.clock.now() < until) {
          await attackerSends(post, factorId);
          post.clock.advance(31_000);
        }
        const token = await challengeFrom(post.mfa, her);
        expect((await post.mfa.sendCode({ token, factorId })).kind).toBe('sent');
        const response = lastCode(post);
        await attackerSends(post, factorId);
        const done = complete(await post.mfa.verify({ token, factorId, response }));
        her = done.knownDevice?.token ?? 'none';
        const { factors } = await accountOf(post, 'anna');
        const { codes } = factors.find(({ id }) => id === factorId)?.data ?? {};
        expect(JSON.parse(String(codes)).length).toBeLessThanOrEqual(21);
      }
      const hours = Math.ceil((post.clock.now() - start) / (60 * MINUTE)) + 1;
      expect(post.sent.length).toBeLessThanOrEqual(hours * send.perHour + visits.length);
    });
    await fc.assert(property, { ...propertySeed, numRuns: runs(10) });
  });
});

/** She comes at most as often as her own budget allows. */
const anyVisits = fc.array(fc.integer({ min: 20, max: 90 }), { minLength: 1, maxLength: 3 });
const anyLimits = fc.record({
  every: fc.constantFrom('1s', '30s', '2m'),
  perHour: fc.integer({ min: 3, max: 100 }),
  perDay: fc.integer({ min: 10, max: 500 }),
} as const);

function limited(send: NonNullable<Policy['methods']['sms']>['send']): Policy {
  return {
    ...codePolicy,
    methods: { ...codePolicy.methods, sms: { allow: 'yes', ...(send && { send }) } },
  };
}

test('FT3 at most ten codes in ten minutes, whatever the policy allows', async () => {
  const post = await openPost({ policy: limited({ every: '1s', perHour: 100, perDay: 1000 }) });
  const { factorId } = await enrolCode(post, 'sms');
  const sent: string[] = [];
  for (let asked = 0; asked < 20; asked++) {
    post.clock.advance(2000);
    sent.push(await attackerSends(post, factorId));
  }
  expect(sent.filter((kind) => kind === 'sent')).toHaveLength(10);
});

describe('FT3 the token of a known browser', () => {
  const spend = async (post: Post, factorId: string): Promise<void> => {
    for (let asked = 0; asked < 12; asked++) {
      post.clock.advance(31_000);
      await attackerSends(post, factorId);
    }
  };

  test('FT3 is of one user, and not one character of it can be changed', async () => {
    const post = await openPost();
    const { factorId, browser } = await annaIn(post);
    await spend(post, factorId);
    const [head = '', ends = '', keyId = '', mac = ''] = browser.split('.');
    const later = (Number.parseInt(ends, 36) + 1).toString(36);
    const odd = [
      [head, later, keyId, mac].join('.'),
      `${browser.slice(0, -2)}${browser.at(-2) === 'A' ? 'B' : 'A'}${browser.at(-1)}`,
      browser.slice(0, -1),
      `${browser}A`,
      '',
      'k..',
      `k.${ends}`,
      'k.zzzzzzzzzzz.x',
    ];
    for (const token of odd) expect(await enter(post, factorId, token)).toBe('send-limited');
    expect(await enter(post, factorId, browser)).toMatch(/^k\./);
    // Of another account, and so of another user and another epoch.
    const other = await openPost({ keys: [KEY], random: createSeededRandom(77) });
    const theirs = await annaIn(other);
    expect(await enter(post, factorId, theirs.browser)).toBe('send-limited');
  });

  test('FT3 lasts 90 days from the last sign-in, and none that a clock made ahead of time', async () => {
    const post = await openPost();
    const { factorId, browser } = await annaIn(post);
    post.clock.advance(89 * DAY - 10 * MINUTE);
    await spend(post, factorId);
    const renewed = await enter(post, factorId, browser);
    expect(renewed).toMatch(/^k\./);
    post.clock.advance(DAY);
    await spend(post, factorId);
    expect(await enter(post, factorId, browser)).toBe('send-limited');
    expect(await enter(post, factorId, renewed)).toMatch(/^k\./);
    post.clock.advance(-3 * DAY);
    await spend(post, factorId);
    expect(await enter(post, factorId, renewed)).toBe('send-limited');
  });

  test('FT3 ends with a change of the factors or the password; the session that changed them gets another', async () => {
    const post = await openPost();
    const first = await annaIn(post);
    const { session } = await enrolCode(post, 'sms', await sessionFrom(post, first));
    await spend(post, first.factorId);
    expect(await enter(post, first.factorId, first.browser)).toBe('send-limited');
    post.clock.advance(DAY);
    const again = await enter(post, first.factorId);
    await post.mfa.passwordChanged({ userId: session.userId });
    await spend(post, first.factorId);
    expect(await enter(post, first.factorId, again)).toBe('send-limited');
  });

  test('FT3 is given by the set-up of a factor in its own browser', async () => {
    const post = await openPost();
    const caller = await sessionFrom(post, await annaIn(post));
    const begun = await post.mfa.beginEnrolment({ caller, method: 'sms' });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const { factorId } = begun.enrolment;
    const done = await post.mfa.confirmEnrolment({ caller, factorId, response: lastCode(post) });
    if (done.kind !== 'active' || done.next.kind !== 'complete') throw new Error(done.kind);
    const browser = done.next.knownDevice?.token;
    await spend(post, factorId);
    expect(await enter(post, factorId, browser)).toMatch(/^k\./);
  });

  test('FT3 is given by a postponed set-up after a factor', async () => {
    const post = await openPost({ policy: codePolicy });
    const { factorId } = await enrolCode(post, 'email');
    const rules = [{ id: 'app', enrol: { of: ['totp'] }, grace: { skips: 1 } }] as const;
    const mfa = post.server({ policy: { ...codePolicy, rules } });
    const token = await challengeFrom(mfa);
    await mfa.sendCode({ token, factorId });
    const asked = await mfa.verify({ token, factorId, response: lastCode(post) });
    if (asked.kind !== 'enrol') throw new Error(asked.kind);
    const later = await mfa.postponeEnrolment({ caller: { token: asked.token } });
    expect(complete(later).knownDevice).toBeDefined();
  });

  test('FT3 under a retired key is none', async () => {
    const post = await openPost();
    const { factorId, browser } = await annaIn(post);
    const next = { id: 'test-2', key: createSeededRandom(2)(32) };
    const rotated = { ...post, mfa: post.server({ keys: [next, KEY] }) };
    const later = { ...rotated, second: rotated.mfa };
    for (let asked = 0; asked < 12; asked++) {
      post.clock.advance(31_000);
      await attackerSends(later, factorId);
    }
    expect(await enter(later, factorId, browser)).toBe('send-limited');
  });

  test('FT3 signs nobody in, and is asked for no code less', async () => {
    const post = await openPost();
    const { browser } = await annaIn(post);
    const signIn = await signInFrom(post.mfa, browser);
    const plain = await signInFrom(post.mfa, undefined);
    if (signIn.kind !== 'challenge' || plain.kind !== 'challenge') throw new Error(signIn.kind);
    expect({ ...signIn.challenge, expiresAt: 0 }).toEqual({ ...plain.challenge, expiresAt: 0 });
  });

  test('FT3 is not given for the password alone, nor by a step-up', async () => {
    const post = await openPost();
    expect(await signInFrom(post.mfa, undefined)).not.toHaveProperty('knownDevice');
    const caller = await sessionFrom(post, await annaIn(post));
    post.clock.advance(60 * MINUTE);
    const begun = await post.mfa.beginStepUp({ caller, intent: { kind: 'enrol', method: 'sms' } });
    if (begun.kind !== 'challenge') throw new Error(begun.kind);
    const { token, challenge } = begun;
    const factorId = challenge.options[0]?.factorId ?? '';
    await post.mfa.sendCode({ token, factorId });
    const verdict = await post.mfa.verify({ token, factorId, response: lastCode(post), caller });
    expect(complete(verdict)).not.toHaveProperty('knownDevice');
  });
});

test('FT3 the send guard is told which sends only a password asked for', async () => {
  const asked: SendAttempt[] = [];
  const used: unknown[] = [];
  const sendGuard = {
    admit: async (attempt: SendAttempt) => {
      asked.push(attempt);
      return { kind: 'admitted' } as const;
    },
    used: async (use: unknown) => {
      used.push(use);
    },
  };
  const post = await openPost({ sendGuard });
  const { factorId, browser } = await annaIn(post);
  await enter(post, factorId, browser);
  const told = [
    { purpose: 'enrolment', proven: false },
    { purpose: 'sign-in', proven: false },
    { purpose: 'sign-in', proven: true },
  ];
  expect(asked).toEqual(told.map((each) => expect.objectContaining(each)));
  expect(used).toEqual(told.map((each) => expect.objectContaining({ userId: 'anna', ...each })));
});

async function sessionFrom(post: Post, { factorId, browser }: Anna) {
  const token = await challengeFrom(post.mfa, browser);
  await post.mfa.sendCode({ token, factorId });
  const { assurance } = complete(await post.mfa.verify({ token, factorId, response: lastCode(post) }));
  return { userId: 'anna', user: { accountName: 'anna' }, assurance, sessionId: 'session-1' };
}
