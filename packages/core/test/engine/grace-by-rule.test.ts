import type { FactorMethod, User } from '@factorkit/core';
import { totp } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { authenticatorFromUri } from '@factorkit/testkit';
import { describe, expect, it } from 'vitest';
import { appSetup, openWorld, passwordSession, plainPolicy, type World } from './world.ts';

const DAY = 86_400_000;
const spare: FactorMethod = { ...totp(), method: 'x-spare' };
const methods = [totp(), spare];
const NAMES = { totp: { allow: 'yes' }, 'x-spare': { allow: 'yes' } } as const;

/** Everyone has an app after 14 days, and administrators the spare one too. */
const workforce: Policy = {
  ...plainPolicy,
  methods: NAMES,
  rules: [
    { id: 'everyone', enrol: { of: ['totp'] }, grace: { for: '14d' } },
    {
      id: 'administrators',
      when: { role: ['administrator'] },
      enrol: { of: ['x-spare'] },
      grace: { for: '14d' },
    },
  ],
};

const withRule = (rule: Policy['rules'][number]): Policy => ({ ...plainPolicy, rules: [rule] });

/** Puts an enrolment off, where the sign-in allows it. */
async function putOff({ mfa }: Pick<World, 'mfa'>, user: User = { accountName: 'anna' }): Promise<string> {
  const signIn = await mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
  if (signIn.kind !== 'enrol') return signIn.kind;
  const answer = await mfa.postponeEnrolment({ caller: { token: signIn.token } });
  return answer.kind === 'denied' ? `denied: ${answer.reason}` : answer.kind;
}

async function enrolToken({ mfa }: World): Promise<string> {
  const user = { accountName: 'anna' };
  const signIn = await mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
  if (signIn.kind !== 'enrol') throw new Error(signIn.kind);
  return signIn.token;
}

async function sizeOf({ storage }: World): Promise<number> {
  const { stored } = await storage.load('anna');
  return stored?.state.length ?? 0;
}

describe('the grace of a rule', () => {
  it('FA21 counts from when that rule asks: who put another enrolment off long ago has all of it', async () => {
    let roles: readonly string[] = [];
    const user = async (): Promise<User> => ({ accountName: 'anna', roles });
    const portal = { revokeSessions: async () => {}, user };
    const world = await openWorld({ policy: workforce, methods, portal });
    const { mfa, clock } = world;
    expect(await putOff(world, await user())).toBe('complete');
    clock.advance(DAY);
    const signIn = await mfa.beginSignIn({
      userId: 'anna',
      user: await user(),
      firstFactor: { method: 'password' },
    });
    if (signIn.kind !== 'enrol') throw new Error(signIn.kind);
    const caller = { token: signIn.token };
    const { factorId, setup } = appSetup(await mfa.beginEnrolment({ caller, method: 'totp' }));
    const phone = authenticatorFromUri(setup.uri);
    await mfa.confirmEnrolment({ caller, factorId, response: phone.code(clock.now()) });
    // What was put off is forgotten with the enrolment that it was about.
    expect((await mfa.exportAccount({ userId: 'anna' }))?.postponedEnrolments).toBeUndefined();

    clock.advance(100 * DAY);
    roles = ['administrator'];
    const begun = await mfa.beginSignIn({
      userId: 'anna',
      user: await user(),
      firstFactor: { method: 'password' },
    });
    if (begun.kind !== 'challenge') throw new Error(begun.kind);
    const shown = await mfa.verify({ token: begun.token, factorId, response: phone.code(clock.now()) });
    if (shown.kind !== 'enrol') throw new Error(shown.kind);
    expect(shown.grace).toEqual({ until: clock.now() + 14 * DAY });
    expect((await mfa.postponeEnrolment({ caller: { token: shown.token } })).kind).toBe('complete');
    expect((await mfa.exportAccount({ userId: 'anna' }))?.postponedEnrolments).toMatchObject([
      { rule: 'administrators', times: 1 },
    ]);
  });

  it('FA19 is not used up by another rule', async () => {
    const old = withRule({ id: 'old', enrol: { of: ['totp'] }, grace: { skips: 2 } });
    const world = await openWorld({ policy: old });
    const answers = [await putOff(world), await putOff(world), await putOff(world)];
    expect(answers).toEqual(['complete', 'complete', 'denied: no-grace']);
    const mfa = world.server({
      policy: withRule({ id: 'new', enrol: { of: ['totp'] }, grace: { skips: 1 } }),
    });
    expect([await putOff({ mfa }), await putOff({ mfa })]).toEqual(['complete', 'denied: no-grace']);
    // The rule that is gone leaves nothing behind.
    expect((await mfa.exportAccount({ userId: 'anna' }))?.postponedEnrolments).toMatchObject([
      { rule: 'new' },
    ]);
  });

  it('FA19 does not come back while the enrolment is not made', async () => {
    const both: Policy = {
      ...plainPolicy,
      methods: NAMES,
      rules: [
        { id: 'one', enrol: { of: ['totp'] }, grace: { skips: 9 } },
        { id: 'other', enrol: { of: ['x-spare'] }, grace: { skips: 1 } },
      ],
    };
    const world = await openWorld({ policy: both, methods });
    expect([await putOff(world), await putOff(world)]).toEqual(['complete', 'denied: no-grace']);
    const caller = { token: await enrolToken(world) };
    const { factorId, setup } = appSetup(await world.mfa.beginEnrolment({ caller, method: 'totp' }));
    const response = authenticatorFromUri(setup.uri).code(world.clock.now());
    const confirmed = await world.mfa.confirmEnrolment({ caller, factorId, response });
    expect(confirmed).toMatchObject({ kind: 'active', next: { kind: 'enrol', methods: ['x-spare'] } });
    expect(confirmed).not.toHaveProperty('next.grace');
    expect((await world.mfa.exportAccount({ userId: 'anna' }))?.postponedEnrolments).toMatchObject([
      { rule: 'other', times: 1 },
    ]);
  });
});

