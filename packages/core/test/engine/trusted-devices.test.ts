import type { Mfa } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { describe, expect, test } from 'vitest';
import { encodeAccount } from '../../src/codec/account-text.ts';
import { createKeyring } from '../../src/codec/keyring.ts';
import { stores } from './stores.ts';
import {
  altered,
  complete,
  DAY,
  deviceEvents,
  FIREFOX,
  MINUTE,
  signIn,
  tokenOf,
  trustedBrowser,
  trusting,
  trustingPerson,
  verifyAndTrust,
} from './trusted-browser.ts';
import {
  accountOf,
  challengeFor,
  codeSession,
  enrol,
  KEY,
  openWorld,
  START,
  sessionOf,
  tally,
} from './world.ts';

describe.each(stores)('on $name, two servers over one store', ({ open }) => {
  test('A5 a trusted browser signs in by password: the token is exchanged, and the time is not made longer', async () => {
    const world = await openWorld({ open, policy: trusting });
    const anna = await trustingPerson(world);
    const since = world.clock.now() - 30_000;
    world.clock.advance(DAY);
    const first = complete(await signIn(world.mfa, 'anna', anna.token));
    expect(first.trustedDevice).toEqual({
      token: expect.stringMatching(/^[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{43}$/),
      expiresAt: since + 30 * DAY,
    });
    expect(first.trustedDevice?.token).not.toBe(anna.token);
    world.clock.advance(28 * DAY);
    const second = complete(await signIn(world.second, 'anna', tokenOf(first)));
    expect(second.trustedDevice?.expiresAt).toBe(since + 30 * DAY);
    world.clock.set(since + 30 * DAY - 1);
    const last = complete(await signIn(world.mfa, 'anna', tokenOf(second)));
    world.clock.advance(1);
    expect((await signIn(world.mfa, 'anna', tokenOf(last))).kind).toBe('challenge');
    expect(await deviceEvents(world)).toEqual([
      'trusted-device.added',
      'trusted-device.used',
      'trusted-device.used',
      'trusted-device.used',
    ]);
  });

  test('50 sign-ins at once with one token: all succeed, one exchange, and both tokens work within the minute', async () => {
    const world = await openWorld({ open, policy: trusting });
    const anna = await trustingPerson(world);
    const servers = [world.mfa, world.second];
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, i) => signIn(servers[i % 2] as Mfa, 'anna', anna.token)),
    );
    expect(tally(all)).toEqual({ complete: 50 });
    const given = all.flatMap((outcome) => complete(outcome).trustedDevice ?? []);
    expect(given).toHaveLength(1);
    const fresh = given[0]?.token ?? '';
    // The new one, right away and at once: it is not exchanged while the old one still works.
    const next = await Promise.all(
      Array.from({ length: 50 }, (_, i) => signIn(servers[i % 2] as Mfa, 'anna', fresh)),
    );
    expect(tally(next)).toEqual({ complete: 50 });
    expect(next.filter((outcome) => complete(outcome).trustedDevice !== undefined)).toHaveLength(0);
    world.clock.advance(MINUTE - 1);
    expect(complete(await signIn(world.mfa, 'anna', anna.token)).trustedDevice).toBeUndefined();
    world.clock.advance(1);
    expect(complete(await signIn(world.second, 'anna', fresh)).trustedDevice).toBeDefined();
    // Each of them is in the trail.
    const used = (await deviceEvents(world)).filter((type) => type === 'trusted-device.used');
    expect(used).toHaveLength(102);
  });

  test('attack: a cookie copied, used by both: the second loses, and the device is trusted no more', async () => {
    const world = await openWorld({ open, policy: trusting });
    const anna = await trustingPerson(world);
    const attacker = complete(await signIn(world.mfa, 'anna', anna.token));
    world.clock.advance(MINUTE);
    expect((await signIn(world.second, 'anna', anna.token)).kind).toBe('challenge');
    expect((await signIn(world.mfa, 'anna', tokenOf(attacker))).kind).toBe('challenge');
    expect(await deviceEvents(world)).toEqual([
      'trusted-device.added',
      'trusted-device.used',
      'trusted-device.copied',
    ]);
    const session = await codeSession(world, anna);
    expect(await world.mfa.listTrustedDevices({ caller: session })).toEqual([]);
  });

  test('attack: the attacker signs in many times before the owner does: the owner’s old token still tells', async () => {
    const world = await openWorld({ open, policy: trusting });
    const anna = await trustingPerson(world);
    let stolen = anna.token;
    for (let i = 0; i < 5; i++) {
      stolen = tokenOf(complete(await signIn(world.mfa, 'anna', stolen)));
      world.clock.advance(DAY);
    }
    expect((await signIn(world.second, 'anna', anna.token)).kind).toBe('challenge');
    expect((await signIn(world.mfa, 'anna', stolen)).kind).toBe('challenge');
    expect((await deviceEvents(world)).at(-1)).toBe('trusted-device.copied');
  });

  test('attack: 50 copies of an exchanged token at once: told once, and nobody is let in', async () => {
    const world = await openWorld({ open, policy: trusting });
    const anna = await trustingPerson(world);
    complete(await signIn(world.mfa, 'anna', anna.token));
    world.clock.advance(MINUTE);
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        signIn(i % 2 === 0 ? world.mfa : world.second, 'anna', anna.token),
      ),
    );
    expect(tally(all)).toEqual({ challenge: 50 });
    expect((await deviceEvents(world)).filter((type) => type === 'trusted-device.copied')).toHaveLength(1);
  });

  test('attack: a cookie after the password was changed', async () => {
    const world = await openWorld({ open, policy: trusting });
    const anna = await trustingPerson(world);
    expect(await world.second.passwordChanged({ userId: 'anna' })).toEqual({
      kind: 'noted',
      sessions: { kind: 'kept' },
    });
    expect((await signIn(world.mfa, 'anna', anna.token)).kind).toBe('challenge');
    expect(await world.mfa.listTrustedDevices({ caller: anna.session })).toEqual([]);
  });

  test('attack: a cookie after a factor came or went', async () => {
    const world = await openWorld({ open, policy: trusting });
    const anna = await trustingPerson(world);
    const spare = await enrol(world, 'anna', anna.session, 'Spare');
    expect((await signIn(world.mfa, 'anna', anna.token)).kind).toBe('challenge');
    const again = await trustedBrowser(world, anna);
    await world.mfa.removeFactor({ caller: again.session, factorId: spare.factorId });
    expect((await signIn(world.mfa, 'anna', again.token)).kind).toBe('challenge');
  });

  test('attack: the cookie of another user, also where his account names the device', async () => {
    const world = await openWorld({ open, policy: trusting });
    const anna = await trustingPerson(world);
    await enrol(world, 'bruno');
    expect((await signIn(world.mfa, 'bruno', anna.token)).kind).toBe('challenge');
    const bruno = await accountOf(world, 'bruno');
    const copied = (await accountOf(world, 'anna')).trustedDevices?.map((device) => ({
      ...device,
      epoch: bruno.epoch,
      evidence: [{ method: 'totp', factorId: bruno.primary ?? '', at: START, traits: [] }] as const,
    }));
    const state = encodeAccount(createKeyring([KEY]), { ...bruno, trustedDevices: copied ?? [] }, 'edited');
    await world.storage.save('bruno', { tag: 'edited', state }, bruno.tags.at(-1), []);
    expect((await signIn(world.mfa, 'bruno', anna.token)).kind).toBe('challenge');
    // And hers is as it was.
    expect((await signIn(world.mfa, 'anna', anna.token)).kind).toBe('complete');
  });

  test('attack: a cookie that was altered or made up opens nothing, breaks nothing and is not told of', async () => {
    const world = await openWorld({ open, policy: trusting });
    const { token } = await trustingPerson(world);
    const [id = '', secret = ''] = token.split('.');
    const odd: readonly unknown[] = [
      altered(token, 3),
      altered(token, 17),
      altered(token, 30),
      '',
      '.',
      id,
      `${id}.`,
      `.${secret}`,
      `${id}.${'A'.repeat(43)}`,
      `${token} `,
      `${token}.${secret}`,
      `${id}.${secret.replace(/.$/, '/')}`,
      '__proto__.constructor',
      'x'.repeat(100_000),
      null,
      42,
      {},
      [token],
      new Proxy({}, { get: () => '' }),
    ];
    for (const trustedDevice of odd) {
      const outcome = await signIn(world.mfa, 'anna', trustedDevice as string);
      expect(outcome).toMatchObject({ kind: 'challenge', challenge: { backupCode: true } });
    }
    expect(await deviceEvents(world)).toEqual(['trusted-device.added']);
    expect((await signIn(world.mfa, 'anna', token)).kind).toBe('complete');
  });

  test('attack: a cookie that was trusted before a recovery', async () => {
    const recovery: Policy['recovery'] = [
      { via: 'support', verify: { checks: ['call-back'], approvals: 1 }, grants: 'session' },
    ];
    const world = await openWorld({ open, policy: { ...trusting, recovery } });
    const anna = await trustingPerson(world);
    const user = { accountName: 'anna' };
    const { token } = await challengeFor(world.mfa, 'anna');
    const asked = await world.mfa.recovery.request({ token, via: 'support' });
    if (asked.kind !== 'requested') throw new Error(asked.kind);
    const approved = await world.mfa.recovery.approve({
      userId: 'anna',
      user,
      requestId: asked.request.id,
      staff: { id: 'agent' },
      checks: ['call-back'],
      note: 'called back',
    });
    const used = complete(await signIn(world.mfa, 'anna', anna.token));
    if (approved.kind !== 'approved' || approved.code === undefined) throw new Error(approved.kind);
    const { code } = approved;
    const recovered = await world.mfa.recovery.complete({ token, via: 'support', code });
    expect(recovered).toMatchObject({ kind: 'completed', next: { kind: 'complete' } });
    expect(recovered).not.toHaveProperty('next.trustedDevice');
    expect((await signIn(world.mfa, 'anna', anna.token)).kind).toBe('challenge');
    expect((await signIn(world.mfa, 'anna', tokenOf(used))).kind).toBe('challenge');
  });

  test('attack: the last place among the devices taken twice at once: one gets it, both are signed in', async () => {
    const world = await openWorld({ open, policy: { ...trusting, trustedDevices: { for: '30d', max: 1 } } });
    const anna = await enrol(world, 'anna');
    const spare = await enrol(world, 'anna', await codeSession(world, anna), 'Spare');
    const answers = await Promise.all(
      [anna, spare].map(async (app) => ({ app, ...(await challengeFor(world.mfa, 'anna')) })),
    );
    const done = await Promise.all(
      answers.map(({ app, token }, i) =>
        (i === 0 ? world.mfa : world.second).verify({
          token,
          factorId: app.factorId,
          response: app.phone.code(world.clock.now()),
          trustDevice: FIREFOX,
        }),
      ),
    );
    const given = done.flatMap((verdict) => complete(verdict).trustedDevice ?? []);
    expect(given).toHaveLength(1);
    expect((await signIn(world.mfa, 'anna', given[0]?.token ?? '')).kind).toBe('complete');
  });

  test('attack: trust asked for in one challenge answered twice: one device', async () => {
    const world = await openWorld({ open, policy: trusting });
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const response = anna.phone.code(world.clock.now());
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 === 0 ? world.mfa : world.second).verify({
          token,
          factorId: anna.factorId,
          response,
          trustDevice: FIREFOX,
        }),
      ),
    );
    expect(tally(verdicts)).toEqual({ complete: 1, refused: 19 });
    expect(await deviceEvents(world)).toEqual(['trusted-device.added']);
  });
});

