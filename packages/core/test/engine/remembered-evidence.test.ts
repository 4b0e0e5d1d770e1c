import type { SignedIn, StorageAdapter } from '@factorkit/core';
import { totp } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { describe, expect, test } from 'vitest';
import {
  complete,
  DAY,
  deviceEvents,
  FIREFOX,
  signIn,
  type Trusted,
  tokenOf,
  trusting,
  trustingPerson,
} from './trusted-browser.ts';
import { challengeFor, codeSession, enrol, openWorld, sessionOf, tally, type World } from './world.ts';

describe('A5 what a trusted browser shows was not shown now', () => {
  async function rememberedSession(world: World): Promise<{ anna: Trusted; caller: SignedIn }> {
    const anna = await trustingPerson(world);
    world.clock.advance(DAY);
    const { assurance } = complete(await signIn(world.mfa, 'anna', anna.token));
    return { anna, caller: sessionOf('anna', assurance) };
  }

  test('A5 S2 the assurance is of one factor, and names what is remembered with its own time', async () => {
    const world = await openWorld({ policy: trusting });
    const { anna, caller } = await rememberedSession(world);
    const now = world.clock.now();
    expect(caller.assurance).toEqual({
      userId: 'anna',
      amr: ['pwd'],
      level: 'single-factor',
      authenticatedAt: now,
      evidence: [
        { method: 'password', at: now, traits: [] },
        { method: 'totp', factorId: anna.factorId, at: now - DAY - 30_000, traits: ['remembered'] },
      ],
    });
    expect(anna.session.assurance).toMatchObject({ amr: ['pwd', 'otp', 'mfa'], level: 'multi-factor' });
  });

  test('A5 L8 S1.13 S2.12 no change of factors, codes or names without a factor', async () => {
    const world = await openWorld({ policy: trusting });
    const { anna, caller } = await rememberedSession(world);
    const { factorId } = anna;
    const fresh = await world.mfa.reauthenticate({ caller, password: world.password });
    if (fresh.kind !== 'complete') throw new Error(fresh.kind);
    for (const asking of [caller, sessionOf('anna', fresh.assurance)]) {
      const asked = [
        await world.mfa.removeFactor({ caller: asking, factorId }),
        await world.mfa.beginEnrolment({ caller: asking, method: 'totp' }),
        await world.mfa.beginEnrolment({ caller: asking, method: 'totp', replaces: factorId }),
        await world.mfa.regenerateBackupCodes({ caller: asking }),
        await world.mfa.renameFactor({ caller: asking, factorId, label: 'Mine' }),
      ];
      expect(tally(asked)).toEqual({ 'proof-required': 5 });
    }
  });

  test('A5 no guarded action; the step-up asks for the factor, and a real answer is enough', async () => {
    const world = await openWorld({ policy: trusting });
    const { anna, caller } = await rememberedSession(world);
    const need = { action: 'payout' };
    const check = await world.mfa.requireAssurance({ caller, need });
    expect(check).toMatchObject({ kind: 'insufficient' });
    const stepUp = await world.mfa.beginStepUp({ caller, intent: { kind: 'action', name: 'payout' } });
    if (stepUp.kind !== 'challenge') throw new Error(stepUp.kind);
    expect(stepUp.challenge).not.toHaveProperty('trust');
    const response = anna.phone.code(world.clock.now());
    const raised = complete(
      await world.mfa.verify({
        token: stepUp.token,
        caller,
        factorId: anna.factorId,
        response,
        trustDevice: FIREFOX,
      }),
    );
    expect(raised.trustedDevice).toBeUndefined();
    expect(raised.assurance.level).toBe('multi-factor');
    expect(await world.mfa.requireAssurance({ caller: sessionOf('anna', raised.assurance), need })).toEqual({
      kind: 'sufficient',
    });
  });

  test('A5 it does not call a recovery off', async () => {
    const recovery: Policy['recovery'] = [
      { via: 'support', verify: { checks: ['call-back'], approvals: 2 }, grants: 'enrolment' },
    ];
    const world = await openWorld({ policy: { ...trusting, recovery } });
    const { anna, caller } = await rememberedSession(world);
    const live = await codeSession(world, anna);
    const { token } = await challengeFor(world.mfa, 'anna');
    expect((await world.mfa.recovery.request({ token, via: 'support' })).kind).toBe('requested');
    expect((await world.mfa.recovery.cancel({ caller })).kind).toBe('proof-required');
    expect((await world.mfa.recovery.cancel({ caller: live })).kind).toBe('cancelled');
  });

  test('A5 nor what a rule wants live at each sign-in', async () => {
    const rules: Policy['rules'] = [{ id: 'live', signIn: { of: ['totp'], live: true } }];
    const world = await openWorld({ policy: trusting });
    const anna = await trustingPerson(world);
    const live = world.server({ policy: { ...trusting, rules } });
    expect((await signIn(live, 'anna', anna.token)).kind).toBe('challenge');
    expect(await deviceEvents(world)).toEqual(['trusted-device.added']);
  });
});

