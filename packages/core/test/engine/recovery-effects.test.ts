import { totp } from '@factorkit/core';
import { type Policy, presetS0, type RecoveryRule } from '@factorkit/core/policy';
import { authenticatorFromUri } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import {
  appSetup,
  challengeFor,
  codeSession,
  enrol,
  openWorld,
  type Person,
  passwordSession,
  plainPolicy,
  sessionOf,
  type World,
} from './world.ts';

const DAY = 86_400_000;
const user = { accountName: 'anna' };
const kim = { id: 'kim' };

/** Optional to enrol, with one way back in. */
function policyWith(rule: Omit<RecoveryRule, 'via'>, more: Partial<Policy> = {}): Policy {
  return { ...plainPolicy, recovery: [{ via: 'support', ...rule }], ...more };
}

async function request(world: World): Promise<string> {
  const { token } = await challengeFor(world.mfa, 'anna');
  const asked = await world.mfa.recovery.request({ token, via: 'support' });
  if (asked.kind !== 'requested') throw new Error(asked.kind);
  return asked.request.id;
}

function approve(world: World, requestId: string): ReturnType<World['mfa']['recovery']['approve']> {
  return world.mfa.recovery.approve({
    userId: 'anna',
    user,
    requestId,
    staff: kim,
    checks: [],
    note: 'called back',
  });
}

async function complete(world: World, token?: string): ReturnType<World['mfa']['recovery']['complete']> {
  const open = token ?? (await challengeFor(world.mfa, 'anna')).token;
  return world.mfa.recovery.complete({ token: open, via: 'support' });
}

/** The token that lets enrol and nothing else. */
async function recovered(world: World): Promise<string> {
  await approve(world, await request(world));
  const done = await complete(world);
  if (done.kind !== 'completed' || done.next.kind !== 'enrol') throw new Error(JSON.stringify(done));
  return done.next.token;
}

async function newPhone(world: World, token: string): Promise<Person> {
  const caller = { token };
  const { factorId, setup } = appSetup(await world.mfa.beginEnrolment({ caller, method: 'totp' }));
  const phone = authenticatorFromUri(setup.uri);
  const response = phone.code(world.clock.now());
  const confirmed = await world.mfa.confirmEnrolment({ caller, factorId, response });
  if (confirmed.kind === 'acknowledge') await world.mfa.acknowledgeBackupCodes({ caller });
  else if (confirmed.kind !== 'active') throw new Error(confirmed.kind);
  world.clock.advance(30_000);
  const backupCodes = confirmed.backupCodes ?? [];
  return { userId: 'anna', phone, factorId, secret: setup.secret, backupCodes };
}

const onConfirmation = { grants: 'enrolment', resets: 'on-confirmation' } as const;

