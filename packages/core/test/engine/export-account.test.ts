import type { AuditEvent } from '@factorkit/core';
import { decodeBase32 } from '@factorkit/core/otp';
import { throwingStorage } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { askedChallenge, codePolicy, enrolCode, lastCode, openPost, type Post } from './post.ts';
import { stores } from './stores.ts';
import { challengeFor, codeSession, enrol, openWorld, type Person } from './world.ts';

const policy = {
  ...codePolicy,
  trustedDevices: { for: '7d' },
  recovery: [
    {
      via: 'support',
      verify: { checks: ['identity'], approvals: 1 },
      grants: 'enrolment',
      resets: 'on-confirmation',
    },
  ],
} as const;

interface Life {
  readonly post: Post;
  readonly anna: Person;
  /** What was shown once, sent, typed or set as a cookie. */
  readonly secrets: readonly string[];
}

/** Somebody who has one of everything. */
async function fullLife(open: (typeof stores)[number]['open']): Promise<Life> {
  const post = await openPost({ open, policy });
  const anna = await enrol(post, 'anna');
  const session = await codeSession(post, anna);
  const { factorId } = await enrolCode(post, 'email', session);
  const codes = [lastCode(post)];
  const made = await post.mfa.regenerateBackupCodes({ caller: session });
  if (made.kind !== 'regenerated') throw new Error(made.kind);
  await askedChallenge(post, factorId);
  codes.push(lastCode(post));
  post.clock.advance(30_000);
  const { token } = await challengeFor(post.mfa, 'anna');
  const typed = anna.phone.code(post.clock.now());
  const trustDevice = { name: 'Firefox on Linux', place: 'Berlin' };
  const verdict = await post.mfa.verify({ token, factorId: anna.factorId, response: typed, trustDevice });
  if (verdict.kind !== 'complete' || verdict.trustedDevice === undefined) throw new Error(verdict.kind);
  const challenge = await challengeFor(post.mfa, 'anna');
  const asked = await post.mfa.recovery.request({ token: challenge.token, via: 'support' });
  if (asked.kind !== 'requested') throw new Error(asked.kind);
  await post.mfa.beginEnrolment({ caller: session, method: 'totp', label: 'Spare' });
  const device = verdict.trustedDevice.token;
  return {
    post,
    anna,
    secrets: [
      anna.secret,
      ...codes,
      typed,
      ...made.backupCodes.flatMap((code) => [code, code.replaceAll('-', '')]),
      token,
      challenge.token,
      device,
      ...device.split('.').slice(1),
      'anna.smith@example.com',
    ],
  };
}

describe.each(stores)('the export of an account, over $name', ({ open }) => {
  test('GDPR Art. 15: all there is about a user, in words', async () => {
    const { post, anna } = await fullLife(open);
    const made = await post.second.exportAccount({ userId: 'anna' });
    expect(made).toMatchObject({
      userId: 'anna',
      exportedAt: post.clock.now(),
      primary: anna.factorId,
      backupCodes: { issued: 10, left: 10 },
      trustedDevices: [{ name: 'Firefox on Linux', place: 'Berlin' }],
      recoveries: [{ via: 'support', requestedBy: { kind: 'user' }, requestedAt: post.clock.now() }],
    });
    expect(made.factors.map(({ method, status, hint }) => [method, status, hint])).toEqual([
      ['totp', 'active', undefined],
      ['email', 'active', 'a•••@example.com'],
      ['totp', 'pending', undefined],
    ]);
    expect(made.codesSent.map(({ method }) => method)).toEqual(['email', 'email']);
    expect(made.events).toEqual(await post.events('anna'));
    expect(made.events.length).toBeGreaterThan(10);
  });

  test('A10 GDPR Art. 15: no secret, hash, sealed text, code or token is in it', async () => {
    const { post, secrets } = await fullLife(open);
    const printed = JSON.stringify(await post.mfa.exportAccount({ userId: 'anna' }));
    for (const secret of secrets) expect(printed.includes(secret), 'a secret was exported').toBe(false);
    const hex = Buffer.from(decodeBase32(secrets[0] ?? '')).toString('hex');
    expect(printed.includes(hex)).toBe(false);
    const state = JSON.parse((await post.storage.load('anna')).stored?.state ?? '{}') as {
      epoch: string;
      stamp: string;
      backupCodes: { salt: string; hashes: string[] };
      trustedDevices: { hash: string; epoch: string }[];
      factors: { data: Record<string, unknown> }[];
    };
    const kept = [
      state.epoch,
      state.stamp,
      state.backupCodes.salt,
      ...state.backupCodes.hashes,
      ...state.trustedDevices.map(({ hash }) => hash),
      ...state.factors.flatMap(({ data }) => Object.values(data)),
    ].filter((value): value is string => typeof value === 'string' && value.length >= 12);
    // Ten codes, salt, epoch, stamp, device, and what is sealed of three factors.
    expect(kept.length).toBeGreaterThan(15);
    const shown = ['a•••@example.com'];
    for (const value of kept.filter((each) => !shown.includes(each)))
      expect(printed.includes(value), 'something that is kept to check with was exported').toBe(false);
    // The search finds what is there.
    expect(printed.includes('Firefox on Linux')).toBe(true);
  });

  test('GDPR Art. 15: the whole history, however many pages it takes', async () => {
    const world = await openWorld({ open });
    const events = Array.from(
      { length: 2345 },
      (_, at): AuditEvent => ({ type: 'password.accepted', id: String(at), userId: 'anna', at }),
    );
    await world.storage.record(events);
    await world.storage.record([{ type: 'password.accepted', id: 'x', userId: 'ben', at: 1 }]);
    expect((await world.mfa.exportAccount({ userId: 'anna' })).events).toEqual(events);
  });
});

test('GDPR Art. 17: of an unknown user, and of one who was erased, there is nothing', async () => {
  const world = await openWorld();
  const nothing = {
    userId: 'anna',
    exportedAt: world.clock.now(),
    factors: [],
    trustedDevices: [],
    codesSent: [],
    events: [],
  };
  expect(await world.mfa.exportAccount({ userId: 'anna' })).toEqual(nothing);
  await enrol(world, 'anna');
  await world.mfa.eraseAccount({ userId: 'anna' });
  const exportedAt = world.clock.now();
  expect(await world.mfa.exportAccount({ userId: 'anna' })).toEqual({ ...nothing, exportedAt });
});

test('A10 half an export is none', async () => {
  const world = await openWorld();
  await enrol(world, 'anna');
  for (const broken of ['load', 'readEvents']) {
    const server = world.server({
      storage: throwingStorage(world.storage, ({ method }) => method === broken),
    });
    await expect(server.exportAccount({ userId: 'anna' })).rejects.toMatchObject({ code: 'storage-failed' });
  }
  await expect(world.mfa.exportAccount({ userId: '' })).rejects.toMatchObject({ code: 'input-invalid' });
});
