import { presetS3 } from '@factorkit/core/policy';
import { describe, expect, test } from 'vitest';
import { newKey } from './laboratory.ts';
import {
  afterPassword,
  beginKey,
  browserOptions,
  challengeFor,
  enrolApp,
  enrolKey,
  openPortal,
  passwordSession,
  plainPolicy,
  sessionOf,
  tally,
} from './portal.ts';

test('S0.12 several keys with names of their own, and any of them signs in, without being named', async () => {
  const portal = await openPortal();
  const blue = await enrolKey(portal, 'anna', newKey(), { label: 'Blue key' });
  const spare = await enrolKey(portal, 'anna', newKey({ aaguid: 'd8522d9f-575b-4866-88a9-ba99fa02f35b' }), {
    caller: blue.session,
    label: 'In the safe',
  });
  for (const { key, factorId } of [spare, blue, spare]) {
    portal.clock.advance(60_000);
    const { token, challenge } = await challengeFor(portal.mfa, 'anna');
    expect(challenge.options.map(({ label, asks }) => [label, asks])).toEqual([
      ['Blue key', true],
      ['In the safe', true],
    ]);
    const verdict = await portal.second.verify({
      token,
      response: await key.get(await browserOptions(portal.mfa, token)),
    });
    if (verdict.kind !== 'complete') throw new Error(verdict.kind);
    expect(verdict.assurance.evidence.at(-1)).toMatchObject({ method: 'webauthn', factorId });
    expect(verdict.assurance.level).toBe('multi-factor');
    const { factors } = await portal.mfa.describe({ caller: sessionOf('anna', verdict.assurance) });
    expect(factors.find(({ id }) => id === factorId)?.lastUsedAt).toBe(portal.clock.now());
    expect(factors.map(({ hint }) => hint)).toEqual([undefined, 'YubiKey Bio']);
  }
});

test('S0.12 two keys are recommended, until there are two', async () => {
  const portal = await openPortal({
    policy: { ...plainPolicy, rules: [{ id: 'spare-key', advise: { count: 2, of: ['webauthn'] } }] },
  });
  const advised = async (session: Parameters<typeof portal.mfa.describe>[0]['caller']): Promise<boolean> =>
    (await portal.mfa.describe({ caller: session })).advice.some(({ kind }) => kind === 'enrol');
  const first = await enrolKey(portal, 'anna', newKey());
  expect(await advised(first.session)).toBe(true);
  const second = await enrolKey(portal, 'anna', newKey(), { caller: first.session, label: 'Spare' });
  expect(await advised(second.session)).toBe(false);
});

test('S0.11 S0.12 one key is not enrolled twice by one user', async () => {
  const portal = await openPortal();
  const { key, session } = await enrolKey(portal, 'anna', newKey());
  const { factorId, options } = await beginKey(portal.mfa, session, 'The same');
  await expect(key.create(options)).rejects.toMatchObject({ name: 'InvalidStateError' });
  const again = await key.create(
    { ...options, excludeCredentials: [] },
    { credentialId: bytesOf(key.credentialIds[0]) },
  );
  expect(await portal.mfa.confirmEnrolment({ caller: session, factorId, response: again })).toEqual({
    kind: 'refused',
    reason: 'already-registered',
  });
});