describe('when it takes effect', () => {
  test('A8 what was begun before is dead, and trust with it', async () => {
    const policy = policyWith(onConfirmation, { trustedDevices: { for: '30d' } });
    const world = await openWorld({ policy });
    const person = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const response = person.phone.code(world.clock.now());
    const { factorId } = person;
    const trustDevice = { name: 'Firefox' };
    const signedIn = await world.mfa.verify({ token, factorId, response, trustDevice });
    if (signedIn.kind !== 'complete' || !signedIn.trustedDevice) throw new Error(signedIn.kind);
    const before = await challengeFor(world.mfa, 'anna');
    await recovered(world);
    world.clock.advance(30_000);
    const late = { token: before.token, factorId, response: person.phone.code(world.clock.now()) };
    expect(await world.mfa.verify(late)).toMatchObject({ reason: 'superseded' });
    const firstFactor = { method: 'password' } as const;
    const { token: trustedDevice } = signedIn.trustedDevice;
    expect(await world.mfa.beginSignIn({ userId: 'anna', user, firstFactor, trustedDevice })).toMatchObject({
      kind: 'challenge',
    });
  });

  test('S0.18 on approval it ends the sessions, each of them once more', async () => {
    const world = await openWorld({
      policy: policyWith({ grants: 'enrolment', resets: 'on-approval' }, { on: presetS0.on ?? [] }),
    });
    await enrol(world, 'anna');
    const requestId = await request(world);
    const before = world.revocations.length;
    await approve(world, requestId);
    expect(world.revocations.slice(before)).toEqual([{ userId: 'anna' }]);
  });

  test('used again it changes nothing more, and its token is worth one use', async () => {
    const policy = policyWith({ ...onConfirmation, after: { freeze: { actions: ['payout'], for: '1d' } } });
    const world = await openWorld({ policy });
    await enrol(world, 'anna');
    await recovered(world);
    const freezes = async (): Promise<unknown> =>
      (await world.mfa.support.describe({ userId: 'anna', user })).freezes;
    const first = await freezes();
    world.clock.advance(60_000);
    const { token } = await challengeFor(world.mfa, 'anna');
    expect((await complete(world, token)).kind).toBe('completed');
    expect(await complete(world, token)).toMatchObject({ kind: 'refused', reason: 'used' });
    expect(await freezes()).toEqual(first);
    const events = (await world.events('anna')).filter(({ type }) => type === 'recovery.completed');
    expect(events).toHaveLength(1);
  });

  test('a session is given once', async () => {
    const world = await openWorld({ policy: policyWith({ grants: 'session' }) });
    await enrol(world, 'anna');
    await approve(world, await request(world));
    expect(await complete(world)).toMatchObject({ kind: 'completed', next: { kind: 'complete' } });
    expect(await complete(world)).toEqual({ kind: 'refused', reason: 'used' });
  });

  test('it is approved only while it is open, and only the way it was asked for', async () => {
    const policy: Policy = {
      ...plainPolicy,
      recovery: [
        { via: 'support', ...onConfirmation },
        { via: 'form', ...onConfirmation },
        { via: 'backup-code', grants: 'session' },
      ],
    };
    const world = await openWorld({ policy });
    await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    expect(await world.mfa.recovery.request({ token, via: 'backup-code' })).toEqual({
      kind: 'denied',
      reason: 'not-offered',
    });
    const requestId = await request(world);
    await approve(world, requestId);
    expect(await world.mfa.recovery.complete({ token, via: 'form' })).toEqual({
      kind: 'refused',
      reason: 'unknown-recovery',
    });
    expect((await complete(world)).kind).toBe('completed');
    expect(await approve(world, requestId)).toEqual({ kind: 'refused', reason: 'unknown-recovery' });
  });

  test('a long hold leaves a week after it', async () => {
    const world = await openWorld({ policy: policyWith({ ...onConfirmation, hold: '10d' }) });
    await enrol(world, 'anna');
    const requestId = await request(world);
    world.clock.advance(6 * DAY);
    await approve(world, requestId);
    world.clock.advance(10 * DAY);
    expect((await complete(world)).kind).toBe('completed');
    world.clock.advance(DAY);
    expect(await complete(world)).toMatchObject({ reason: 'unknown-recovery' });
  });
});

