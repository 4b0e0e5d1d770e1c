import { emailCode, smsCode, totp } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { keyDouble } from './key-double.ts';
import { openNotified } from './notified.ts';
import {
  askedChallenge,
  codePolicy,
  enrolCode,
  lastCode,
  MINUTE,
  openPost,
  type Post,
  wrong,
} from './post.ts';
import { stores } from './stores.ts';
import {
  accountOf,
  challengeFor,
  enrol,
  type Person,
  sessionOf,
  type WorldOptions,
  wrongCode,
} from './world.ts';

const HOUR = 60 * MINUTE;

interface Equipped {
  readonly post: Post;
  readonly app: Person;
  readonly email: string;
  readonly sms: string;
  readonly key: string;
  readonly backupCodes: readonly string[];
}

/** Anna with an app, email, SMS, a key and backup codes, all active. */
async function equipped({
  throttle,
  ...options
}: WorldOptions & { throttle?: object } = {}): Promise<Equipped> {
  const delivery = {
    name: 'post',
    channels: ['email', 'sms'] as const,
    deliver: async (message: Post['sent'][number]) => {
      post.sent.push(message);
      return { kind: 'accepted' as const };
    },
  };
  const post: Post = await openPost({
    methods: [totp(), emailCode({ delivery }), smsCode({ delivery }), keyDouble()],
    policy: {
      ...codePolicy,
      methods: { ...codePolicy.methods, 'x-key': { allow: 'yes' } },
      rules: [{ id: 'pay', actions: { pay: { of: ['x-key', 'totp'], maxAge: '5m' } } }],
      recovery: [{ via: 'backup-code', grants: 'session' }],
      ...(throttle && { throttle }),
    },
    ...options,
  });
  const app = await enrol(post, 'anna');
  const { token } = await challengeFor(post.mfa, 'anna');
  const response = app.phone.code(post.clock.now());
  const shown = await post.mfa.verify({ token, factorId: app.factorId, response });
  if (shown.kind !== 'complete') throw new Error(shown.kind);
  const session = sessionOf('anna', shown.assurance);
  const email = (await enrolCode(post, 'email', session)).factorId;
  const sms = (await enrolCode(post, 'sms', session)).factorId;
  const begun = await post.mfa.beginEnrolment({ caller: session, method: 'x-key' });
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  const key = begun.enrolment.factorId;
  await post.mfa.confirmEnrolment({ caller: session, factorId: key, response: 'signed' });
  const made = await post.mfa.regenerateBackupCodes({ caller: session });
  if (made.kind !== 'regenerated') throw new Error(made.kind);
  return { post, app, email, sms, key, backupCodes: made.backupCodes };
}

/** An attacker with the password guesses at everything, a challenge for each guess, until nothing is judged any more. */
async function guessAll({ post, app, email, sms }: Equipped): Promise<string[]> {
  const guesses: string[] = [];
  for (let round = 0; round < 8; round++) {
    for (const factorId of [app.factorId, email, sms]) {
      const { token } = await challengeFor(round % 2 ? post.mfa : post.second, 'anna');
      if (factorId !== app.factorId) await post.mfa.sendCode({ token, factorId });
      const response = factorId === app.factorId ? wrongCode(app, post.clock.now()) : wrong(lastCode(post));
      guesses.push((await post.mfa.verify({ token, factorId, response })).kind);
      post.clock.advance(1000);
    }
  }
  return guesses;
}

