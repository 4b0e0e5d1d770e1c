import type { Deviation } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { newKey } from './laboratory.ts';
import {
  beginKey,
  browserOptions,
  challengeFor,
  enrolApp,
  enrolKey,
  openPortal,
  passwordSession,
  sessionOf,
  stores,
  tally,
} from './portal.ts';

describe.each(stores)('on $name, two servers over one store', ({ open }) => {
  test('W1 W3 one assertion sent 50 times at once: one is accepted', async () => {
    const portal = await openPortal({ open });
    const { key } = await enrolKey(portal, 'anna', newKey());
    const { token } = await challengeFor(portal.mfa, 'anna');
    const response = await key.get(await browserOptions(portal.mfa, token));
    const verdicts = await Promise.all(
      Array.from({ length: 50 }, (_, i) => (i % 2 ? portal.mfa : portal.second).verify({ token, response })),
    );
    expect(tally(verdicts)).toEqual({ complete: 1, refused: 49 });
    expect((await portal.events('anna')).filter(({ type }) => type === 'factor.accepted')).toHaveLength(1);
  });

  test('W1 W3 one assertion sent to 50 challenges at once: the one it was made for', async () => {
    const portal = await openPortal({ open });
    const { key } = await enrolKey(portal, 'anna', newKey({ counter: 'none' }));
    const challenges = await Promise.all(Array.from({ length: 50 }, () => challengeFor(portal.mfa, 'anna')));
    const response = await key.get(await browserOptions(portal.second, String(challenges[17]?.token)));
    const verdicts = await Promise.all(challenges.map(({ token }) => portal.mfa.verify({ token, response })));
    expect(verdicts.map(({ kind }) => kind).indexOf('complete')).toBe(17);
    expect(tally(verdicts)).toEqual({ complete: 1, refused: 49 });
  });

  test('W11 one credential enrolled by two accounts at once: one gets it', async () => {
    const portal = await openPortal({ open });
    const credentialId = new Uint8Array(32).fill(3);
    const people = await Promise.all(
      ['anna', 'bob'].map(async (userId) => {
        const caller = await passwordSession(portal.mfa, userId);
        const { factorId, options } = await beginKey(portal.mfa, caller);
        return { caller, factorId, response: await newKey().create(options, { credentialId }) };
      }),
    );
    const confirmed = await Promise.all(
      people.map((input, i) => (i === 0 ? portal.mfa : portal.second).confirmEnrolment(input)),
    );
    expect(tally(confirmed)).toEqual({ active: 1, refused: 1 });
    expect(confirmed).toContainEqual({ kind: 'refused', reason: 'already-registered' });
  });

  test('W11 one credential enrolled by 20 accounts at once: one gets it', async () => {
    const portal = await openPortal({ open });
    const credentialId = new Uint8Array(32).fill(4);
    const people = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const caller = await passwordSession(portal.mfa, `user-${i}`);
        const { factorId, options } = await beginKey(portal.mfa, caller);
        return { caller, factorId, response: await newKey().create(options, { credentialId }) };
      }),
    );
    const confirmed = await Promise.all(
      people.map((input, i) => (i % 2 ? portal.mfa : portal.second).confirmEnrolment(input)),
    );
    expect(tally(confirmed).active).toBe(1);
  });

  test('W11 a credential is free again once its factor is removed, or its account erased', async () => {
    const portal = await openPortal({ open });
    const deviation = { credentialId: new Uint8Array(32).fill(5) };
    const claimedBy = async (userId: string): Promise<string> => {
      const caller = await passwordSession(portal.mfa, userId);
      const { factorId, options } = await beginKey(portal.second, caller);
      const response = await newKey().create(options, deviation);
      const confirmed = await portal.mfa.confirmEnrolment({ caller, factorId, response });
      if (confirmed.kind !== 'active' || confirmed.next.kind !== 'complete') return JSON.stringify(confirmed);
      if (userId === 'anna') {
        const owner = sessionOf('anna', confirmed.next.assurance);
        expect((await portal.mfa.removeFactor({ caller: owner, factorId })).kind).toBe('removed');
      }
      return 'active';
    };
    expect(await claimedBy('anna')).toBe('active');
    expect(await claimedBy('bob')).toBe('active');
    expect(await claimedBy('carol')).toContain('already-registered');
    await portal.mfa.eraseAccount({ userId: 'bob' });
    expect(await claimedBy('carol')).toBe('active');
  });

  test('P3 200 wrong answers lock nothing, write nothing, and the key signs in after them', async () => {
    const portal = await openPortal({ open });
    const { key, factorId } = await enrolKey(portal, 'anna', newKey());
    const { token } = await challengeFor(portal.mfa, 'anna');
    const before = (await portal.storage.load('anna')).stored;
    const asked = await browserOptions(portal.mfa, token);
    const wrong = await key.get(asked, { brokenSignature: true, signCount: 4_000_000_000 });
    for (let i = 0; i < 200; i++) {
      expect(await portal.mfa.verify({ token, ...(i % 2 ? { factorId } : {}), response: wrong })).toEqual({
        kind: 'refused',
        reason: 'invalid-response',
      });
    }
    expect((await portal.storage.load('anna')).stored).toEqual(before);
    expect((await portal.mfa.verify({ token, response: await key.get(asked) })).kind).toBe('complete');
  });
});