test.each([
  ['S0.11 a security key by USB', { transports: ['usb'] }],
  ['S0.11 a security key by NFC', { transports: ['nfc', 'usb'] }],
  ['S3.2 a fingerprint or face on the device itself', { attachment: 'platform', backup: 'synced' }],
] as const)('%s is enrolled where MFA is required, and signs in from then on', async (_what, options) => {
  const portal = await openPortal({
    policy: { ...plainPolicy, rules: [{ id: 'everyone', enrol: { of: ['webauthn', 'totp'] } }] },
  });
  const required = await afterPassword(portal.mfa, 'anna');
  if (required.kind !== 'enrol') throw new Error(required.kind);
  const key = newKey(options);
  const begun = await portal.mfa.beginEnrolment({ caller: { token: required.token }, method: 'webauthn' });
  if (begun.kind !== 'begun' || begun.enrolment.setup.kind !== 'webauthn') throw new Error(begun.kind);
  expect(begun.enrolment.label).toBe('Security key');
  const response = await key.create(begun.enrolment.setup.options);
  const confirmed = await portal.mfa.confirmEnrolment({
    caller: { token: required.token },
    factorId: begun.enrolment.factorId,
    response,
  });
  expect(confirmed).toMatchObject({ kind: 'active', next: { kind: 'complete' } });
  const { token } = await challengeFor(portal.mfa, 'anna');
  const asked = await browserOptions(portal.mfa, token);
  expect(asked.allowCredentials).toMatchObject([{ id: key.credentialIds[0] }]);
  expect((await portal.mfa.verify({ token, response: await key.get(asked) })).kind).toBe('complete');
});

test('S3.2 the preset for S3 offers it beside the other three', () => {
  expect(Object.keys(presetS3.methods)).toEqual(['totp', 'webauthn', 'sms', 'email']);
});

