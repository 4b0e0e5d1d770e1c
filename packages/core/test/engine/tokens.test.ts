import { createSeededRandom } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import {
  challengeFor,
  codeSession,
  enrol,
  openWorld,
  passwordSession,
  plainPolicy,
  sessionOf,
} from './world.ts';

const MINUTE = 60_000;

test('A8 a token altered in any character is refused', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  const response = anna.phone.code(world.clock.now());
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === 'A' ? 'B' : 'A';
    const altered = `${token.slice(0, at)}${other}${token.slice(at + 1)}`;
    const verdict = await world.mfa.verify({ token: altered, factorId: anna.factorId, response });
    expect(verdict, `character ${at}`).toEqual({ kind: 'refused', reason: 'invalid-token' });
  }
  for (const none of ['', 'fk1.', token.slice(0, -1), `${token}A`, 'fk1.test-1.', undefined, null, 7, {}]) {
    const verdict = await world.mfa.verify({ token: none as string, factorId: anna.factorId, response });
    expect(verdict).toEqual({ kind: 'refused', reason: 'invalid-token' });
  }
});

test('A8 a token works until it expires, to the millisecond', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  world.clock.advance(10 * MINUTE - 1);
  expect((await world.mfa.describeChallenge({ token })).kind).toBe('open');
  world.clock.advance(1);
  expect(await world.mfa.describeChallenge({ token })).toEqual({ kind: 'refused', reason: 'expired' });
  const response = anna.phone.code(world.clock.now());
  expect(await world.mfa.verify({ token, factorId: anna.factorId, response })).toEqual({
    kind: 'refused',
    reason: 'expired',
  });
});

test('A8 a used token is refused, by code and by backup code', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  await world.mfa.verify({ token, factorId: anna.factorId, response: anna.phone.code(world.clock.now()) });
  world.clock.advance(30_000);
  const response = anna.phone.code(world.clock.now());
  const used = { kind: 'refused', reason: 'used' };
  expect(await world.mfa.verify({ token, factorId: anna.factorId, response })).toEqual(used);
  expect(await world.mfa.verifyBackupCode({ token, code: anna.backupCodes[0] })).toEqual(used);
});

test('A8 a token answers for its own user alone', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const mallory = await enrol(world, 'mallory');
  const { token } = await challengeFor(world.mfa, 'anna');
  const response = mallory.phone.code(world.clock.now());
  expect(await world.mfa.verify({ token, factorId: mallory.factorId, response })).toEqual({
    kind: 'refused',
    reason: 'unknown-factor',
  });
  expect((await world.mfa.verify({ token, factorId: anna.factorId, response })).kind).toBe('rejected');
});

test('A8 a token of another purpose is refused', async () => {
  const required = {
    ...plainPolicy,
    rules: [{ id: 'everyone', enrol: { of: ['totp'] } }],
  } as const;
  const world = await openWorld({ policy: required });
  const user = { accountName: 'anna' };
  const signIn = await world.mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
  if (signIn.kind !== 'enrol') throw new Error(signIn.kind);
  const wrong = { kind: 'refused', reason: 'wrong-purpose' };
  expect(await world.mfa.verify({ token: signIn.token, factorId: 'x', response: '123456' })).toEqual(wrong);

  const open = world.server({ policy: plainPolicy });
  const anna = await enrol({ ...world, mfa: open }, 'anna');
  const { token } = await challengeFor(open, 'anna');
  expect(await open.beginEnrolment({ caller: { token }, method: 'totp' })).toEqual(wrong);
  expect(await open.confirmEnrolment({ caller: { token }, factorId: anna.factorId, response: '1' })).toEqual(
    wrong,
  );
});

test('A8 a token from before a change of the factors is refused', async () => {
  const world = await openWorld({ policy: plainPolicy });
  const anna = await enrol(world, 'anna');
  const session = await codeSession(world, anna);
  world.clock.advance(30_000);
  const before = await challengeFor(world.mfa, 'anna');
  await enrol(world, 'anna', session, 'tablet');
  const response = anna.phone.code(world.clock.now());
  expect(await world.mfa.verify({ token: before.token, factorId: anna.factorId, response })).toEqual({
    kind: 'refused',
    reason: 'superseded',
  });
});

test('A8 a token from before an erasure is refused, also when the user enrols again', async () => {
  const world = await openWorld({ policy: plainPolicy });
  const anna = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  await world.mfa.eraseAccount({ userId: 'anna' });
  const response = anna.phone.code(world.clock.now());
  const dead = { kind: 'refused', reason: 'superseded' };
  expect(await world.mfa.verify({ token, factorId: anna.factorId, response })).toEqual(dead);
  await enrol(world, 'anna');
  expect(await world.mfa.verify({ token, factorId: anna.factorId, response })).toEqual(dead);
});

