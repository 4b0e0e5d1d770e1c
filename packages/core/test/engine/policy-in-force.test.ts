import type { FactorMethod, SignIn, User } from '@factorkit/core';
import { totp } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { authenticatorFromUri } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import {
  appSetup,
  challengeFor,
  codeSession,
  enrol,
  openWorld,
  passwordSession,
  plainPolicy,
  sessionOf,
  type World,
} from './world.ts';

const DAY = 86_400_000;

/** A second method that is there to be a second method: an app like the other, by another name. */
const spare: FactorMethod = { ...totp(), method: 'x-spare' };
const methods = [totp(), spare];

function signInAs({ mfa }: World, user: User): Promise<SignIn> {
  return mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
}

async function postpone(world: World): Promise<string> {
  const signIn = await signInAs(world, { accountName: 'anna' });
  if (signIn.kind !== 'enrol') return signIn.kind;
  const result = await world.mfa.postponeEnrolment({ caller: { token: signIn.token } });
  return result.kind === 'denied' ? result.reason : result.kind;
}

test('grace by number of skips: so often, and not once more', async () => {
  const policy: Policy = {
    ...plainPolicy,
    rules: [{ id: 'r', enrol: { of: ['totp'] }, grace: { skips: 2 } }],
  };
  const world = await openWorld({ policy });
  expect([await postpone(world), await postpone(world), await postpone(world)]).toEqual([
    'complete',
    'complete',
    'no-grace',
  ]);
  expect((await world.events('anna')).map(({ type }) => type)).toEqual([
    'enrolment.postponed',
    'enrolment.postponed',
  ]);
});

test('grace for a time: it counts from when the user was first asked', async () => {
  const policy: Policy = {
    ...plainPolicy,
    rules: [{ id: 'r', enrol: { of: ['totp'] }, grace: { for: '14d' } }],
  };
  const world = await openWorld({ policy });
  world.clock.advance(100 * DAY);
  expect(await postpone(world)).toBe('complete');
  world.clock.advance(14 * DAY - 1);
  expect(await postpone(world)).toBe('complete');
  world.clock.advance(1);
  expect(await postpone(world)).toBe('no-grace');
});

test('a postponement works once, and not at all where the policy gives no grace', async () => {
  const policy: Policy = {
    ...plainPolicy,
    rules: [{ id: 'r', enrol: { of: ['totp'] }, grace: { skips: 5 } }],
  };
  const world = await openWorld({ policy });
  const signIn = await signInAs(world, { accountName: 'anna' });
  if (signIn.kind !== 'enrol') throw new Error(signIn.kind);
  expect(signIn.grace).toEqual({ skips: 5 });
  const caller = { token: signIn.token };
  expect((await world.mfa.postponeEnrolment({ caller })).kind).toBe('complete');
  expect(await world.mfa.postponeEnrolment({ caller })).toEqual({ kind: 'refused', reason: 'used' });
  const strict = world.server({ policy: { ...policy, rules: [{ id: 'r', enrol: { of: ['totp'] } }] } });
  const again = await signInAs({ ...world, mfa: strict }, { accountName: 'anna' });
  if (again.kind !== 'enrol') throw new Error(again.kind);
  expect(again.grace).toBeUndefined();
  expect(await strict.postponeEnrolment({ caller: { token: again.token } })).toEqual({
    kind: 'denied',
    reason: 'no-grace',
  });
});

test('a rule for a role holds for that role, also across the challenges of one sign-in', async () => {
  const rules = [
    { id: 'admins', when: { role: ['admin'] }, signIn: { all: [{ of: ['totp'] }, { of: ['x-spare'] }] } },
  ] as const;
  const policy: Policy = {
    ...plainPolicy,
    methods: { totp: { allow: 'yes' }, 'x-spare': { allow: 'yes' } },
    rules,
  };
  let roles: readonly string[] = [];
  const portal = { revokeSessions: async () => {}, user: async () => ({ accountName: 'anna', roles }) };
  const world = await openWorld({ policy, methods, portal });
  const anna = await enrol(world, 'anna');
  const session = await codeSession(world, anna);
  const begun = await world.mfa.beginEnrolment({ caller: session, method: 'x-spare' });
  const { factorId: secondId, setup } = appSetup(begun);
  const second = authenticatorFromUri(setup.uri);
  await world.mfa.confirmEnrolment({
    caller: session,
    factorId: secondId,
    response: second.code(world.clock.now()),
  });
  world.clock.advance(30_000);
  expect((await codeSession(world, anna)).assurance.level).toBe('multi-factor');

  world.clock.advance(30_000);
  roles = ['admin'];
  const signIn = await signInAs(world, { accountName: 'anna', roles });
  if (signIn.kind !== 'challenge') throw new Error(signIn.kind);
  const first = await world.mfa.verify({
    token: signIn.token,
    factorId: anna.factorId,
    response: anna.phone.code(world.clock.now()),
  });
  if (first.kind !== 'challenge') throw new Error(first.kind);
  expect(first.challenge.options.map(({ factorId }) => factorId)).toEqual([secondId]);
  // The factor that was shown already is not asked for again, and adds nothing.
  expect(await world.mfa.verify({ token: first.token, factorId: anna.factorId, response: '000000' })).toEqual(
    { kind: 'refused', reason: 'unknown-factor' },
  );
  const done = await world.mfa.verify({
    token: first.token,
    factorId: secondId,
    response: second.code(world.clock.now()),
  });
  expect(done).toMatchObject({
    kind: 'complete',
    assurance: { evidence: [{ method: 'password' }, { method: 'totp' }, { method: 'x-spare' }] },
  });
});

