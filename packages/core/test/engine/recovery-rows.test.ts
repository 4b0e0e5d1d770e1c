import type { Policy } from '@factorkit/core/policy';
import { describe, expect, test } from 'vitest';
import type { Requirement } from '../../src/policy/schema/requirement.ts';
import { stores } from './stores.ts';
import { challengeFor, codeSession, enrol, openWorld, plainPolicy, sessionOf } from './world.ts';

const HOUR = 3_600_000;
const user = { accountName: 'anna' };

describe.each(stores)('on $name', ({ open }) => {
  test('R5 with replaceUsed a used code brings a new one, which works once, and the old one never again', async () => {
    const policy: Policy = {
      ...plainPolicy,
      backupCodes: { issue: 'first-setup', acknowledge: 'record', count: 2, replaceUsed: true },
    };
    const world = await openWorld({ open, policy });
    const person = await enrol(world, 'anna');
    const [first = ''] = person.backupCodes;
    const redeem = async (code: string): ReturnType<typeof world.mfa.verifyBackupCode> => {
      const { token } = await challengeFor(world.mfa, 'anna');
      return world.second.verifyBackupCode({ token, code });
    };
    const used = await redeem(first);
    if (used.kind !== 'complete' || used.replacementCode === undefined) throw new Error(used.kind);
    expect(used.replacementCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const caller = sessionOf('anna', used.assurance);
    expect((await world.mfa.describe({ caller })).backupCodes?.left).toBe(2);
    expect(await redeem(first)).toMatchObject({ kind: 'code-used' });
    const again = await redeem(used.replacementCode);
    expect(again).toMatchObject({ kind: 'complete' });
    expect(await redeem(used.replacementCode)).toMatchObject({ kind: 'code-used' });
    const trail = JSON.stringify(await world.events('anna'));
    expect(trail).not.toContain(used.replacementCode);
  });
});

test('R4 new codes are shown in a session that showed a factor, once, and never for a password alone', async () => {
  const world = await openWorld({ policy: plainPolicy });
  const person = await enrol(world, 'anna');
  const caller = await codeSession(world, person);
  const { assurance } = caller;
  const password = assurance.evidence.filter(({ method }) => method === 'password');
  const weak = sessionOf('anna', { ...assurance, evidence: password, level: 'single-factor' });
  expect(await world.mfa.regenerateBackupCodes({ caller: weak })).toMatchObject({ kind: 'proof-required' });
  expect((await world.mfa.describe({ caller: weak })).backupCodes?.createdAt).toBeLessThan(world.clock.now());
  const fresh = await world.mfa.regenerateBackupCodes({ caller });
  if (fresh.kind !== 'regenerated') throw new Error(fresh.kind);
  const seen = JSON.stringify([await world.mfa.describe({ caller }), await world.events('anna')]);
  for (const code of fresh.backupCodes) expect(seen).not.toContain(code);
});

test('R9 where the policy asks for two codes by different methods, one backup code lets nobody in, nor two of them', async () => {
  // One app code, or a backup code and something else besides: never the backup code by itself.
  const signIn: Requirement = {
    any: [{ of: ['totp'] }, { count: 2, of: ['backup-code', 'email'], distinct: 'method' }],
  };
  const policy: Policy = {
    ...plainPolicy,
    rules: [{ id: 'aal2', signIn }],
    recovery: [],
    enrolledMeansRequired: false,
  };
  const world = await openWorld({ policy: plainPolicy });
  const { backupCodes } = await enrol(world, 'anna');
  const mfa = world.server({ policy });
  const { token } = await challengeFor(mfa, 'anna');
  const one = await mfa.verifyBackupCode({ token, code: backupCodes[0] });
  if (one.kind !== 'challenge') throw new Error(one.kind);
  const two = await mfa.verifyBackupCode({ token: one.token, code: backupCodes[1] });
  expect(two).toMatchObject({ kind: 'refused', reason: 'no-backup-codes' });
});

test('S5 A4 evidence that is as old as max_age does, and a millisecond older does not', async () => {
  const world = await openWorld({ policy: plainPolicy });
  const caller = await codeSession(world, await enrol(world, 'anna'));
  const need = { requirement: { of: ['totp'], maxAge: '1h' } } as const;
  world.clock.advance(HOUR);
  expect(await world.mfa.requireAssurance({ caller, need })).toEqual({ kind: 'sufficient' });
  world.clock.advance(1);
  expect(await world.mfa.requireAssurance({ caller, need })).toMatchObject({
    kind: 'insufficient',
    maxAgeSeconds: 3600,
    unmet: [{ why: 'expired' }],
  });
});

test('S4 S6 a step-up that is not met gives no session, and one that is met leaves the time of sign-in as it was', async () => {
  const policy: Policy = {
    ...plainPolicy,
    rules: [{ id: 'payouts', actions: { payout: { of: ['totp'], maxAge: '5m' } } }],
  };
  const world = await openWorld({ policy });
  const person = await enrol(world, 'anna');
  const caller = await codeSession(world, person);
  world.clock.advance(HOUR);
  const need = { action: 'payout' };
  expect(await world.mfa.requireAssurance({ caller, need })).toMatchObject({ kind: 'insufficient' });
  const step = await world.mfa.beginStepUp({ caller, intent: { kind: 'action', name: 'payout' } });
  if (step.kind !== 'challenge') throw new Error(step.kind);
  const { factorId, phone } = person;
  const response = phone.code(world.clock.now());
  const done = await world.mfa.verify({ token: step.token, caller, factorId, response });
  if (done.kind !== 'complete') throw new Error(done.kind);
  expect(done.assurance.authenticatedAt).toBe(caller.assurance.authenticatedAt);
  const raised = sessionOf('anna', done.assurance);
  expect(await world.mfa.requireAssurance({ caller: raised, need })).toEqual({ kind: 'sufficient' });
  expect(await world.mfa.requireAssurance({ caller, need: { action: 'payouts' } })).toEqual({
    kind: 'denied',
    reason: 'unknown-action',
  });
  for (const bad of [
    {},
    { requirement: { of: [] } },
    { requirement: { of: ['totp'], maxAge: 'soon' } },
    null,
  ]) {
    await expect(world.mfa.requireAssurance({ caller, need: bad as never })).rejects.toMatchObject({
      code: expect.stringMatching(/^(input|policy)-invalid$/),
    });
  }
});

test('L5 L6 a factor that was removed fails at once, its open challenges die, and an expired one says that it expired', async () => {
  const world = await openWorld({ policy: plainPolicy });
  const person = await enrol(world, 'anna');
  const caller = await codeSession(world, person);
  const open = await challengeFor(world.mfa, 'anna');
  const other = await enrol(world, 'anna', caller, 'Tablet');
  const session = await codeSession(world, other);
  expect(await world.mfa.removeFactor({ caller: session, factorId: person.factorId })).toMatchObject({
    kind: 'removed',
  });
  const { factorId, phone } = person;
  const answer = { factorId, response: phone.code(world.clock.now()) };
  expect(await world.mfa.verify({ token: open.token, ...answer })).toMatchObject({ reason: 'superseded' });
  const { token } = await challengeFor(world.mfa, 'anna');
  expect(await world.mfa.verify({ token, ...answer })).toMatchObject({ reason: 'unknown-factor' });
  world.clock.advance(11 * 60_000);
  expect(await world.mfa.verify({ token, ...answer })).toMatchObject({ reason: 'expired' });
});

describe('unlocking by support', () => {
  const policy: Policy = { ...plainPolicy, throttle: { attempts: 2, lock: '1h', maxLock: '1h', cap: 4 } };
  const desk = { userId: 'anna', staff: { id: 'kim' }, note: 'showed a passport' };

  test('P1 H4 ends the wait and keeps the count, so that the cap is reached all the same', async () => {
    const world = await openWorld({ policy });
    const person = await enrol(world, 'anna');
    const guess = async (): Promise<string> => {
      const { token } = await challengeFor(world.mfa, 'anna');
      const { factorId } = person;
      const wrong = person.phone.code(world.clock.now() + 86_400_000);
      return (await world.mfa.verify({ token, factorId, response: wrong })).kind;
    };
    const target = person.factorId;
    expect(await world.mfa.support.unlock({ ...desk, target })).toEqual({ kind: 'not-locked' });
    expect([await guess(), await guess()]).toEqual(['rejected', 'locked']);
    expect(await world.mfa.support.unlock({ ...desk, target })).toEqual({ kind: 'unlocked' });
    expect(await guess()).toBe('locked');
    expect(await world.mfa.support.unlock({ ...desk, target })).toEqual({ kind: 'unlocked' });
    expect(await guess()).toBe('suspended');
    expect(await world.mfa.support.unlock({ ...desk, target })).toEqual({ kind: 'suspended' });
    expect(await world.mfa.support.unlock({ ...desk, target: 'nothing' })).toMatchObject({
      reason: 'unknown-factor',
    });
    const view = await world.mfa.support.describe({ userId: 'anna', user });
    expect(view.factors).toMatchObject([{ failures: 4, state: { kind: 'suspended' } }]);
    const events = (await world.events('anna')).filter(({ type }) => type === 'factor.unlocked');
    expect(events).toMatchObject([
      { actor: { kind: 'staff', id: 'kim' }, note: 'showed a passport', factorId: target },
      { factorId: target },
    ]);
  });

  test('staff do not help themselves', async () => {
    const world = await openWorld({ policy });
    const { factorId: target } = await enrol(world, 'anna');
    const own = { ...desk, staff: { id: 'anna' } };
    const refused = { kind: 'refused', reason: 'own-request' };
    expect(await world.mfa.support.unlock({ ...own, target })).toEqual(refused);
    expect(await world.mfa.recovery.request({ ...own, user, via: 'support' })).toEqual(refused);
  });

  test('works for backup codes apart from the app', async () => {
    const world = await openWorld({ policy });
    await enrol(world, 'anna');
    for (let guess = 0; guess < 2; guess++) {
      const { token } = await challengeFor(world.mfa, 'anna');
      await world.mfa.verifyBackupCode({ token, code: 'AAAA-AAAA-AAAA-AAAA' });
    }
    const { backupCodes } = await world.mfa.support.describe({ userId: 'anna', user });
    expect(backupCodes?.lockedUntil).toBe(world.clock.now() + HOUR);
    expect(await world.mfa.support.unlock({ ...desk, target: 'backup-codes' })).toEqual({ kind: 'unlocked' });
    expect((await world.mfa.support.describe({ userId: 'anna', user })).backupCodes).not.toHaveProperty(
      'lockedUntil',
    );
  });

  test('a user of whom nothing is kept is an empty page, not an error', async () => {
    const world = await openWorld({ policy });
    expect(await world.mfa.support.describe({ userId: 'nobody', user })).toMatchObject({
      enabled: false,
      factors: [],
      trustedDevices: [],
    });
  });
});

test('S0.19 S2.12 nothing that staff can call gives a secret, a code or an address', async () => {
  const world = await openWorld({ policy: plainPolicy });
  const person = await enrol(world, 'anna');
  const seen = JSON.stringify([
    await world.mfa.support.describe({ userId: 'anna', user }),
    await world.events('anna'),
  ]);
  for (const secret of [person.secret, ...person.backupCodes]) expect(seen).not.toContain(secret);
});

test('S3 the strictest age of all that is missing is the one that is told', async () => {
  const world = await openWorld({ policy: plainPolicy });
  const caller = await codeSession(world, await enrol(world, 'anna'));
  world.clock.advance(HOUR);
  const requirement: Requirement = {
    all: [
      { of: ['totp'], maxAge: '10m' },
      { of: ['totp'], maxAge: '5m' },
      { of: ['password'], maxAge: '30m' },
    ],
  };
  expect(await world.mfa.requireAssurance({ caller, need: { requirement } })).toMatchObject({
    kind: 'insufficient',
    maxAgeSeconds: 300,
  });
});

test('a backup code that only steps up is no recovery: nothing follows', async () => {
  const policy: Policy = {
    ...plainPolicy,
    rules: [{ id: 'payouts', actions: { payout: { of: ['backup-code'], maxAge: '5m' } } }],
    recovery: [
      { via: 'backup-code', grants: 'session', after: { freeze: { actions: ['payout'], for: '1d' } } },
    ],
  };
  const world = await openWorld({ policy });
  const person = await enrol(world, 'anna');
  const caller = await codeSession(world, person);
  const step = await world.mfa.beginStepUp({ caller, intent: { kind: 'action', name: 'payout' } });
  if (step.kind !== 'challenge') throw new Error(step.kind);
  const verdict = await world.mfa.verifyBackupCode({
    token: step.token,
    caller,
    code: person.backupCodes[0],
  });
  expect(verdict).toMatchObject({ kind: 'complete' });
  expect((await world.mfa.support.describe({ userId: 'anna', user })).freezes).toEqual([]);
});