describe.each(stores)('on $name', ({ open }) => {
  test('FA30 with an app, email, SMS, a key and backup codes an attacker gets five guesses, whatever the factor', async () => {
    const anna = await equipped({ open });
    const guesses = await guessAll(anna);
    expect(guesses.slice(0, 5)).toEqual(['rejected', 'rejected', 'rejected', 'rejected', 'locked']);
    expect(new Set(guesses.slice(5))).toEqual(new Set(['locked']));
    const events = await anna.post.events('anna');
    expect(events.filter(({ type }) => type === 'factor.rejected')).toHaveLength(5);
    expect(events.filter(({ type }) => type === 'codes.locked')).toHaveLength(1);
  });

  test('FA30 while codes wait: the right code is refused and none is sent; a key, a backup code and recovery are open', async () => {
    const anna = await equipped({ open });
    const { post, app, email, key, backupCodes } = anna;
    await guessAll(anna);
    const { token, challenge } = await challengeFor(post.mfa, 'anna');
    const states = Object.fromEntries(challenge.options.map(({ method, state }) => [method, state.kind]));
    expect(states).toEqual({ totp: 'locked', email: 'locked', sms: 'locked', 'x-key': 'open' });
    const response = app.phone.code(post.clock.now());
    expect(await post.mfa.verify({ token, factorId: app.factorId, response })).toMatchObject({
      kind: 'locked',
    });
    const sent = post.sent.length;
    expect(await post.mfa.sendCode({ token, factorId: email })).toMatchObject({ kind: 'locked' });
    expect(post.sent).toHaveLength(sent);
    expect(await post.mfa.verifyBackupCode({ token, code: backupCodes[0] })).toMatchObject({
      kind: 'complete',
    });
    const next = await challengeFor(post.mfa, 'anna');
    const signed = { token: next.token, factorId: key, response: 'signed' };
    expect(await post.mfa.verify(signed)).toMatchObject({ kind: 'complete' });
  });

  test('FA30 who is in again has all codes back at once, and the count of each factor stays', async () => {
    const anna = await equipped({ open });
    const { post, app, key } = anna;
    await guessAll(anna);
    const { token } = await challengeFor(post.mfa, 'anna');
    expect((await post.mfa.verify({ token, factorId: key, response: 'signed' })).kind).toBe('complete');
    const account = await accountOf(post, 'anna');
    expect(account.codeFailures).toBeUndefined();
    expect(account.factors.map(({ failures }) => failures.count)).toEqual([2, 2, 1, 0]);
    const again = await challengeFor(post.mfa, 'anna');
    const response = app.phone.code(post.clock.now());
    expect((await post.mfa.verify({ token: again.token, factorId: app.factorId, response })).kind).toBe(
      'complete',
    );
  });

  test('FA30 the wait ends, no factor is suspended by it, and support can end it before', async () => {
    const anna = await equipped({ open });
    const { post, app, email } = anna;
    await guessAll(anna);
    const staff = { id: 'staff-1' };
    expect(await post.mfa.support.unlock({ userId: 'anna', staff, target: email, note: 'called' })).toEqual({
      kind: 'unlocked',
    });
    const { token } = await challengeFor(post.mfa, 'anna');
    const given = { token, factorId: app.factorId, response: wrongCode(app, post.clock.now()) };
    expect(await post.mfa.verify(given)).toMatchObject({ kind: 'locked' });
    post.clock.advance(HOUR);
    const later = await askedChallenge(post, email);
    expect((await post.mfa.verify({ token: later, factorId: email, response: lastCode(post) })).kind).toBe(
      'complete',
    );
  });
});

test('FA30 refused answers of a key, wrong backup codes and wrong set-up codes count for no other code', async () => {
  const anna = await equipped();
  const { post, app, key } = anna;
  const { token } = await challengeFor(post.mfa, 'anna');
  for (let guess = 0; guess < 6; guess++) {
    await post.mfa.verify({ token, factorId: key, response: 'forged' });
    await post.mfa.verifyBackupCode({ token, code: '0000-0000-0000-0000' });
  }
  expect((await accountOf(post, 'anna')).codeFailures).toBeUndefined();
  const response = app.phone.code(post.clock.now());
  expect((await post.mfa.verify({ token, factorId: app.factorId, response })).kind).toBe('complete');
});

test('FA30 the policy says how many: throttle.accountAttempts', async () => {
  const anna = await equipped({ throttle: { attempts: 5, accountAttempts: 8 } });
  const guesses = await guessAll(anna);
  expect(guesses.indexOf('locked')).toBe(7);
});

test('FA22 the code that confirmed the app is refused by name with the time of the next, and not counted', async () => {
  const post = await openPost();
  const anna = await enrol(post, 'anna');
  // Within the step of the code that confirmed it.
  post.clock.advance(-30_000);
  const response = anna.phone.code(post.clock.now());
  const nextCodeAt = (Math.floor(post.clock.now() / 30_000) + 1) * 30_000;
  for (let again = 0; again < 7; again++) {
    const { token } = await challengeFor(post.mfa, 'anna');
    const verdict = await post.mfa.verify({ token, factorId: anna.factorId, response });
    expect(verdict).toEqual({ kind: 'code-used', nextCodeAt });
  }
  const account = await accountOf(post, 'anna');
  expect(account.factors[0]?.failures.count).toBe(0);
  expect(account.codeFailures).toBeUndefined();
  post.clock.set(nextCodeAt);
  const { token } = await challengeFor(post.mfa, 'anna');
  const next = { token, factorId: anna.factorId, response: anna.phone.code(nextCodeAt) };
  expect((await post.mfa.verify(next)).kind).toBe('complete');
  const events = (await post.events('anna')).filter(({ type }) => type === 'factor.refused');
  expect(events[0]).toMatchObject({ reason: 'used-code' });
});