describe('a policy that is tightened acts at once', () => {
  test('on how long, on whether at all, and back', async () => {
    const world = await openWorld({ policy: trusting });
    const anna = await trustingPerson(world);
    const since = world.clock.now() - 30_000;
    const week = world.server({ policy: { ...trusting, trustedDevices: { for: '7d' } } });
    const { trustedDevices: _, ...silent } = trusting;
    const never = world.server({ policy: silent });
    world.clock.set(since + 7 * DAY - 1);
    expect((await signIn(never, 'anna', anna.token)).kind).toBe('challenge');
    const used = complete(await signIn(week, 'anna', anna.token));
    expect(used.trustedDevice?.expiresAt).toBe(since + 7 * DAY);
    world.clock.advance(1);
    expect((await signIn(week, 'anna', tokenOf(used))).kind).toBe('challenge');
    expect((await signIn(world.mfa, 'anna', tokenOf(used))).kind).toBe('complete');
  });

  test('an enrolment that it asks for now starts from a factor, so that it can be finished', async () => {
    const world = await openWorld({ policy: trusting, methods: [totp(), { ...totp(), method: 'x-spare' }] });
    const anna = await trustingPerson(world);
    const strict = world.server({
      policy: {
        ...trusting,
        methods: { totp: { allow: 'yes' }, 'x-spare': { allow: 'yes' } },
        rules: [{ id: 'spare', enrol: { of: ['x-spare'] } }],
      },
    });
    const asked = await signIn(strict, 'anna', anna.token);
    if (asked.kind !== 'challenge') throw new Error(asked.kind);
    const response = anna.phone.code(world.clock.now());
    const next = await strict.verify({ token: asked.token, factorId: anna.factorId, response });
    if (next.kind !== 'enrol') throw new Error(next.kind);
    const begun = await strict.beginEnrolment({ caller: { token: next.token }, method: 'x-spare' });
    expect(begun.kind).toBe('begun');
  });
});

test('where the password is enough the device is neither asked nor used', async () => {
  const world = await openWorld({ policy: trusting });
  const anna = await trustingPerson(world);
  const open = world.server({ policy: { ...trusting, enrolledMeansRequired: false } });
  const outcome = complete(await signIn(open, 'anna', anna.token));
  expect(outcome.trustedDevice).toBeUndefined();
  expect(outcome.assurance.evidence.map(({ method }) => method)).toEqual(['password']);
  expect(await deviceEvents(world)).toEqual(['trusted-device.added']);
});

test('P1 a device sleeps while its factor is suspended', async () => {
  const policy: Policy = { ...trusting, throttle: { attempts: 1, lock: '1s', cap: 1 } };
  const world = await openWorld({ policy });
  const anna = await trustingPerson(world);
  const { token } = await challengeFor(world.mfa, 'anna');
  const response = anna.phone.code(world.clock.now() + DAY);
  expect((await world.mfa.verify({ token, factorId: anna.factorId, response })).kind).toBe('suspended');
  expect((await signIn(world.mfa, 'anna', anna.token)).kind).toBe('challenge');
});

describe('invariant 4: a store that fails', () => {
  const failing = (storage: StorageAdapter): StorageAdapter => ({
    ...storage,
    load: (userId) => storage.load(userId),
    readEvents: (query) => storage.readEvents(query),
    due: (now, limit) => storage.due(now, limit),
    delete: (userId, events, pseudonym) => storage.delete(userId, events, pseudonym),
    record: (events) => storage.record(events),
    save: async () => {
      throw new Error('disk full');
    },
  });

  test('at the exchange lets nobody in, and the token works as before', async () => {
    const world = await openWorld({ policy: trusting });
    const anna = await trustingPerson(world);
    const broken = world.server({ storage: failing(world.storage) });
    await expect(signIn(broken, 'anna', anna.token)).rejects.toMatchObject({ code: 'storage-failed' });
    expect((await signIn(world.mfa, 'anna', anna.token)).kind).toBe('complete');
  });

  test('at trusting completes no sign-in and gives no token', async () => {
    const world = await openWorld({ policy: trusting });
    const anna = await enrol(world, 'anna');
    const broken = world.server({ storage: failing(world.storage) });
    const { token } = await challengeFor(world.mfa, 'anna');
    const response = anna.phone.code(world.clock.now());
    const input = { token, factorId: anna.factorId, response, trustDevice: FIREFOX };
    await expect(broken.verify(input)).rejects.toMatchObject({ code: 'storage-failed' });
    expect(await deviceEvents(world)).toEqual([]);
  });
});

test('a sign-in without a trusted device writes nothing', async () => {
  const world = await openWorld({ policy: trusting });
  await enrol(world, 'anna');
  const before = await world.storage.load('anna');
  await signIn(world.mfa, 'anna', 'made up');
  await signIn(world.mfa, 'nobody', 'made up');
  expect(await world.storage.load('anna')).toEqual(before);
  expect((await world.storage.load('nobody')).stored).toBeUndefined();
});
