import type { Complete, DeviceNaming, FactorMethod, User } from '@factorkit/core';
import { totp } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { authenticatorFromUri } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import {
  complete,
  DAY,
  deviceEvents,
  FIREFOX,
  signIn,
  tokenOf,
  trustedBrowser,
  trusting,
  trustingPerson,
  verifyAndTrust,
} from './trusted-browser.ts';
import {
  appSetup,
  challengeFor,
  codeSession,
  enrol,
  openWorld,
  passwordSession,
  plainPolicy,
  sessionOf,
} from './world.ts';

describe('who is not trusted', () => {
  test('attack: a backup code in place of the factor', async () => {
    const world = await openWorld({ policy: trusting });
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const input = { token, code: anna.backupCodes[0], trustDevice: FIREFOX };
    const verdict = complete(await world.mfa.verifyBackupCode(input));
    expect(verdict.trustedDevice).toBeUndefined();
    expect(await deviceEvents(world)).toEqual([]);
  });

  test('attack: a backup code first, and then the factor', async () => {
    const rules: Policy['rules'] = [
      { id: 'two', signIn: { count: 2, of: ['totp', 'backup-code'], distinct: 'method' } },
    ];
    const world = await openWorld({ policy: { ...trusting, rules: [], recovery: [] } });
    const anna = await enrol(world, 'anna');
    const strict = world.server({ policy: { ...trusting, rules, recovery: [] } });
    const { token } = await challengeFor(strict, 'anna');
    const half = await strict.verifyBackupCode({ token, code: anna.backupCodes[0] });
    if (half.kind !== 'challenge') throw new Error(half.kind);
    expect(half.challenge).not.toHaveProperty('trust');
    const verdict = await strict.verify({
      token: half.token,
      factorId: anna.factorId,
      response: anna.phone.code(world.clock.now()),
      trustDevice: FIREFOX,
    });
    expect(complete(verdict).trustedDevice).toBeUndefined();
    expect(await deviceEvents(world)).toEqual([]);
  });

  test('who was not asked, and whom the policy does not let', async () => {
    const some = { ...trusting, trustedDevices: { for: '30d', when: { not: { risk: 'high' } } } } as const;
    const world = await openWorld({ policy: some });
    const anna = await enrol(world, 'anna');
    const verify = async (user: Partial<User>): Promise<Complete> => {
      const challenge = await signIn(world.mfa, 'anna', '', user);
      if (challenge.kind !== 'challenge') throw new Error(challenge.kind);
      expect('trust' in challenge.challenge).toBe(user.risk !== 'high');
      const described = await world.mfa.describeChallenge({ token: challenge.token });
      expect(described).toEqual({ kind: 'open', challenge: challenge.challenge });
      const response = anna.phone.code(world.clock.now());
      world.clock.advance(30_000);
      const { token } = challenge;
      return complete(
        await world.mfa.verify({ token, factorId: anna.factorId, response, trustDevice: FIREFOX }),
      );
    };
    expect((await verify({ risk: 'high' })).trustedDevice).toBeUndefined();
    const token = tokenOf(await verify({}));
    // At a risk it is not taken from whom it was given to, either, and it is not lost by that.
    expect((await signIn(world.mfa, 'anna', token, { risk: 'high' })).kind).toBe('challenge');
    expect((await signIn(world.mfa, 'anna', token)).kind).toBe('complete');
    const none = await openWorld({ policy: plainPolicy });
    const bruno = await enrol(none, 'bruno');
    expect((await challengeFor(none.mfa, 'bruno')).challenge).not.toHaveProperty('trust');
    expect(complete(await verifyAndTrust(none, bruno)).trustedDevice).toBeUndefined();
  });

  test('not before the sign-in is complete, and then for all that was shown', async () => {
    const spare: FactorMethod = { ...totp(), method: 'x-spare' };
    const policy: Policy = {
      ...trusting,
      methods: { totp: { allow: 'yes' }, 'x-spare': { allow: 'yes' } },
    };
    const world = await openWorld({ policy, methods: [totp(), spare] });
    const anna = await enrol(world, 'anna');
    const caller = await codeSession(world, anna);
    const begun = appSetup(await world.mfa.beginEnrolment({ caller, method: 'x-spare' }));
    const app = authenticatorFromUri(begun.setup.uri);
    const code = (): string => app.code(world.clock.now());
    await world.mfa.confirmEnrolment({ caller, factorId: begun.factorId, response: code() });
    world.clock.advance(30_000);
    const both = world.server({
      policy: {
        ...policy,
        rules: [{ id: 'both', signIn: { count: 2, of: ['totp', 'x-spare'] } }],
        // Less than sign-in asks for: it is shown with the first answer.
        trustedDevices: { for: '30d', proof: { of: ['x-spare'] } },
      },
    });
    const { token } = await challengeFor(both, 'anna');
    const half = await both.verify({
      token,
      factorId: begun.factorId,
      response: code(),
      trustDevice: FIREFOX,
    });
    if (half.kind !== 'challenge') throw new Error(half.kind);
    expect(await deviceEvents(world)).toEqual([]);
    const response = anna.phone.code(world.clock.now());
    const done = complete(
      await both.verify({ token: half.token, factorId: anna.factorId, response, trustDevice: FIREFOX }),
    );
    const again = complete(await signIn(both, 'anna', tokenOf(done)));
    expect(again.assurance.evidence.map(({ method }) => method)).toEqual(['password', 'x-spare', 'totp']);
  });

  test('a wrong answer', async () => {
    const world = await openWorld({ policy: trusting });
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const response = anna.phone.code(world.clock.now() + DAY);
    const verdict = await world.mfa.verify({
      token,
      factorId: anna.factorId,
      response,
      trustDevice: FIREFOX,
    });
    expect(verdict).toEqual({ kind: 'rejected', attemptsLeft: 4 });
    expect(await deviceEvents(world)).toEqual([]);
  });

  test('a browser without a name that can be kept: the caller is wrong, and no answer is judged', async () => {
    const world = await openWorld({ policy: trusting });
    const { token } = await challengeFor(world.mfa, (await enrol(world, 'anna')).userId);
    const names: readonly unknown[] = [
      null,
      'Firefox',
      {},
      { name: '' },
      { name: ' \n ' },
      { name: 'x'.repeat(65) },
      { name: 'x', place: '' },
    ];
    for (const trustDevice of names) {
      const input = { token, response: '000000', trustDevice: trustDevice as DeviceNaming };
      await expect(world.mfa.verify(input)).rejects.toMatchObject({ code: 'input-invalid' });
    }
    expect((await world.events('anna')).filter(({ type }) => type === 'factor.rejected')).toEqual([]);
  });
});

