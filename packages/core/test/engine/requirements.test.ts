import { type Policy, profiles, withProfile } from '@factorkit/core/policy';
import { authenticatorFromUri, createSeededRandom } from '@factorkit/testkit';
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
  wrongCode,
} from './world.ts';

const HOUR = 3_600_000;

/** The same store and clock under a stricter policy; and a user from before it. */
async function tightened(policy: Policy) {
  const lax = await openWorld({ policy: plainPolicy });
  const person = await enrol(lax, 'anna');
  const world: World = { ...lax, mfa: lax.server({ policy }), second: lax.server({ policy }) };
  return { world, person };
}

/** What the code on the phone gets at a challenge. */
async function answer(world: World, person: Person, token: string, response?: string) {
  const { factorId, phone } = person;
  return world.mfa.verify({ token, factorId, response: response ?? phone.code(world.clock.now()) });
}

describe('G1 PCI DSS 8.5.1: nothing goes around the second factor', () => {
  const policy = withProfile(plainPolicy, profiles.pciDss);

  test('G1 the code of an accepted sign-in opens no other', async () => {
    const { world, person } = await tightened(policy);
    const code = person.phone.code(world.clock.now());
    const [first, second] = [await challengeFor(world.mfa, 'anna'), await challengeFor(world.mfa, 'anna')];
    expect((await answer(world, person, first.token, code)).kind).toBe('complete');
    expect((await answer(world, person, second.token, code)).kind).not.toBe('complete');
  });

  test('G1 a challenge that was answered is used up, for the next code too', async () => {
    const { world, person } = await tightened(policy);
    const { token } = await challengeFor(world.mfa, 'anna');
    expect((await answer(world, person, token)).kind).toBe('complete');
    world.clock.advance(30_000);
    expect(await answer(world, person, token)).toEqual({ kind: 'refused', reason: 'used' });
  });

  test('G1 a challenge that has expired is refused, whatever the code', async () => {
    const { world, person } = await tightened(policy);
    const { token, challenge } = await challengeFor(world.mfa, 'anna');
    world.clock.set(challenge.expiresAt - 1);
    const early = await challengeFor(world.mfa, 'anna');
    expect((await answer(world, person, token)).kind).toBe('complete');
    world.clock.set(early.challenge.expiresAt);
    expect(await answer(world, person, early.token)).toEqual({ kind: 'refused', reason: 'expired' });
  });

  test('G1 a challenge of before a change of the factors is refused, whatever the code', async () => {
    const { world, person } = await tightened(policy);
    const open = await challengeFor(world.mfa, 'anna');
    await enrol(world, 'anna', await codeSession(world, person), 'Tablet');
    expect(await answer(world, person, open.token)).toEqual({ kind: 'refused', reason: 'superseded' });
  });

  test('G1 no privilege comes before the last factor', async () => {
    const { world, person } = await tightened(policy);
    const open = await challengeFor(world.mfa, 'anna');
    expect(open).not.toHaveProperty('assurance');
    // A portal that raised a session by the password alone is told that this is not enough.
    const half = sessionOf('anna', {
      ...(await codeSession(world, person)).assurance,
      evidence: [{ method: 'password', at: world.clock.now(), traits: [] }],
      level: 'single-factor',
    });
    expect(
      (
        await world.mfa.requireAssurance({
          caller: half,
          need: { requirement: { of: ['totp'], live: true } },
        })
      ).kind,
    ).toBe('insufficient');
  });
});

test('A11 a wrong code after the right password is in the trail, each one, with where it came from', async () => {
  const world = await openWorld({ policy: plainPolicy });
  const person = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  const { factorId } = person;
  const response = wrongCode(person, world.clock.now());
  for (const ip of ['192.0.2.1', '192.0.2.2']) {
    await world.mfa.verify({ token, factorId, response, source: { ip } });
  }
  const wrong = (await world.events('anna')).filter(({ type }) => type === 'factor.rejected');
  expect(wrong).toMatchObject([
    { factorId, method: 'totp', source: { ip: '192.0.2.1' } },
    { factorId, method: 'totp', source: { ip: '192.0.2.2' } },
  ]);
  expect(world.told.filter(({ type }) => type === 'factor.rejected')).toHaveLength(2);
});

