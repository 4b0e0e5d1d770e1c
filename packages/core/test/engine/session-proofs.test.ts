import { describe, expect, test } from 'vitest';
import { stores } from './stores.ts';
import { codeSession, enrol, openWorld, passwordSession, plainPolicy, sessionOf } from './world.ts';

describe.each(stores)('a step-up and a fresh password, on $name', ({ open }) => {
  test('FB13 a step-up is answered in a session of its own user, and nothing is spent before', async () => {
    const world = await openWorld({ policy: plainPolicy, open });
    const anna = await enrol(world, 'anna');
    const session = await codeSession(world, anna);
    world.clock.advance(3_600_000);
    const intent = { kind: 'remove', factorId: anna.factorId } as const;
    const stepUp = await world.mfa.beginStepUp({ caller: session, intent });
    if (stepUp.kind !== 'challenge') throw new Error(stepUp.kind);
    const answer = {
      token: stepUp.token,
      factorId: anna.factorId,
      response: anna.phone.code(world.clock.now()),
    };
    const bert = await passwordSession(world.mfa, 'bert');
    expect(await world.mfa.verify(answer)).toEqual({ kind: 'refused', reason: 'no-session' });
    expect(await world.mfa.verify({ ...answer, caller: bert })).toEqual({
      kind: 'refused',
      reason: 'wrong-user',
    });
    for (const caller of [undefined, bert]) {
      const given = { token: stepUp.token, code: anna.backupCodes[0] ?? 'K7DN-4Q2X-9WM3-TPVA' };
      expect(await world.mfa.verifyBackupCode({ ...given, ...(caller && { caller }) })).toMatchObject({
        kind: 'refused',
        reason: caller ? 'wrong-user' : 'no-session',
      });
    }
    expect((await world.mfa.verify({ ...answer, caller: session })).kind).toBe('complete');
  });

  test('FB1 a password that is changed while the old one is checked is checked again', async () => {
    let password = 'old';
    let checks = 0;
    let meanwhile: () => Promise<unknown> = async () => undefined;
    const world = await openWorld({
      policy: plainPolicy,
      open,
      portal: {
        revokeSessions: async () => {},
        async verifyPassword(_userId, given) {
          checks += 1;
          const right = given === password;
          await meanwhile();
          return right;
        },
      },
    });
    const session = await passwordSession(world.mfa, 'anna');
    meanwhile = async () => {
      meanwhile = async () => undefined;
      password = 'new';
      await world.mfa.passwordChanged({ userId: 'anna' });
    };
    expect(await world.mfa.reauthenticate({ caller: session, password: 'old' })).toMatchObject({
      kind: 'rejected',
    });
    expect(checks).toBe(2);
    expect((await world.mfa.reauthenticate({ caller: session, password: 'new' })).kind).toBe('complete');
  });

  test('FB10 of 500 guesses of the password five are judged, and the right one waits as well', async () => {
    let checks = 0;
    const world = await openWorld({
      policy: plainPolicy,
      open,
      portal: {
        revokeSessions: async () => {},
        async verifyPassword(_userId, given) {
          checks += 1;
          return given === 'right';
        },
      },
    });
    const caller = await passwordSession(world.mfa, 'anna');
    for (let guess = 1; guess <= 500; guess += 1)
      await world.mfa.reauthenticate({ caller, password: 'wrong' });
    expect(checks).toBe(5);
    const locked = await world.mfa.reauthenticate({ caller, password: 'right' });
    if (locked.kind !== 'locked') throw new Error(locked.kind);
    world.clock.set(locked.retryAt);
    const raised = await world.mfa.reauthenticate({ caller, password: 'right' });
    if (raised.kind !== 'complete') throw new Error(raised.kind);
    const next = sessionOf('anna', raised.assurance);
    expect(await world.mfa.reauthenticate({ caller: next, password: 'wrong' })).toEqual({
      kind: 'rejected',
      attemptsLeft: 4,
    });
  });
});
