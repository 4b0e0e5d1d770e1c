import { type Policy, presetWorkforce } from '@factorkit/core/policy';
import { authenticatorFromUri } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { signIn, trustedBrowser, trusting, trustingPerson } from './trusted-browser.ts';
import { accountOf, appSetup, challengeFor, codeSession, openWorld } from './world.ts';

const reactions = { on: presetWorkforce.on ?? [] };

describe('L5 policy effects', () => {
  test('revoke-trusted-devices ends them with the event, in one commit', async () => {
    const on: Policy['on'] = [{ event: 'backup-codes.issued', do: ['revoke-trusted-devices'] }];
    const world = await openWorld({ policy: { ...trusting, on } });
    const anna = await trustingPerson(world);
    const other = await trustedBrowser(world, anna);
    // Without the effect new codes change nothing about trust.
    const mild = world.server({ policy: trusting });
    await mild.regenerateBackupCodes({ caller: other.session });
    expect(await world.mfa.listTrustedDevices({ caller: other.session })).toHaveLength(2);
    await world.mfa.regenerateBackupCodes({ caller: other.session });
    expect(await accountOf(world, 'anna')).not.toHaveProperty('trustedDevices');
    expect((await world.events('anna')).slice(-3).map(({ type }) => type)).toEqual([
      'backup-codes.issued',
      'trusted-device.revoked',
      'trusted-device.revoked',
    ]);
    expect((await signIn(world.mfa, 'anna', anna.token)).kind).toBe('challenge');
  });
});

describe('L5 a changed password', () => {
  test('ends sessions as the policy says, but the one that changed it', async () => {
    const world = await openWorld({ policy: { ...trusting, ...reactions } });
    await trustingPerson(world);
    const source = { ip: '192.0.2.7' };
    const noted = await world.mfa.passwordChanged({ userId: 'anna', sessionId: 'session-9', source });
    expect(noted).toEqual({ kind: 'noted', sessions: { kind: 'revoked', scope: 'others' } });
    expect(world.revocations.at(-1)).toEqual({ userId: 'anna', except: 'session-9' });
    const events = await world.events('anna');
    expect(events.slice(-2)).toMatchObject([
      { type: 'password.changed', userId: 'anna', source },
      { type: 'trusted-device.revoked' },
    ]);
  });

  test('of somebody of whom nothing was kept: sessions end too', async () => {
    const world = await openWorld({ policy: { ...trusting, ...reactions } });
    expect(await world.mfa.passwordChanged({ userId: 'nobody' })).toEqual({
      kind: 'noted',
      sessions: { kind: 'revoked', scope: 'others' },
    });
    expect(world.revocations).toEqual([{ userId: 'nobody' }]);
  });

  test('attack: challenges, enrolments and set-ups that were begun with the old one are invalid', async () => {
    const rules: Policy['rules'] = [{ id: 'all', enrol: { of: ['totp'] } }];
    const world = await openWorld({ policy: { ...trusting, rules } });
    const open = await signIn(world.mfa, 'bruno', '');
    if (open.kind !== 'enrol') throw new Error(open.kind);
    await world.mfa.passwordChanged({ userId: 'bruno' });
    const begun = await world.mfa.beginEnrolment({ caller: { token: open.token }, method: 'totp' });
    expect(begun).toEqual({ kind: 'refused', reason: 'superseded' });

    const plain = await openWorld({ policy: trusting });
    const anna = await trustingPerson(plain);
    const { token } = await challengeFor(plain.mfa, 'anna');
    const spare = appSetup(await plain.mfa.beginEnrolment({ caller: anna.session, method: 'totp' }));
    await plain.mfa.passwordChanged({ userId: 'anna' });
    const response = anna.phone.code(plain.clock.now());
    expect(await plain.mfa.verify({ token, factorId: anna.factorId, response })).toEqual({
      kind: 'refused',
      reason: 'superseded',
    });
    const proof = authenticatorFromUri(spare.setup.uri).code(plain.clock.now());
    expect(
      await plain.mfa.confirmEnrolment({
        caller: anna.session,
        factorId: spare.factorId,
        response: proof,
      }),
    ).toEqual({ kind: 'refused', reason: 'superseded' });
    // Both sign in again as ever.
    expect((await codeSession(plain, anna)).userId).toBe('anna');
  });
});