test('A8 a set-up from before another factor became active is invalid', async () => {
  const world = await openWorld({ policy: plainPolicy });
  // An attacker with the password begins a set-up while nothing is enrolled, and finishes it after the owner enrolled.
  const attacker = sessionOf('anna', (await passwordSession(world.mfa, 'anna')).assurance, 'attacker');
  const begun = await world.mfa.beginEnrolment({ caller: attacker, method: 'totp' });
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  await enrol(world, 'anna');
  const { factorId } = begun.enrolment;
  const gone = { kind: 'refused', reason: 'unknown-factor' };
  expect(await world.mfa.confirmEnrolment({ caller: attacker, factorId, response: '123456' })).toEqual(gone);
  expect((await world.mfa.beginEnrolment({ caller: attacker, method: 'totp' })).kind).toBe('proof-required');
});

test('A8 the assurance of another user is a mistake of the portal, and said so', async () => {
  const world = await openWorld();
  const { assurance } = await passwordSession(world.mfa, 'anna');
  await expect(world.mfa.describe({ caller: sessionOf('bert', assurance) })).rejects.toMatchObject({
    code: 'input-invalid',
  });
});

test('FA9 a retired key opens secrets and no token; once it is gone, the secrets do not open', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  const old = { id: 'test-1', key: createSeededRandom(1)(32) };
  const next = { id: 'test-2', key: createSeededRandom(2)(32) };
  const rotated = world.server({ keys: [next, old] });
  const answer = { token, factorId: anna.factorId, response: anna.phone.code(world.clock.now()) };
  const invalid = { kind: 'refused', reason: 'invalid-token' };
  expect(await rotated.describeChallenge({ token })).toEqual(invalid);
  expect(await rotated.verify(answer)).toEqual(invalid);
  const fresh = await challengeFor(rotated, 'anna');
  expect(fresh.token).toMatch(/^fk1\.test-2\./);
  expect((await rotated.verify({ ...answer, token: fresh.token })).kind).toBe('complete');
  world.clock.advance(30_000);
  const withoutOld = world.server({ keys: [next] });
  const last = await challengeFor(withoutOld, 'anna');
  const response = anna.phone.code(world.clock.now());
  await expect(withoutOld.verify({ ...answer, token: last.token, response })).rejects.toMatchObject({
    code: 'seal-broken',
  });
});

test('FA9 a token forged under a retired key does not enrol for a user who has nothing', async () => {
  const required = { ...plainPolicy, rules: [{ id: 'everyone', enrol: { of: ['totp'] } }] } as const;
  const old = { id: 'test-1', key: createSeededRandom(1)(32) };
  const next = { id: 'test-2', key: createSeededRandom(2)(32) };
  const world = await openWorld({ policy: required });
  // What an attacker with the old key makes on a server of his own.
  const forged = await world.server({ keys: [old] }).beginSignIn({
    userId: 'anna',
    user: { accountName: 'anna' },
    firstFactor: { method: 'password' },
  });
  if (forged.kind !== 'enrol') throw new Error(forged.kind);
  const rotated = world.server({ keys: [next, old] });
  expect(await rotated.beginEnrolment({ caller: { token: forged.token }, method: 'totp' })).toEqual({
    kind: 'refused',
    reason: 'invalid-token',
  });
});

test.each([
  ['issuer', { issuer: 'Another Portal' }],
  ['policy id', { policy: { ...plainPolicy, id: 'staff' } }],
  ['deployment', { deployment: 'staging' }],
])('FA9 a token of another %s under the same keys is refused, and its accounts open', async (_, other) => {
  const world = await openWorld({ policy: plainPolicy });
  const elsewhere = world.server(other);
  const anna = await enrol(world, 'anna');
  const answer = { factorId: anna.factorId, response: anna.phone.code(world.clock.now()) };
  const invalid = { kind: 'refused', reason: 'invalid-token' };
  const foreign = await challengeFor(elsewhere, 'anna');
  expect(await world.mfa.verify({ token: foreign.token, ...answer })).toEqual(invalid);
  const { token } = await challengeFor(world.mfa, 'anna');
  expect(await elsewhere.verify({ token, ...answer })).toEqual(invalid);
  // Stored data does not depend on it: the portal may be renamed.
  expect((await elsewhere.verify({ token: foreign.token, ...answer })).kind).toBe('complete');
});