test('S4.7 S4.8 the primary is chosen by the user, asked first, and the others stay selectable', async () => {
  const policy: Policy = {
    ...plainPolicy,
    manage: { ...plainPolicy.manage, primaryIf: { count: 2, of: ['totp'] } },
  };
  const world = await openWorld({ policy });
  const phone = await enrol(world, 'anna', undefined, 'Phone');
  const alone = await codeSession(world, phone);
  expect(await world.mfa.setPrimary({ caller: alone, factorId: phone.factorId })).toEqual({
    kind: 'denied',
    reason: 'no-choice',
  });
  const tablet = await enrol(world, 'anna', alone, 'Tablet');
  world.clock.advance(30_000);
  const session = await codeSession(world, phone);
  expect(await world.mfa.setPrimary({ caller: session, factorId: tablet.factorId })).toEqual({
    kind: 'chosen',
  });
  const { challenge } = await challengeFor(world.mfa, 'anna');
  expect(challenge.options.map(({ label }) => label)).toEqual(['Tablet', 'Phone']);
  expect(await world.mfa.setPrimary({ caller: session, factorId: 'nobody' })).toEqual({
    kind: 'refused',
    reason: 'unknown-factor',
  });
});

test('a step-up for an action asks for what its rule asks, and an action that nobody named is denied', async () => {
  const rules = [{ id: 'pay', actions: { payout: { of: ['totp'], maxAge: '5m', live: true } } }] as const;
  const world = await openWorld({ policy: { ...plainPolicy, rules } });
  const anna = await enrol(world, 'anna');
  const session = await codeSession(world, anna);
  const pay = (caller: typeof session, name = 'payout'): ReturnType<World['mfa']['beginStepUp']> =>
    world.mfa.beginStepUp({ caller, intent: { kind: 'action', name } });
  expect((await pay(session)).kind).toBe('complete');
  world.clock.advance(5 * 60_000 + 1);
  const stepUp = await pay(session);
  if (stepUp.kind !== 'challenge') throw new Error(stepUp.kind);
  const response = anna.phone.code(world.clock.now());
  const verdict = await world.mfa.verify({
    token: stepUp.token,
    caller: session,
    factorId: anna.factorId,
    response,
  });
  if (verdict.kind !== 'complete') throw new Error(verdict.kind);
  expect((await pay(sessionOf('anna', verdict.assurance))).kind).toBe('complete');
  expect(await pay(session, 'payuot')).toEqual({ kind: 'denied', reason: 'unknown-action' });
});

test('a rule that is only watched asks nothing, and is reported', async () => {
  const rules = [{ id: 'soon', mode: 'monitor', enrol: { of: ['totp'] } }] as const;
  const world = await openWorld({ policy: { ...plainPolicy, rules } });
  const signIn = await signInAs(world, { accountName: 'anna' });
  expect(signIn).toMatchObject({ kind: 'complete', monitored: [{ rule: 'soon', why: 'not-enrolled' }] });
});

test('S0.14 with one method only, a second is advised', async () => {
  const policy: Policy = { ...plainPolicy, methods: { totp: { allow: 'yes' }, 'x-spare': { allow: 'yes' } } };
  const world = await openWorld({ policy, methods });
  const session = await passwordSession(world.mfa, 'anna');
  expect((await world.mfa.describe({ caller: session })).advice).toEqual([]);
  const anna = await enrol(world, 'anna', session);
  const signedIn = await codeSession(world, anna);
  expect((await world.mfa.describe({ caller: signedIn })).advice).toContainEqual({
    kind: 'add-second-method',
  });
});

test('L5 evidence of a factor that was removed counts no more', async () => {
  const world = await openWorld({ policy: plainPolicy });
  const phone = await enrol(world, 'anna', undefined, 'Phone');
  const tablet = await enrol(world, 'anna', await codeSession(world, phone), 'Tablet');
  world.clock.advance(30_000);
  const byPhone = await codeSession(world, phone);
  const byTablet = await codeSession(world, tablet);
  expect((await world.mfa.removeFactor({ caller: byTablet, factorId: phone.factorId })).kind).toBe('removed');
  expect((await world.mfa.removeFactor({ caller: byPhone, factorId: tablet.factorId })).kind).toBe(
    'proof-required',
  );
});