describe('W1 W3 a challenge', () => {
  test('that is ten minutes old is not answered', async () => {
    const portal = await openPortal();
    const { key } = await enrolKey(portal, 'anna', newKey());
    const { token } = await challengeFor(portal.mfa, 'anna');
    const response = await key.get(await browserOptions(portal.mfa, token));
    portal.clock.advance(600_000);
    expect(await portal.mfa.verify({ token, response })).toEqual({ kind: 'refused', reason: 'expired' });
  });

  test('of one user is not answered in the name of another, nor by one of another session', async () => {
    const portal = await openPortal();
    const anna = await enrolKey(portal, 'anna', newKey());
    await enrolKey(portal, 'bob', newKey());
    const [hers, other] = [await challengeFor(portal.mfa, 'anna'), await challengeFor(portal.mfa, 'anna')];
    const his = await challengeFor(portal.mfa, 'bob');
    const response = await anna.key.get(await browserOptions(portal.mfa, hers.token));
    for (const factor of [{}, { factorId: anna.factorId }]) {
      expect(await portal.mfa.verify({ token: his.token, ...factor, response })).toEqual({
        kind: 'refused',
        reason: 'unknown-factor',
      });
      expect(await portal.mfa.verify({ token: other.token, ...factor, response })).toEqual({
        kind: 'refused',
        reason: 'invalid-response',
      });
    }
    expect((await portal.mfa.verify({ token: hers.token, response })).kind).toBe('complete');
    expect(await portal.mfa.verify({ token: hers.token, response })).toEqual({
      kind: 'refused',
      reason: 'used',
    });
  });

  test('from before a key was added is not answered', async () => {
    const portal = await openPortal();
    const { key, session } = await enrolKey(portal, 'anna', newKey());
    const { token } = await challengeFor(portal.mfa, 'anna');
    const response = await key.get(await browserOptions(portal.mfa, token));
    await enrolKey(portal, 'anna', newKey(), { caller: session, label: 'Spare' });
    expect(await portal.mfa.verify({ token, response })).toEqual({ kind: 'refused', reason: 'superseded' });
  });

  test('of a sign-in is not one of a step-up', async () => {
    const portal = await openPortal();
    const { key, session } = await enrolKey(portal, 'anna', newKey());
    portal.clock.advance(3_600_000);
    const { token } = await challengeFor(portal.mfa, 'anna');
    const response = await key.get(await browserOptions(portal.mfa, token));
    const stepUp = await portal.mfa.beginStepUp({
      caller: session,
      intent: { kind: 'enrol', method: 'webauthn' },
    });
    if (stepUp.kind !== 'challenge') throw new Error(stepUp.kind);
    expect(await portal.mfa.verify({ token: stepUp.token, caller: session, response })).toEqual({
      kind: 'refused',
      reason: 'invalid-response',
    });
    const own = await key.get(await browserOptions(portal.mfa, stepUp.token));
    expect((await portal.mfa.verify({ token: stepUp.token, caller: session, response: own })).kind).toBe(
      'complete',
    );
  });
});

