import { createMfa, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { parseOtpauthUri } from '@factorkit/core/otp';
import { presetS1 } from '@factorkit/core/policy';
import { authenticatorFromUri } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { runs } from '../../../../test-tiers.ts';
import {
  appSetup,
  challengeFor,
  codeSession,
  enrol,
  openWorld,
  passwordSession,
  plainPolicy,
  type World,
} from './world.ts';

const MINUTE = 60_000;

async function beginSetup(
  world: World,
  userId = 'anna',
): Promise<{ session: Awaited<ReturnType<typeof passwordSession>>; factorId: string; uri: string }> {
  const session = await passwordSession(world.mfa, userId);
  const begun = await world.mfa.beginEnrolment({ caller: session, method: 'totp' });
  const { factorId, setup } = appSetup(begun);
  return { session, factorId, uri: setup.uri };
}

test('S1.6 nothing takes effect before the code check', async () => {
  const world = await openWorld({ policy: presetS1 });
  await beginSetup(world);
  const again = await passwordSession(world.mfa, 'anna');
  expect(await world.mfa.describe({ caller: again })).toMatchObject({ enabled: false, factors: [] });
});

test('S2.4 the entry carries issuer and user name', async () => {
  const world = await openWorld();
  const { uri } = await beginSetup(world, 'anna.smith@example.com');
  expect(parseOtpauthUri(uri)).toMatchObject({ issuer: 'Example Portal', account: 'anna.smith@example.com' });
});

const USERS = runs(10_000);

test(`T3 ${USERS} enrolments have as many secrets, from the random source that was passed`, async () => {
  const storage = createMemoryStorage();
  let drawn = 0;
  const mfa = createMfa({
    issuer: 'X',
    keys: [{ id: '1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    storage,
    methods: [totp()],
    policy: presetS1,
    portal: { revokeSessions: async () => {}, contacts: async () => [], notify: async () => {} },
    random: (length) => {
      if (length === 20) drawn++;
      return crypto.getRandomValues(new Uint8Array(length));
    },
  });
  const secrets = new Set<string>();
  for (let user = 0; user < USERS; user++) {
    const begun = await mfa.beginEnrolment({
      caller: await passwordSession(mfa, `user-${user}`),
      method: 'totp',
    });
    secrets.add(appSetup(begun).setup.secret);
  }
  expect({ secrets: secrets.size, drawn }).toEqual({ secrets: USERS, drawn: USERS });
});

test('S1.8 T4 a displayed code works for about 60 seconds, and a fast phone is forgiven one step', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const shownAt = world.clock.now();
  const code = anna.phone.code(shownAt);
  const at = async (ms: number): Promise<string> => {
    world.clock.set(ms);
    const { token } = await challengeFor(world.mfa, 'anna');
    return (await world.mfa.verify({ token, factorId: anna.factorId, response: code })).kind;
  };
  expect(await at(shownAt + 60_000)).toBe('rejected');
  expect(await at(shownAt - 30_001)).toBe('rejected');
  expect(await at(shownAt + 59_999)).toBe('complete');
});

test('T6 no operation takes a time from the client', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const late = world.clock.now();
  world.clock.advance(10 * MINUTE);
  const { token } = await challengeFor(world.mfa, 'anna');
  const sneaky = {
    token,
    factorId: anna.factorId,
    response: anna.phone.code(late),
    now: late,
    timeMs: late,
    at: late,
  };
  expect((await world.mfa.verify(sneaky)).kind).toBe('rejected');
});

test('a set-up is shown again while it is pending, and never once it is proven', async () => {
  const world = await openWorld();
  const { session, factorId, uri } = await beginSetup(world);
  expect(await world.mfa.resumeEnrolment({ caller: session, factorId })).toMatchObject({
    enrolment: { setup: { uri } },
  });
  const response = authenticatorFromUri(uri).code(world.clock.now());
  await world.mfa.confirmEnrolment({ caller: session, factorId, response });
  const gone = { kind: 'refused', reason: 'unknown-factor' };
  expect(await world.mfa.resumeEnrolment({ caller: session, factorId })).toEqual(gone);
  expect(await world.mfa.confirmEnrolment({ caller: session, factorId, response })).toEqual(gone);
});

test('a set-up expires', async () => {
  const world = await openWorld();
  const { session, factorId, uri } = await beginSetup(world);
  world.clock.advance(15 * MINUTE);
  const expired = { kind: 'refused', reason: 'expired' };
  expect(await world.mfa.resumeEnrolment({ caller: session, factorId })).toEqual(expired);
  const response = authenticatorFromUri(uri).code(world.clock.now());
  expect(await world.mfa.confirmEnrolment({ caller: session, factorId, response })).toEqual(expired);
});

test('FA40 a session that may not start the set-up does not see its secret', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const stolen = await codeSession(world, anna);
  world.clock.advance(20 * MINUTE);
  const session = await codeSession(world, anna);
  world.clock.advance(14 * MINUTE);
  const { factorId } = appSetup(await world.mfa.beginEnrolment({ caller: session, method: 'totp' }));
  world.clock.advance(5 * MINUTE);
  expect(await world.mfa.resumeEnrolment({ caller: stolen, factorId })).toEqual({
    kind: 'refused',
    reason: 'unknown-factor',
  });
  // Its own proof is too old for another set-up by now.
  expect((await world.mfa.resumeEnrolment({ caller: session, factorId })).kind).toBe('begun');
  const later = await codeSession(world, anna);
  expect((await world.mfa.resumeEnrolment({ caller: later, factorId })).kind).toBe('begun');
});