describe('the list', () => {
  test('names each browser, and its owner ends one or all without proof', async () => {
    const world = await openWorld({ policy: trusting });
    const anna = await enrol(world, 'anna');
    const first = await trustedBrowser(world, anna);
    const since = world.clock.now() - 30_000;
    const second = await trustedBrowser(world, anna, { name: ' Safari \n on  iPhone ' });
    world.clock.advance(DAY);
    const { assurance, trustedDevice } = complete(await signIn(world.mfa, 'anna', first.token));
    const caller = sessionOf('anna', assurance);
    const list = await world.mfa.listTrustedDevices({ caller });
    expect(list).toEqual([
      {
        id: first.token.split('.')[0],
        ...FIREFOX,
        createdAt: since,
        lastUsedAt: world.clock.now(),
        expiresAt: since + 30 * DAY,
      },
      {
        id: second.token.split('.')[0],
        name: 'Safari on iPhone',
        createdAt: since + 30_000,
        lastUsedAt: since + 30_000,
        expiresAt: since + 30_000 + 30 * DAY,
      },
    ]);
    expect((await world.mfa.describe({ caller })).trustedDevices).toEqual(list);
    const deviceId = list[1]?.id ?? '';
    // Nobody else can.
    const bruno = await passwordSession(world.mfa, 'bruno');
    expect(await world.mfa.revokeTrustedDevices({ caller: bruno, deviceId })).toEqual({
      kind: 'revoked',
      count: 0,
    });
    expect(await world.mfa.listTrustedDevices({ caller: bruno })).toEqual([]);
    expect(await world.mfa.revokeTrustedDevices({ caller, deviceId: 'no such' })).toMatchObject({ count: 0 });
    expect(await world.mfa.revokeTrustedDevices({ caller, deviceId })).toMatchObject({ count: 1 });
    expect((await signIn(world.mfa, 'anna', second.token)).kind).toBe('challenge');
    expect((await signIn(world.mfa, 'anna', trustedDevice?.token ?? '')).kind).toBe('complete');
    expect(await world.mfa.revokeTrustedDevices({ caller, all: true })).toEqual({
      kind: 'revoked',
      count: 1,
    });
    expect((await signIn(world.mfa, 'anna', trustedDevice?.token ?? '')).kind).toBe('challenge');
    expect((await deviceEvents(world)).filter((type) => type === 'trusted-device.revoked')).toHaveLength(2);
  });
});

test('A6 invariant 6: no secret of a device is in the account, in an event or in what is thrown', async () => {
  const world = await openWorld({ policy: trusting });
  const anna = await trustingPerson(world);
  const used = complete(await signIn(world.mfa, 'anna', anna.token));
  const list = await world.mfa.listTrustedDevices({ caller: anna.session });
  const kept = JSON.stringify([
    (await world.storage.load('anna')).stored,
    await world.events('anna'),
    world.told,
    list,
  ]);
  for (const token of [anna.token, tokenOf(used)]) {
    const [id = '', secret = ''] = token.split('.');
    expect(kept).toContain(id);
    // 32 bytes, of which 16 are new each time: 128 bits that no copy of an older token tells.
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(kept).not.toContain(secret.slice(0, 20));
    expect(kept).not.toContain(secret.slice(-20));
  }
  const [, before = ''] = anna.token.split('.');
  const [, after = ''] = tokenOf(used).split('.');
  expect(after.slice(-20)).not.toBe(before.slice(-20));
});

test('a backup code that signs in is a recovery: it ends all trust', async () => {
  const policy = { ...trusting, recovery: [{ via: 'backup-code', grants: 'session' }] } as const;
  const world = await openWorld({ policy });
  const anna = await trustingPerson(world);
  const held = tokenOf(complete(await signIn(world.mfa, 'anna', anna.token)));
  const { token } = await challengeFor(world.mfa, 'anna');
  expect((await world.mfa.verifyBackupCode({ token, code: anna.backupCodes[0] })).kind).toBe('complete');
  expect((await signIn(world.mfa, 'anna', held)).kind).toBe('challenge');
  expect((await deviceEvents(world, 'anna')).at(-1)).toBe('trusted-device.revoked');
});