describe('what the policy makes of it', () => {
  const ADMINISTRATOR = { accountName: 'anna', roles: ['administrator'] };
  const asking = (trait: 'phishing-resistant' | 'user-verified' | 'device-bound'): typeof plainPolicy => ({
    ...plainPolicy,
    rules: [{ id: 'strong', when: { role: ['administrator'] }, signIn: { of: [{ trait: [trait] }] } }],
  });
  const administrator = (
    mfa: Awaited<ReturnType<typeof openPortal>>['mfa'],
  ): ReturnType<typeof mfa.beginSignIn> =>
    mfa.beginSignIn({
      userId: 'anna',
      user: ADMINISTRATOR,
      firstFactor: { method: 'password' },
    });

  test('A2 what is typed in by hand is not phishing-resistant, and a key is', async () => {
    const portal = await openPortal({
      user: async () => ADMINISTRATOR,
      policy: asking('phishing-resistant'),
    });
    const { key, factorId, session } = await enrolKey(portal, 'anna', newKey());
    const app = await enrolApp(portal, session);
    const begun = await administrator(portal.mfa);
    if (begun.kind !== 'challenge') throw new Error(begun.kind);
    const code = app.phone.code(portal.clock.now());
    const typed = await portal.mfa.verify({ token: begun.token, factorId: app.factorId, response: code });
    if (typed.kind !== 'challenge') throw new Error(typed.kind);
    expect(typed.challenge.options.map((option) => option.factorId)).toEqual([factorId]);
    const response = await key.get(await browserOptions(portal.mfa, typed.token));
    expect(await portal.mfa.verify({ token: typed.token, response })).toMatchObject({
      kind: 'complete',
      assurance: {
        evidence: [
          { method: 'password' },
          { method: 'totp', traits: [] },
          { method: 'webauthn', traits: expect.arrayContaining(['phishing-resistant']) },
        ],
      },
    });
  });

  test.each([
    ['device-bound', 'complete'],
    ['eligible', 'challenge'],
    ['synced', 'challenge'],
  ] as const)(
    'A3 where a credential that cannot be copied is asked for, one that is %s gives: %s',
    async (backup, outcome) => {
      const portal = await openPortal({ user: async () => ADMINISTRATOR, policy: asking('device-bound') });
      const { session } = await enrolKey(portal, 'anna', newKey());
      const second = await enrolKey(portal, 'anna', newKey({ backup }), {
        caller: session,
        label: 'The other',
      });
      const signIn = await administrator(portal.mfa);
      if (signIn.kind !== 'challenge') throw new Error(signIn.kind);
      const asked = await browserOptions(portal.mfa, signIn.token);
      const own = { ...asked, allowCredentials: [{ type: 'public-key', id: second.key.credentialIds[0] }] };
      const verdict = await portal.mfa.verify({ token: signIn.token, response: await second.key.get(own) });
      expect(verdict.kind).toBe(outcome);
    },
  );

  test('W19 a key without PIN is one factor: it does not do where a verified person is asked for', async () => {
    const portal = await openPortal({ user: async () => ADMINISTRATOR, policy: asking('user-verified') });
    const { session } = await enrolKey(portal, 'anna', newKey());
    const touch = await enrolKey(portal, 'anna', newKey({ userVerification: false }), {
      caller: session,
      label: 'No PIN',
    });
    const signIn = await administrator(portal.mfa);
    if (signIn.kind !== 'challenge') throw new Error(signIn.kind);
    const asked = await browserOptions(portal.mfa, signIn.token);
    const own = { ...asked, allowCredentials: [{ type: 'public-key', id: touch.key.credentialIds[0] }] };
    const verdict = await portal.mfa.verify({ token: signIn.token, response: await touch.key.get(own) });
    expect(verdict).toMatchObject({ kind: 'challenge' });
  });

  test('W7 user verification by the policy: required, and a key without PIN is not even enrolled', async () => {
    const portal = await openPortal({
      policy: {
        ...plainPolicy,
        methods: { webauthn: { allow: 'yes', userVerification: 'required' }, totp: { allow: 'yes' } },
      },
    });
    const caller = await passwordSession(portal.mfa, 'anna');
    const { factorId, options } = await beginKey(portal.mfa, caller);
    await expect(newKey({ userVerification: false }).create(options)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    const response = await newKey().create(options, { flags: { userVerified: false } });
    expect(await portal.mfa.confirmEnrolment({ caller, factorId, response })).toEqual({
      kind: 'refused',
      reason: 'invalid-response',
    });
  });
});

describe('a set-up', () => {
  test('that is not proven signs nobody in, and is shown again with the same question', async () => {
    const portal = await openPortal();
    const caller = await passwordSession(portal.mfa, 'anna');
    const { factorId, options } = await beginKey(portal.mfa, caller);
    expect((await afterPassword(portal.mfa, 'anna')).kind).toBe('complete');
    const again = await portal.second.resumeEnrolment({ caller, factorId });
    expect(again).toMatchObject({ kind: 'begun', enrolment: { setup: { options } } });
  });

  test('W3 is proven once: the same answer does not prove it again, nor another', async () => {
    const portal = await openPortal();
    const caller = await passwordSession(portal.mfa, 'anna');
    const one = await beginKey(portal.mfa, caller);
    const two = await beginKey(portal.mfa, caller, 'Other');
    const response = await newKey().create(one.options);
    expect(await portal.mfa.confirmEnrolment({ caller, factorId: two.factorId, response })).toEqual({
      kind: 'refused',
      reason: 'invalid-response',
    });
    const confirmed = await Promise.all(
      Array.from({ length: 10 }, () =>
        portal.mfa.confirmEnrolment({ caller, factorId: one.factorId, response }),
      ),
    );
    expect(tally(confirmed)).toEqual({ active: 1, refused: 9 });
  });

  test('that is answered with nonsense is refused, and can still be answered', async () => {
    const portal = await openPortal();
    const caller = await passwordSession(portal.mfa, 'anna');
    const { factorId, options } = await beginKey(portal.mfa, caller);
    for (const response of [
      undefined,
      '123456',
      {},
      { id: 'AA', rawId: 'AA', type: 'public-key', response: {} },
    ]) {
      expect(await portal.mfa.confirmEnrolment({ caller, factorId, response })).toEqual({
        kind: 'refused',
        reason: 'malformed-response',
      });
    }
    const response = await newKey().create(options);
    expect((await portal.mfa.confirmEnrolment({ caller, factorId, response })).kind).toBe('active');
  });
});

function bytesOf(base64url: string | undefined): Uint8Array {
  return new Uint8Array(Buffer.from(base64url ?? '', 'base64url'));
}