describe('W13 a key', () => {
  test('of another user opens nothing, named or not', async () => {
    const portal = await openPortal();
    const anna = await enrolKey(portal, 'anna', newKey());
    const bob = await enrolKey(portal, 'bob', newKey());
    const { token } = await challengeFor(portal.mfa, 'anna');
    const asked = await browserOptions(portal.mfa, token);
    const foreign = await bob.key.get({ ...asked, allowCredentials: [] });
    expect(await portal.mfa.verify({ token, response: foreign })).toEqual({
      kind: 'refused',
      reason: 'unknown-factor',
    });
    expect(await portal.mfa.verify({ token, factorId: bob.factorId, response: foreign })).toEqual({
      kind: 'refused',
      reason: 'unknown-factor',
    });
    expect(await portal.mfa.verify({ token, factorId: anna.factorId, response: foreign })).toEqual({
      kind: 'refused',
      reason: 'invalid-response',
    });
  });

  test('of the user answers for itself only, not for the other that was named', async () => {
    const portal = await openPortal();
    const blue = await enrolKey(portal, 'anna', newKey());
    const red = await enrolKey(portal, 'anna', newKey(), { caller: blue.session, label: 'Red key' });
    const { token } = await challengeFor(portal.mfa, 'anna');
    const response = await red.key.get(await browserOptions(portal.mfa, token));
    expect(await portal.mfa.verify({ token, factorId: blue.factorId, response })).toEqual({
      kind: 'refused',
      reason: 'invalid-response',
    });
    expect((await portal.mfa.verify({ token, factorId: red.factorId, response })).kind).toBe('complete');
  });

  test('that was removed opens nothing, and is enrolled again like any other', async () => {
    const portal = await openPortal();
    const blue = await enrolKey(portal, 'anna', newKey());
    const red = await enrolKey(portal, 'anna', newKey(), { caller: blue.session, label: 'Red key' });
    const { token } = await challengeFor(portal.mfa, 'anna');
    const response = await blue.key.get(await browserOptions(portal.mfa, token));
    await portal.mfa.removeFactor({ caller: red.session, factorId: blue.factorId });
    expect(await portal.mfa.verify({ token, response })).toMatchObject({ kind: 'refused' });
    const next = await challengeFor(portal.mfa, 'anna');
    const asked = await browserOptions(portal.mfa, next.token);
    expect(asked.allowCredentials).toHaveLength(1);
    const removed = await blue.key.get({ ...asked, allowCredentials: [] });
    expect(await portal.mfa.verify({ token: next.token, response: removed })).toEqual({
      kind: 'refused',
      reason: 'unknown-factor',
    });
    expect(
      (await enrolKey(portal, 'anna', blue.key, { caller: red.session, label: 'Blue again' })).factorId,
    ).not.toBe(blue.factorId);
  });
});

describe('W17 a refused answer leaves what is kept as it was', () => {
  const deviations: readonly Deviation[] = [
    { type: 'webauthn.create' },
    { origin: 'https://evil.test' },
    { rpId: 'evil.test' },
    { flags: { userPresent: false }, signCount: 99 },
    { flags: { backupEligible: true, backedUp: true }, signCount: 99 },
    { brokenSignature: true, signCount: 99 },
    { signCount: 0 },
    { userHandle: 'AAAA', signCount: 99 },
  ];

  test.each(deviations)('%j', async (deviation) => {
    const portal = await openPortal();
    const { key } = await enrolKey(portal, 'anna', newKey());
    const first = await challengeFor(portal.mfa, 'anna');
    await portal.mfa.verify({
      token: first.token,
      response: await key.get(await browserOptions(portal.mfa, first.token)),
    });
    const { token } = await challengeFor(portal.mfa, 'anna');
    const before = (await portal.storage.load('anna')).stored;
    const asked = await browserOptions(portal.mfa, token);
    expect(await portal.mfa.verify({ token, response: await key.get(asked, deviation) })).toEqual({
      kind: 'refused',
      reason: 'invalid-response',
    });
    expect((await portal.storage.load('anna')).stored).toEqual(before);
    expect((await portal.mfa.verify({ token, response: await key.get(asked) })).kind).toBe('complete');
  });
});

test('W15 a copy of a key is found out by its counter', async () => {
  const portal = await openPortal();
  const { key } = await enrolKey(portal, 'anna', newKey());
  for (const signCount of [1, 2]) {
    const { token } = await challengeFor(portal.mfa, 'anna');
    const asked = await browserOptions(portal.mfa, token);
    expect((await portal.mfa.verify({ token, response: await key.get(asked, { signCount }) })).kind).toBe(
      'complete',
    );
  }
  const { token } = await challengeFor(portal.mfa, 'anna');
  const copy = await key.get(await browserOptions(portal.mfa, token), { signCount: 2 });
  expect(await portal.mfa.verify({ token, response: copy })).toEqual({
    kind: 'refused',
    reason: 'invalid-response',
  });
});

test('P3 guessing at the authenticator app until it is locked leaves the key as it was', async () => {
  const portal = await openPortal();
  const { key, session } = await enrolKey(portal, 'anna', newKey());
  const app = await enrolApp(portal, session);
  const { token } = await challengeFor(portal.mfa, 'anna');
  const wrong = async (code: number): Promise<string> =>
    (await portal.mfa.verify({ token, factorId: app.factorId, response: String(code).padStart(6, '0') }))
      .kind;
  const verdicts: string[] = [];
  for (let code = 0; code < 8; code++) verdicts.push(await wrong(code));
  expect(verdicts.at(-1)).toBe('locked');
  const response = await key.get(await browserOptions(portal.mfa, token));
  expect((await portal.mfa.verify({ token, response })).kind).toBe('complete');
});