test('another user cannot see or confirm a set-up', async () => {
  const world = await openWorld();
  const { factorId } = await beginSetup(world);
  const mallory = await passwordSession(world.mfa, 'mallory');
  const unknown = { kind: 'refused', reason: 'unknown-factor' };
  expect(await world.mfa.resumeEnrolment({ caller: mallory, factorId })).toEqual(unknown);
  expect(await world.mfa.confirmEnrolment({ caller: mallory, factorId, response: '123456' })).toEqual(
    unknown,
  );
});

test('wrong codes lock a set-up too, and what is no code is not counted', async () => {
  const world = await openWorld();
  const { session, factorId } = await beginSetup(world);
  const confirm = (response: unknown): Promise<{ kind: string }> =>
    world.mfa.confirmEnrolment({ caller: session, factorId, response });
  for (const odd of ['', 'abcdef', '12345', '1234567', undefined, null, 123456, {}, [], '1'.repeat(10_000)]) {
    expect(await confirm(odd)).toEqual({ kind: 'refused', reason: 'malformed-response' });
  }
  const kinds: string[] = [];
  for (let attempt = 0; attempt < 6; attempt++) kinds.push((await confirm('000000')).kind);
  expect(kinds).toEqual(['rejected', 'rejected', 'rejected', 'rejected', 'locked', 'locked']);
});

test('S2.5 S2.7 with the gate, 2FA is active only once the codes are acknowledged, and every session ends', async () => {
  const world = await openWorld();
  const { session, factorId, uri } = await beginSetup(world);
  const response = authenticatorFromUri(uri).code(world.clock.now());
  const confirmed = await world.mfa.confirmEnrolment({ caller: session, factorId, response });
  if (confirmed.kind !== 'acknowledge') throw new Error(confirmed.kind);
  expect(confirmed.backupCodes).toHaveLength(10);
  await passwordSession(world.mfa, 'anna');
  expect(world.revocations).toEqual([]);
  const agreed = await world.mfa.acknowledgeBackupCodes({ caller: session, factorId });
  expect(agreed).toMatchObject({
    kind: 'acknowledged',
    activated: [factorId],
    sessions: { kind: 'revoked', scope: 'all' },
  });
  expect(world.revocations).toEqual([{ userId: 'anna' }]);
  await challengeFor(world.mfa, 'anna');
  // The code of the set-up is spent: it does not sign in.
  const { token } = await challengeFor(world.mfa, 'anna');
  expect((await world.mfa.verify({ token, factorId, response })).kind).toBe('code-used');
});

test('FA39 the user agrees to the set-up whose codes were shown, not to one that an attacker proved meanwhile', async () => {
  const world = await openWorld();
  const proven = async (): Promise<Awaited<ReturnType<typeof beginSetup>>> => {
    const setup = await beginSetup(world);
    const { session: caller, factorId, uri } = setup;
    const response = authenticatorFromUri(uri).code(world.clock.now());
    const confirmed = await world.mfa.confirmEnrolment({ caller, factorId, response });
    expect(confirmed.kind).toBe('acknowledge');
    return setup;
  };
  const owner = await proven();
  const attacker = await proven();
  const superseded = { kind: 'refused', reason: 'superseded' };
  const { session: caller, factorId } = owner;
  expect(await world.mfa.acknowledgeBackupCodes({ caller, factorId })).toEqual(superseded);
  expect(await world.mfa.acknowledgeBackupCodes({ caller })).toEqual(superseded);
  expect(await world.mfa.describe({ caller })).toMatchObject({ enabled: false });
  const again = await proven();
  const agreed = await world.mfa.acknowledgeBackupCodes({ caller, factorId: again.factorId });
  expect(agreed).toMatchObject({ activated: [again.factorId] });
  expect((await challengeFor(world.mfa, 'anna')).challenge.options).toMatchObject([
    { factorId: again.factorId },
  ]);
  expect(await world.mfa.acknowledgeBackupCodes({ caller, factorId: attacker.factorId })).toMatchObject({
    activated: [],
  });
});