test('FA22 a used code is told from no guess while the factor is locked, and never accepted', async () => {
  const post = await openPost();
  const anna = await enrol(post, 'anna');
  // Within the step of the code that confirmed it.
  post.clock.advance(-30_000);
  const response = anna.phone.code(post.clock.now());
  const { token } = await challengeFor(post.mfa, 'anna');
  for (let guess = 0; guess < 5; guess++) {
    await post.mfa.verify({ token, factorId: anna.factorId, response: wrongCode(anna, post.clock.now()) });
  }
  expect(await post.mfa.verify({ token, factorId: anna.factorId, response })).toMatchObject({
    kind: 'locked',
  });
});

test('FA22 a mailed code that was used, at the set-up or at a sign-in, is refused by name in a later sign-in', async () => {
  const post = await openPost();
  const { factorId } = await enrolCode(post, 'email');
  for (let turn = 0; turn < 2; turn++) {
    const used = lastCode(post);
    const token = await askedChallenge(post, factorId);
    expect(await post.mfa.verify({ token, factorId, response: used })).toEqual({ kind: 'code-used' });
    expect((await post.mfa.verify({ token, factorId, response: lastCode(post) })).kind).toBe('complete');
    post.clock.advance(MINUTE);
  }
  expect((await accountOf(post, 'anna')).factors[0]?.failures.count).toBe(0);
});

test('FA22 a backup code that was used is refused by name; one of another set, and any other code, is a guess', async () => {
  const anna = await equipped();
  const { post, backupCodes } = anna;
  const [code = ''] = backupCodes;
  const first = await challengeFor(post.mfa, 'anna');
  expect((await post.mfa.verifyBackupCode({ token: first.token, code })).kind).toBe('complete');
  const { token } = await challengeFor(post.mfa, 'anna');
  for (let again = 0; again < 6; again++) {
    expect(await post.mfa.verifyBackupCode({ token, code })).toEqual({ kind: 'code-used' });
  }
  expect(await post.mfa.verifyBackupCode({ token, code: '0000-0000-0000-0000' })).toEqual({
    kind: 'rejected',
    attemptsLeft: 4,
  });
});

test('FA31 before the answer that suspends for good: a word in the answer, on the page and in a notice', async () => {
  const town = await openNotified({ policy: { ...codePolicy, throttle: { attempts: 5, cap: 5 } } });
  const anna = await enrol(town, 'anna');
  town.clock.advance(MINUTE);
  await town.mfa.dispatchNotices({ everyone: true });
  town.messages.length = 0;
  const verdicts: unknown[] = [];
  for (let guess = 0; guess < 4; guess++) {
    const { token } = await challengeFor(town.mfa, 'anna');
    const response = wrongCode(anna, town.clock.now());
    verdicts.push(await town.mfa.verify({ token, factorId: anna.factorId, response }));
  }
  expect(verdicts).toEqual([
    { kind: 'rejected', attemptsLeft: 4 },
    { kind: 'rejected', attemptsLeft: 3 },
    { kind: 'rejected', attemptsLeft: 2 },
    { kind: 'rejected', attemptsLeft: 1, suspendsNext: true },
  ]);
  const { token, challenge } = await challengeFor(town.mfa, 'anna');
  expect(challenge.options[0]?.state).toEqual({ kind: 'open', suspendsNext: true });
  await town.mfa.dispatchNotices({ everyone: true });
  expect(new Set(town.messages.map(({ about }) => about))).toContain('factor.suspension-near');
  const last = { token, factorId: anna.factorId, response: wrongCode(anna, town.clock.now()) };
  expect(await town.mfa.verify(last)).toEqual({ kind: 'suspended' });
});

test('FA31 the same where the answer before it locks, and for backup codes', async () => {
  const anna = await equipped({ throttle: { attempts: 2, accountAttempts: 50, cap: 3 } });
  const { post, app } = anna;
  const { token } = await challengeFor(post.mfa, 'anna');
  const response = wrongCode(app, post.clock.now());
  const wrongBackup = { token, code: '0000-0000-0000-0000' };
  await post.mfa.verify({ token, factorId: app.factorId, response });
  await post.mfa.verifyBackupCode(wrongBackup);
  const retryAt = post.clock.now() + 30_000;
  const second = await post.mfa.verify({ token, factorId: app.factorId, response });
  expect(second).toEqual({ kind: 'locked', retryAt, suspendsNext: true });
  expect(await post.mfa.verifyBackupCode(wrongBackup)).toEqual({
    kind: 'locked',
    retryAt,
    suspendsNext: true,
  });
  const types = (await post.events('anna')).map(({ type }) => type);
  expect(types).toContain('factor.suspension-near');
  expect(types).toContain('backup-codes.suspension-near');
});