describe('G3 Regulation (EU) 2018/389 Art. 4', () => {
  const policy = withProfile({ ...plainPolicy, throttle: { attempts: 20, cap: 100 } }, profiles.psd2);

  test('G3 a code is accepted once', async () => {
    const { world, person } = await tightened(policy);
    const code = person.phone.code(world.clock.now());
    const verdicts = [];
    for (let turn = 0; turn < 2; turn++) {
      const { token } = await challengeFor(world.mfa, 'anna');
      verdicts.push((await answer(world, person, token, code)).kind);
    }
    expect(verdicts[0]).toBe('complete');
    expect(verdicts[1]).not.toBe('complete');
  });

  test('G3 of five wrong codes none says more than the last, and the right code after them is refused', async () => {
    const { world, person } = await tightened(policy);
    const { token } = await challengeFor(world.mfa, 'anna');
    const kinds = [];
    for (let turn = 0; turn < 5; turn++) {
      const verdict = await answer(world, person, token, wrongCode(person, world.clock.now()));
      kinds.push(
        Object.keys(verdict).filter(
          (name) => !['kind', 'attemptsLeft', 'retryAt', 'suspendsNext'].includes(name),
        ),
      );
    }
    expect(kinds.flat()).toEqual([]);
    const kind = (await answer(world, person, token)).kind;
    expect(['locked', 'suspended']).toContain(kind);
    // Blocked is blocked on every server, and in every other challenge.
    const other = await world.second.beginSignIn({
      userId: 'anna',
      user: { accountName: 'anna' },
      firstFactor: { method: 'password' },
    });
    expect(other.kind).not.toBe('complete');
  });

  test('G3 FA31 the fourth wrong code warns of the block before the fifth brings it', async () => {
    const { world, person } = await tightened(policy);
    const { token } = await challengeFor(world.mfa, 'anna');
    const warned = [];
    for (let turn = 0; turn < 5; turn++) {
      const verdict = await answer(world, person, token, wrongCode(person, world.clock.now()));
      warned.push('suspendsNext' in verdict);
    }
    expect(warned).toEqual([false, false, false, true, false]);
    const types = (await world.events('anna')).map(({ type }) => type);
    expect(types.indexOf('factor.suspension-near')).toBeGreaterThan(0);
    expect(types.indexOf('factor.suspension-near')).toBeLessThan(types.indexOf('factor.suspended'));
  });

  test('G3 the guesses of several challenges add up to five', async () => {
    const { world, person } = await tightened(policy);
    for (let turn = 0; turn < 5; turn++) {
      const { token } = await challengeFor(world.mfa, 'anna');
      await answer(world, person, token, wrongCode(person, world.clock.now()));
    }
    const blocked = (await world.events('anna')).map(({ type }) => type);
    expect(blocked.filter((type) => type === 'factor.rejected')).toHaveLength(5);
    expect(blocked.some((type) => type === 'factor.locked' || type === 'factor.suspended')).toBe(true);
  });
});

describe('A14 two tenants', () => {
  test('A14 the same user id in another tenant has nothing of the first', async () => {
    const [a, b] = [await openWorld({ policy: plainPolicy }), await openWorld({ policy: plainPolicy })];
    const person = await enrol(a, 'anna');
    expect((await passwordSession(b.mfa, 'anna')).assurance.level).toBe('single-factor');
    expect(await b.events('anna')).not.toContainEqual(expect.objectContaining({ factorId: person.factorId }));
    const { token } = await challengeFor(a.mfa, 'anna');
    expect((await answer(b, person, token)).kind).toBe('refused');
  });

  test('A14 ids that carry their tenant are told apart letter by letter in one store', async () => {
    const world = await openWorld({ policy: plainPolicy });
    await enrol(world, 'a/anna');
    for (const userId of ['b/anna', 'A/anna', 'anna', 'a/annA']) {
      expect((await passwordSession(world.mfa, userId)).assurance.level).toBe('single-factor');
    }
    expect((await challengeFor(world.mfa, 'a/anna')).kind).toBe('challenge');
  });

  test('A14 a tenant with keys of its own cannot read the row of another in a shared store', async () => {
    const world = await openWorld({ policy: plainPolicy });
    await enrol(world, 'anna');
    const other = world.server({ keys: [{ id: 'test-2', key: createSeededRandom(9)(32) }] });
    await expect(passwordSession(other, 'anna')).rejects.toMatchObject({ code: 'key-unknown' });
    const sameId = world.server({ keys: [{ id: 'test-1', key: createSeededRandom(9)(32) }] });
    await expect(passwordSession(sameId, 'anna')).rejects.toMatchObject({ code: 'account-tampered' });
  });

  test('A14 a challenge of one portal is none of another that shares store and keys', async () => {
    const world = await openWorld({ policy: plainPolicy });
    const person = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const other = world.server({ issuer: 'Other Portal' });
    const { factorId, phone } = person;
    const response = phone.code(world.clock.now());
    expect(await other.verify({ token, factorId, response })).toMatchObject({ kind: 'refused' });
  });
});