test('attack: no more devices than the policy allows; the sign-in is completed all the same', async () => {
  const world = await openWorld({ policy: trusting });
  const anna = await enrol(world, 'anna');
  const tokens: string[] = [];
  for (let i = 0; i < 3; i++) tokens.push(tokenOf(complete(await verifyAndTrust(world, anna))));
  expect((await challengeFor(world.mfa, 'anna')).challenge).not.toHaveProperty('trust');
  const fourth = complete(await verifyAndTrust(world, anna));
  expect(fourth.trustedDevice).toBeUndefined();
  // Those that there are stay, and one that is revoked makes room.
  for (const token of tokens) expect((await signIn(world.mfa, 'anna', token)).kind).toBe('complete');
  const caller = sessionOf('anna', fourth.assurance);
  const [first] = await world.mfa.listTrustedDevices({ caller });
  await world.mfa.revokeTrustedDevices({ caller, deviceId: first?.id ?? '' });
  expect((await challengeFor(world.mfa, 'anna')).challenge).toMatchObject({ trust: { forMs: 30 * DAY } });
  tokenOf(complete(await verifyAndTrust(world, anna)));
});

test('attack: the clock steps back: no exchanged token opens again, and no trust lasts longer than was granted', async () => {
  const world = await openWorld({ policy: trusting });
  world.clock.advance(365 * DAY);
  const ahead = await trustingPerson(world);
  world.clock.set(START);
  expect((await signIn(world.mfa, 'anna', ahead.token)).kind).toBe('challenge');

  const bruno = await trustingPerson(world, 'bruno');
  world.clock.advance(DAY);
  complete(await signIn(world.mfa, 'bruno', bruno.token));
  world.clock.advance(MINUTE);
  world.clock.advance(-DAY / 2);
  expect((await signIn(world.mfa, 'bruno', bruno.token)).kind).toBe('challenge');
  expect((await deviceEvents(world, 'bruno')).at(-1)).toBe('trusted-device.copied');
});

test('servers whose clocks disagree by seconds take no parallel request for a copy', async () => {
  const world = await openWorld({ policy: trusting });
  const anna = await trustingPerson(world);
  const slow = world.server({ clock: () => world.clock.now() - 20_000 });
  complete(await signIn(world.mfa, 'anna', anna.token));
  expect((await signIn(slow, 'anna', anna.token)).kind).toBe('complete');
});