test('agreeing twice changes nothing; agreeing to nothing, or too late, is refused', async () => {
  const world = await openWorld();
  const none = await passwordSession(world.mfa, 'bert');
  const noCodes = { kind: 'refused', reason: 'no-backup-codes' };
  expect(await world.mfa.acknowledgeBackupCodes({ caller: none })).toEqual(noCodes);
  const { session, factorId, uri } = await beginSetup(world);
  const response = authenticatorFromUri(uri).code(world.clock.now());
  await world.mfa.confirmEnrolment({ caller: session, factorId, response });
  world.clock.advance(15 * MINUTE);
  const late = { kind: 'refused', reason: 'expired' };
  expect(await world.mfa.acknowledgeBackupCodes({ caller: session, factorId })).toEqual(late);
  const anna = await enrol(world, 'anna');
  const signedIn = await codeSession(world, anna);
  const before = await world.events('anna');
  expect(await world.mfa.acknowledgeBackupCodes({ caller: signedIn })).toMatchObject({ activated: [] });
  expect(await world.events('anna')).toEqual(before);
});

test('S1.9 S1.10 without codes, 2FA is active at the code check, and the other sessions end', async () => {
  const world = await openWorld({ policy: presetS1 });
  const { session, factorId, uri } = await beginSetup(world);
  const response = authenticatorFromUri(uri).code(world.clock.now());
  const confirmed = await world.mfa.confirmEnrolment({ caller: session, factorId, response });
  expect(confirmed).toMatchObject({
    kind: 'active',
    next: { kind: 'complete', assurance: { level: 'multi-factor' } },
  });
  expect(world.revocations).toEqual([{ userId: 'anna', except: 'session-1' }]);
  expect((await challengeFor(world.mfa, 'anna')).challenge.options).toMatchObject([
    { factorId, method: 'totp' },
  ]);
});

test('a required policy leads from the password to enrolment and, once it is proven, in', async () => {
  const policy = { ...plainPolicy, rules: [{ id: 'everyone', enrol: { of: ['totp'] } }] } as const;
  const world = await openWorld({ policy });
  const user = { accountName: 'anna' };
  const signIn = await world.mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
  if (signIn.kind !== 'enrol') throw new Error(signIn.kind);
  expect(signIn.methods).toEqual(['totp']);
  expect((await world.mfa.describeChallenge({ token: signIn.token })).kind).toBe('enrol');
  const caller = { token: signIn.token };
  const begun = await world.mfa.beginEnrolment({ caller, method: 'totp' });
  const { factorId, setup } = appSetup(begun);
  const response = authenticatorFromUri(setup.uri).code(world.clock.now());
  const confirmed = await world.mfa.confirmEnrolment({ caller, factorId, response });
  expect(confirmed).toMatchObject({
    kind: 'active',
    next: { kind: 'complete', assurance: { level: 'multi-factor' } },
  });
  expect((await world.mfa.beginEnrolment({ caller, method: 'totp' })).kind).toBe('refused');
});

test('a replaced app is removed when the new one is confirmed, and not before', async () => {
  const world = await openWorld({ policy: plainPolicy });
  const anna = await enrol(world, 'anna');
  const session = await codeSession(world, anna);
  const begun = await world.mfa.beginEnrolment({ caller: session, method: 'totp', replaces: anna.factorId });
  const { factorId, setup } = appSetup(begun);
  world.clock.advance(30_000);
  const still = await codeSession(world, anna);
  const response = authenticatorFromUri(setup.uri).code(world.clock.now());
  expect((await world.mfa.confirmEnrolment({ caller: still, factorId, response })).kind).toBe('active');
  const view = await world.mfa.describe({ caller: still });
  expect(view.factors).toMatchObject([{ id: factorId, primary: true }]);
});