describe('L11 sessions end', () => {
  test('L11 after a change of the factors the host ends all sessions but the one that made it', async () => {
    const world = await openWorld({ policy: plainPolicy });
    const person = await enrol(world, 'anna');
    expect(world.revocations.map(({ userId }) => userId)).toEqual(['anna']);
    const caller = await codeSession(world, person);
    world.clock.advance(30_000);
    await world.mfa.removeFactor({ caller, factorId: person.factorId });
    expect(world.revocations.map(({ userId }) => userId)).toEqual(['anna', 'anna']);
  });

  test('L11 a user who is gone loses what was open: challenges, set-ups, sessions that must prove themselves', async () => {
    const world = await openWorld({ policy: plainPolicy });
    const person = await enrol(world, 'anna');
    const caller = await codeSession(world, person);
    world.clock.advance(30_000);
    const { token } = await challengeFor(world.mfa, 'anna');
    const begun = await world.mfa.beginEnrolment({ caller, method: 'totp', label: 'Tablet' });
    const { factorId } = appSetup(begun);
    await world.mfa.eraseAccount({ userId: 'anna' });
    expect((await answer(world, person, token)).kind).toBe('refused');
    expect((await world.mfa.confirmEnrolment({ caller, factorId, response: '000000' })).kind).toBe('refused');
  });
});

describe('L6 what has expired is not usable, and says so', () => {
  test('L6 a set-up', async () => {
    const world = await openWorld({ policy: plainPolicy });
    const caller = await passwordSession(world.mfa, 'anna');
    const begun = await world.mfa.beginEnrolment({ caller, method: 'totp' });
    const { factorId, setup } = appSetup(begun);
    const phone = authenticatorFromUri(setup.uri);
    world.clock.advance(HOUR);
    const response = phone.code(world.clock.now());
    expect(await world.mfa.confirmEnrolment({ caller, factorId, response })).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/^(expired|unknown-factor)$/),
    });
  });

  test('L6 a method that the policy has ended', async () => {
    const methods = { totp: { allow: 'existing', until: '2026-11-21T13:00:00Z' } } as const;
    const { world, person } = await tightened({ ...plainPolicy, methods });
    const open = await challengeFor(world.mfa, 'anna');
    world.clock.advance(HOUR);
    expect(await answer(world, person, open.token)).toMatchObject({ kind: 'refused' });
    const after = await world.mfa.beginSignIn({
      userId: 'anna',
      user: { accountName: 'anna' },
      firstFactor: { method: 'password' },
    });
    expect(after.kind).not.toBe('complete');
    const options = after.kind === 'challenge' ? after.challenge.options : [];
    expect(options.map(({ factorId }) => factorId)).not.toContain(person.factorId);
  });

  test.each(['sign-in', 'step-up'])('L6 the proof that a session was raised by, at a %s', async () => {
    const world = await openWorld({ policy: plainPolicy });
    const caller = await codeSession(world, await enrol(world, 'anna'));
    const need = { requirement: { of: ['totp'], maxAge: '15m' } } as const;
    world.clock.advance(HOUR);
    expect(await world.mfa.requireAssurance({ caller, need })).toMatchObject({
      kind: 'insufficient',
      unmet: [{ why: 'expired' }],
    });
  });
});