describe('the new factor', () => {
  test('is the first again: it is the primary, the old app and the old codes are gone', async () => {
    const policy = policyWith(onConfirmation, {
      backupCodes: { issue: 'on-request', acknowledge: 'record' },
    });
    const world = await openWorld({ policy });
    const old = await enrol(world, 'anna');
    const made = await world.mfa.regenerateBackupCodes({ caller: await codeSession(world, old) });
    if (made.kind !== 'regenerated') throw new Error(made.kind);
    world.clock.advance(60_000);
    const fresh = await newPhone(world, await recovered(world));
    world.clock.advance(60_000);
    const view = await world.mfa.describe({ caller: await codeSession(world, fresh) });
    expect(view.factors.map(({ id, primary }) => [id, primary])).toEqual([[fresh.factorId, true]]);
    expect(view.backupCodes).toBeUndefined();
    expect(view.recovery).toBeUndefined();
  });

  test('with codes to be acknowledged, comes into force with the new codes', async () => {
    const policy = policyWith(onConfirmation, {
      backupCodes: { issue: 'first-setup', acknowledge: 'gate' },
      recovery: [
        { via: 'support', ...onConfirmation },
        { via: 'backup-code', grants: 'session' },
      ],
    });
    const world = await openWorld({ policy });
    const old = await enrol(world, 'anna');
    world.clock.advance(60_000);
    const fresh = await newPhone(world, await recovered(world));
    expect(fresh.backupCodes).toHaveLength(10);
    const redeem = async (code: string | undefined): Promise<string> => {
      const { token } = await challengeFor(world.mfa, 'anna');
      return (await world.mfa.verifyBackupCode({ token, code })).kind;
    };
    expect(await redeem(old.backupCodes[0])).toBe('rejected');
    expect(await redeem(fresh.backupCodes[0])).toBe('complete');
  });

  test('leaves the old one where the policy resets nothing', async () => {
    const world = await openWorld({ policy: policyWith({ grants: 'enrolment' }) });
    const old = await enrol(world, 'anna');
    const fresh = await newPhone(world, await recovered(world));
    await codeSession(world, old);
    const { factors, recovery } = await world.mfa.describe({ caller: await codeSession(world, fresh) });
    expect(factors).toHaveLength(2);
    expect(recovery).toBeUndefined();
  });

  test('of somebody who did not come in by the recovery kills nothing, and leaves it open', async () => {
    const world = await openWorld({ policy: policyWith(onConfirmation) });
    const owner = await enrol(world, 'anna');
    await recovered(world);
    const caller = await codeSession(world, owner);
    const second = await enrol(world, 'anna', caller, 'Tablet');
    const view = await world.mfa.describe({ caller: await codeSession(world, second) });
    expect(view.factors).toHaveLength(2);
    expect(view.recovery).toMatchObject({ state: { kind: 'completed' } });
  });

  test('ends the duty to have one: who removes it later is not asked again', async () => {
    const policy = policyWith({ grants: 'enrolment', resets: 'on-approval', after: { enrol: true } });
    const world = await openWorld({ policy });
    await enrol(world, 'anna');
    await approve(world, await request(world));
    const forced = await world.mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
    if (forced.kind !== 'enrol') throw new Error(forced.kind);
    expect((await world.mfa.support.describe({ userId: 'anna', user })).mustEnrol).toBe(true);
    const fresh = await newPhone(world, forced.token);
    const caller = await codeSession(world, fresh);
    expect((await world.mfa.removeFactor({ caller, factorId: fresh.factorId })).kind).toBe('removed');
    await passwordSession(world.mfa, 'anna');
  });

  test('is no duty for the owner who found the phone and then turns it off', async () => {
    const policy = policyWith({ ...onConfirmation, after: { enrol: true } });
    const world = await openWorld({ policy });
    const owner = await enrol(world, 'anna');
    await recovered(world);
    const caller = await codeSession(world, owner);
    expect((await world.mfa.removeFactor({ caller, factorId: owner.factorId })).kind).toBe('removed');
    world.clock.advance(8 * DAY);
    await passwordSession(world.mfa, 'anna');
  });
});

test('L5 a session that a recovery gave does not call off the next one', async () => {
  const world = await openWorld({ policy: policyWith({ grants: 'session' }), methods: [totp()] });
  const owner = await enrol(world, 'anna');
  await approve(world, await request(world));
  const done = await complete(world);
  if (done.kind !== 'completed' || done.next.kind !== 'complete') throw new Error(done.kind);
  const thief = sessionOf('anna', done.next.assurance);
  world.clock.advance(8 * DAY);
  await request(world);
  expect(await world.mfa.recovery.cancel({ caller: thief })).toMatchObject({ kind: 'proof-required' });
  expect(await world.mfa.recovery.cancel({ caller: await codeSession(world, owner) })).toEqual({
    kind: 'cancelled',
  });
});

test('a backup code that only lets enrol: the lost app dies with the new one', async () => {
  const policy: Policy = { ...plainPolicy, recovery: [{ via: 'backup-code', ...onConfirmation }] };
  const world = await openWorld({ policy });
  const old = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  const verdict = await world.mfa.verifyBackupCode({ token, code: old.backupCodes[0] });
  if (verdict.kind !== 'enrol') throw new Error(verdict.kind);
  world.clock.advance(14 * 60_000);
  const fresh = await newPhone(world, verdict.token);
  const { factors } = await world.mfa.describe({ caller: await codeSession(world, fresh) });
  expect(factors.map(({ id }) => id)).toEqual([fresh.factorId]);
});
