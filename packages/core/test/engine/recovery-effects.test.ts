import { type Policy, presetS0, type RecoveryRule } from '@factorkit/core/policy';
import { describe, expect, test } from 'vitest';
import { approve, codeOf, complete, enrolToken, kim, lost, newPhone, recovered, user } from './recoverer.ts';
import { challengeFor, codeSession, enrol, openWorld, passwordSession, plainPolicy } from './world.ts';

const DAY = 86_400_000;

/** Optional to enrol, with one recovery path. */
function policyWith(rule: Partial<RecoveryRule>, more: Partial<Policy> = {}): Policy {
  const support: RecoveryRule = {
    via: 'support',
    verify: { checks: ['identity'] },
    grants: 'enrolment',
    ...rule,
  };
  return { ...plainPolicy, recovery: [support], ...more };
}

const onConfirmation = { grants: 'enrolment', resets: 'on-confirmation' } as const;

describe('when it is completed', () => {
  test('A8 challenges begun before are invalid, and so is trust', async () => {
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
    const { token: deviceToken } = signedIn.trustedDevice;
    expect(await world.mfa.beginSignIn({ userId: 'anna', user, firstFactor, deviceToken })).toMatchObject({
      kind: 'challenge',
    });
  });

  test('S0.18 it ends the sessions, each of them once', async () => {
    const world = await openWorld({
      policy: policyWith({ resets: 'on-approval' }, { on: presetS0.on ?? [] }),
    });
    await enrol(world, 'anna');
    const before = world.revocations.length;
    await recovered(world);
    expect(world.revocations.slice(before)).toEqual([{ userId: 'anna' }]);
  });

  test('its token is worth one use', async () => {
    const world = await openWorld({ policy: policyWith({ ...onConfirmation, handover: 'none' }) });
    await enrol(world, 'anna');
    await approve(world.mfa, (await lost(world.mfa)).id);
    const { token } = await challengeFor(world.mfa, 'anna');
    expect((await world.mfa.recovery.complete({ token, via: 'support' })).kind).toBe('completed');
    expect(await world.mfa.recovery.complete({ token, via: 'support' })).toMatchObject({
      kind: 'refused',
      reason: 'used',
    });
  });

  test('it takes a sign-in that asks for a factor: the password alone leads to no field for the code', async () => {
    const signIn = { of: ['totp'] } as const;
    const lax = policyWith(onConfirmation, { enrolledMeansRequired: false });
    const rule = { id: 'enrolled', when: { enrolled: true }, signIn } as const;
    const world = await openWorld({ policy: lax });
    const person = await enrol(world, 'anna');
    const caller = await passwordSession(world.mfa, 'anna');
    const asked = await world.mfa.beginStepUp({ caller, intent: { kind: 'enrol', method: 'totp' } });
    if (asked.kind !== 'challenge') throw new Error(asked.kind);
    const typed = { token: asked.token, via: 'support', code: 'AAAA-AAAA' } as const;
    expect(await world.mfa.recovery.complete(typed)).toEqual({ kind: 'refused', reason: 'wrong-purpose' });
    const mfa = world.server({ policy: { ...lax, rules: [rule] } });
    const { person: renewed } = await newPhone({ ...world, mfa }, await recovered({ ...world, mfa }));
    expect(renewed.factorId).not.toBe(person.factorId);
  });

  test('a session is given once', async () => {
    const world = await openWorld({ policy: policyWith({ grants: 'session', handover: 'none' }) });
    await enrol(world, 'anna');
    await approve(world.mfa, (await lost(world.mfa)).id);
    expect(await complete(world.mfa, '')).toMatchObject({ kind: 'completed', next: { kind: 'complete' } });
    expect(await complete(world.mfa, '')).toEqual({ kind: 'refused', reason: 'used' });
  });

  test('a session with the old factors reset on approval leaves the account without a factor', async () => {
    const world = await openWorld({ policy: policyWith({ grants: 'session', resets: 'on-approval' }) });
    await enrol(world, 'anna');
    const code = await codeOf(approve(world.mfa, (await lost(world.mfa)).id));
    expect(await complete(world.mfa, code)).toMatchObject({ next: { kind: 'complete' } });
    await passwordSession(world.mfa, 'anna');
    const types = (await world.events('anna')).map(({ type }) => type).slice(-3);
    expect(types).toEqual(['recovery.completed', 'factor.removed', 'mfa.disabled']);
  });

  test('it is completed only by the path that was requested', async () => {
    const policy: Policy = {
      ...plainPolicy,
      recovery: [
        { via: 'support', verify: { checks: ['identity'] }, ...onConfirmation },
        { via: 'form', verify: { checks: ['identity'] }, ...onConfirmation },
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
    const code = await codeOf(approve(world.mfa, (await lost(world.mfa)).id));
    expect(await complete(world.mfa, code, 'form')).toEqual({ kind: 'refused', reason: 'unknown-recovery' });
    expect((await complete(world.mfa, code)).kind).toBe('completed');
  });

  test('a long hold leaves a week after it', async () => {
    const world = await openWorld({ policy: policyWith({ ...onConfirmation, hold: '10d' }) });
    await enrol(world, 'anna');
    const { id } = await lost(world.mfa);
    world.clock.advance(6 * DAY);
    const code = await codeOf(approve(world.mfa, id));
    world.clock.advance(17 * DAY - 1);
    expect((await complete(world.mfa, code)).kind).toBe('completed');
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
    const { person } = await newPhone(world, await recovered(world));
    world.clock.advance(60_000);
    const view = await world.mfa.describe({ caller: await codeSession(world, person) });
    expect(view.factors.map(({ id, primary }) => [id, primary])).toEqual([[person.factorId, true]]);
    expect(view.backupCodes).toBeUndefined();
    expect(view.recoveries).toEqual([]);
  });

  test('with codes to be acknowledged, becomes active with the new codes', async () => {
    const policy = policyWith(onConfirmation, {
      backupCodes: { issue: 'first-setup', acknowledge: 'gate' },
      recovery: [
        { via: 'support', verify: { checks: ['identity'] }, ...onConfirmation },
        { via: 'backup-code', grants: 'session' },
      ],
    });
    const world = await openWorld({ policy });
    const old = await enrol(world, 'anna');
    world.clock.advance(60_000);
    const { person } = await newPhone(world, await recovered(world));
    expect(person.backupCodes).toHaveLength(10);
    const redeem = async (code: string | undefined): Promise<string> => {
      const { token } = await challengeFor(world.mfa, 'anna');
      return (await world.mfa.verifyBackupCode({ token, code })).kind;
    };
    expect(await redeem(old.backupCodes[0])).toBe('rejected');
    expect(await redeem(person.backupCodes[0])).toBe('complete');
  });

  test('leaves the old one where the policy resets nothing', async () => {
    const world = await openWorld({ policy: policyWith({}) });
    const old = await enrol(world, 'anna');
    const { person } = await newPhone(world, await recovered(world));
    await codeSession(world, old);
    const { factors, recoveries } = await world.mfa.describe({ caller: await codeSession(world, person) });
    expect(factors).toHaveLength(2);
    expect(recoveries).toEqual([]);
  });

  test('S0.18 once it is there, the user may remove it again where it is optional', async () => {
    const policy = policyWith({ resets: 'on-approval', after: { enrol: true } });
    const world = await openWorld({ policy });
    await enrol(world, 'anna');
    const { person } = await newPhone(world, await recovered(world));
    const caller = await codeSession(world, person);
    expect((await world.mfa.removeFactor({ caller, factorId: person.factorId })).kind).toBe('removed');
    await passwordSession(world.mfa, 'anna');
  });
});

test('a backup code that only lets enrol: the lost app is removed with the new one, and FA3 the code lets enrol no more', async () => {
  const policy: Policy = { ...plainPolicy, recovery: [{ via: 'backup-code', ...onConfirmation }] };
  const world = await openWorld({ policy });
  const old = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  const verdict = await world.mfa.verifyBackupCode({ token, code: old.backupCodes[0] });
  if (verdict.kind !== 'enrol') throw new Error(verdict.kind);
  world.clock.advance(14 * 60_000);
  const caller = { token: verdict.token };
  const { person } = await newPhone(world, caller.token);
  const session = await codeSession(world, person);
  const { factors } = await world.mfa.describe({ caller: session });
  expect(factors.map(({ id }) => id)).toEqual([person.factorId]);
  world.clock.advance(30 * DAY);
  const { evidence } = session.assurance;
  const shown = { method: 'backup-code', at: world.clock.now() - 30 * DAY, traits: [] } as const;
  const old30 = { ...session, assurance: { ...session.assurance, evidence: [...evidence, shown] } };
  expect(await world.mfa.beginEnrolment({ caller: old30, method: 'totp' })).toMatchObject({
    kind: 'proof-required',
  });
});

test('an approval by staff of another recovery is refused', async () => {
  const world = await openWorld({ policy: policyWith({}) });
  await enrol(world, 'anna');
  const { id } = await lost(world.mfa);
  expect(await approve(world.mfa, `${id}x`, kim)).toEqual({ kind: 'refused', reason: 'unknown-recovery' });
  const token = enrolToken(await complete(world.mfa, await codeOf(approve(world.mfa, id))));
  expect(token).toMatch(/^fk1\./);
});