describe('what a stranger with the password can make grow', () => {
  it('FA19 postponements are bounded, and the enrolment itself stays open', async () => {
    const policy = withRule({ id: 'all', enrol: { of: ['totp'] }, grace: { until: '2999-01-01T00:00:00Z' } });
    const world = await openWorld({ policy });
    const answers = new Set<string>();
    for (let times = 0; times < 150; times += 1) answers.add(await putOff(world));
    expect([...answers]).toEqual(['complete', 'denied: held']);
    expect(await sizeOf(world)).toBeLessThan(8_000);

    const caller = { token: await enrolToken(world) };
    const begun = await world.mfa.beginEnrolment({ caller, method: 'totp' });
    expect(begun.kind).toBe('begun');
    world.clock.advance(3_600_000);
    expect(await putOff(world)).toBe('complete');
    expect(await sizeOf(world)).toBeLessThan(8_000);
  });

  it('requests, cancellations and set-ups are bounded', async () => {
    const policy: Policy = {
      ...plainPolicy,
      recovery: [{ via: 'support', verify: { checks: ['identity'] }, grants: 'enrolment' }],
    };
    const portal = { revokeSessions: async () => {}, notify: async () => {}, contacts: async () => [] };
    const world = await openWorld({ policy, portal });
    const { mfa } = world;
    const user = { accountName: 'anna' };
    const staff = { id: 'sue' };
    const caller = await passwordSession(mfa, 'anna');
    for (let times = 0; times < 60; times += 1) {
      await mfa.recovery.request({ userId: 'anna', user, via: 'support', staff });
      await mfa.recovery.cancel({ userId: 'anna', staff, note: 'again' });
      await mfa.beginEnrolment({ caller, method: 'totp' });
    }
    const half = await sizeOf(world);
    for (let times = 0; times < 60; times += 1) {
      await mfa.recovery.request({ userId: 'anna', user, via: 'support', staff });
      await mfa.recovery.cancel({ userId: 'anna', staff, note: 'again' });
      await mfa.beginEnrolment({ caller, method: 'totp' });
    }
    expect(await sizeOf(world)).toBeLessThan(half * 1.05);
  });
});
