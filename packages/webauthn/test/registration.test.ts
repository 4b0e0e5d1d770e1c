import type { Deviation } from '@factorkit/testkit';
import { isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers';
import { describe, expect, test } from 'vitest';
import { begin, enrolled, judge, matched, newKey, newMethod, RULE, register } from './laboratory.ts';

const method = newMethod();

describe('a new credential is refused, though rightly signed,', () => {
  const refusals: readonly (readonly [string, string, Deviation])[] = [
    ['W2', 'type', { type: 'webauthn.get' }],
    ['W2', 'type', { type: 'payment.create' }],
    ['W3', 'challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['W3', 'challenge', { challenge: '' }],
    ['W4', 'origin', { origin: 'https://evil.portal.example.com' }],
    ['W4', 'origin', { origin: 'https://example.com' }],
    ['W4', 'origin', { origin: 'http://portal.example.com' }],
    ['W4', 'origin', { origin: 'https://portal.example.com:8443' }],
    ['W4', 'origin', { origin: 'https://portal.example.com.evil.test' }],
    ['W4', 'origin', { origin: 'https://portal.example.com/' }],
    ['W4', 'origin', { origin: 'HTTPS://PORTAL.EXAMPLE.COM' }],
    ['W5', 'cross-origin', { crossOrigin: true }],
    ['W5', 'cross-origin', { crossOrigin: true, topOrigin: 'https://partner.example' }],
    ['W5', 'top-origin', { topOrigin: 'https://partner.example' }],
    ['W6', 'rp-id', { rpId: 'portal.example.com' }],
    ['W6', 'rp-id', { rpId: 'evil.test' }],
    ['W7', 'user-presence', { flags: { userPresent: false } }],
    ['W8', 'backup-flags', { flags: { backupEligible: false, backedUp: true } }],
    ['W9', 'algorithm', { algorithm: 'RS256' }],
    ['W10', 'attestation', { format: 'Packed' }],
    ['W10', 'attestation', { format: 'NONE' }],
    ['W10', 'attestation', { format: 'x-unheard-of' }],
    ['W11', 'credential-id', { credentialId: new Uint8Array(1024).fill(7) }],
    ['W13', 'credential', { id: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ];
  const es256Only = newMethod({ algorithms: ['ES256'] });

  test.each(refusals)('%s for its %s: %j', async (_id, reason, deviation) => {
    expect(await register(es256Only, newKey(), { deviation })).toEqual({ kind: 'invalid', reason });
  });
});

test('the same answer without a deviation is accepted, so that each of the above was refused for what it says', async () => {
  expect((await register(newMethod({ algorithms: ['ES256'] }), newKey())).kind).toBe('match');
});

test.each(['ES256', 'EdDSA', 'RS256'] as const)(
  'W9 a key that signs with %s is enrolled',
  async (algorithm) => {
    expect((await enrolled(method, newKey({ algorithms: [algorithm] }))).algorithm).toBe(algorithm);
  },
);

test('W3 an answer to one set-up does not confirm another of the same user', async () => {
  const first = await begin(method);
  const second = await begin(method);
  const response = await newKey().create(first.options);
  expect(await judge(method, { data: second.data, response })).toEqual({
    kind: 'invalid',
    reason: 'challenge',
  });
});

test('W1 each set-up has a challenge of its own, of 32 random bytes', async () => {
  const challenges = await Promise.all(
    Array.from({ length: 20 }, async () => (await begin(method)).data.challenge),
  );
  expect(new Set(challenges).size).toBe(20);
  for (const challenge of challenges) expect(Buffer.from(String(challenge), 'base64url')).toHaveLength(32);
});

describe('W7 user verification, where the policy requires it', () => {
  const rule = { ...RULE, userVerification: 'required' } as const;

  test('is asked of the browser and checked in its answer', async () => {
    const { options } = await begin(method, { rule });
    expect(options).toMatchObject({ authenticatorSelection: { userVerification: 'required' } });
    const deviation = { flags: { userVerified: false } };
    expect(await register(method, newKey(), { rule, deviation })).toEqual({
      kind: 'invalid',
      reason: 'user-verification',
    });
    expect((await register(method, newKey(), { rule })).kind).toBe('match');
  });

  test('is preferred where the policy says nothing, in both', async () => {
    const { options } = await begin(method);
    expect(options).toMatchObject({ authenticatorSelection: { userVerification: 'preferred' } });
    expect((await register(method, newKey({ userVerification: false }))).kind).toBe('match');
  });
});

test('W11 a credential id of 1023 bytes is kept', async () => {
  const credentialId = new Uint8Array(1023).fill(9);
  const data = await enrolled(method, newKey(), { deviation: { credentialId } });
  expect(data.credentialId).toBe(Buffer.from(credentialId).toString('base64url'));
});

test('W12 what is kept: id, key, counter, verification, transports and backup flags, as plain values', async () => {
  const key = newKey({ backup: 'synced', attachment: 'platform', transports: ['internal', 'hybrid'] });
  const data = await enrolled(method, key, { deviation: { signCount: 3 } });
  expect(data).toEqual({
    credentialId: key.credentialIds[0],
    publicKey: expect.stringMatching(/^[A-Za-z0-9_-]{90,}$/),
    algorithm: 'ES256',
    userHandle: expect.any(String),
    aaguid: '00000000-0000-0000-0000-000000000000',
    transports: 'hybrid,internal',
    signCount: 3,
    uvInitialized: true,
    backupEligible: true,
    backedUp: true,
    hash: expect.any(String),
  });
  expect(JSON.parse(JSON.stringify(data))).toEqual(data);
});

describe('W16 extensions', () => {
  test('that nobody asked for do not stand in the way', async () => {
    const deviation = { extensions: { credProtect: 2, 'x-unheard-of': 'something' } };
    expect((await register(method, newKey(), { deviation })).kind).toBe('match');
  });

  test('that are missing, or odd, in what the browser adds do not either', async () => {
    const { data, options } = await begin(method);
    const { clientExtensionResults: _, ...answer } = await newKey().create(options);
    expect((await judge(method, { data, response: answer })).kind).toBe('match');
    const odd = {
      ...answer,
      clientExtensionResults: { __proto__: null, credProps: 'yes', prf: [1] },
      extra: {},
    };
    expect((await judge(method, { data, response: odd })).kind).toBe('match');
  });
});

describe('W10 attestation, where none was asked for', () => {
  test('self attestation is verified: a wrong signature, or another algorithm than the key’s, is refused', async () => {
    const key = newKey({ attestation: 'self' });
    expect((await register(method, key)).kind).toBe('match');
    expect(
      await register(method, newKey({ attestation: 'self' }), { deviation: { brokenSignature: true } }),
    ).toEqual({
      kind: 'invalid',
      reason: 'attestation',
    });
  });

  test('self attestation that names another algorithm than the key’s is refused', async () => {
    const { data, options } = await begin(method);
    const answer = await newKey({ attestation: 'self' }).create(options);
    const parts = answer.response as { readonly attestationObject: string };
    const relabelled = (alg: number): unknown => {
      const object = isoCBOR.decodeFirst<Map<string, Map<string, number>>>(
        isoBase64URL.toBuffer(parts.attestationObject),
      );
      object.get('attStmt')?.set('alg', alg);
      const attestationObject = isoBase64URL.fromBuffer(isoCBOR.encode(object));
      return { ...answer, response: { ...parts, attestationObject } };
    };
    expect((await judge(method, { data, response: relabelled(-7) })).kind).toBe('match');
    // With RS256 the same SHA-256 is signed, so that only the name is wrong.
    expect(await judge(method, { data, response: relabelled(-257) })).toEqual({
      kind: 'invalid',
      reason: 'attestation',
    });
  });

  test('a statement of another format is not looked at', async () => {
    expect((await register(method, newKey(), { deviation: { format: 'fido-u2f' } })).kind).toBe('match');
  });
});

describe('W18 the user handle', () => {
  test('is 32 random bytes with nothing of the user in it, the same for all keys of an account', async () => {
    const first = await enrolled(method, newKey());
    const { data, options } = await begin(method, { others: [first] });
    const handle = Buffer.from(String(first.userHandle), 'base64url');
    expect(handle).toHaveLength(32);
    expect(handle.toString('latin1')).not.toContain('anna');
    expect(data.userHandle).toBe(first.userHandle);
    expect(options).toMatchObject({ user: { id: first.userHandle } });
    expect((await begin(method)).data.userHandle).not.toBe(first.userHandle);
  });

  test.each([
    ['of 65 bytes', Buffer.alloc(65, 1).toString('base64url')],
    ['that is empty', ''],
    ['that is an email address', 'anna@example.com'],
  ])('%s is never handed to a browser', async (_what, userHandle) => {
    const { data } = await begin(method);
    const present = method.present({
      ...({} as Parameters<typeof method.present>[0]),
      data: { ...data, userHandle },
      others: [],
      rule: RULE,
    });
    await expect(present).rejects.toMatchObject({ code: 'account-unreadable' });
  });
});

test('W13 the keys that the user has are excluded, with the transports they were seen on', async () => {
  const key = newKey({ transports: ['usb', 'nfc'] });
  const first = await enrolled(method, key);
  const { options } = await begin(method, { others: [first] });
  expect(options.excludeCredentials).toEqual([
    { type: 'public-key', id: first.credentialId, transports: ['nfc', 'usb'] },
  ]);
  await expect(key.create(options)).rejects.toMatchObject({ name: 'InvalidStateError' });
});

describe('W12 transports', () => {
  test.each([
    ['missing', undefined, ''],
    ['no list', 'usb', ''],
    ['with what is no transport', ['usb', 'usb', 7, 'a,b', 'NFC', 'smart-card'], 'smart-card,usb'],
  ])('%s', async (_what, transports, kept) => {
    const { data, options } = await begin(method);
    const answer = await newKey().create(options);
    const response = { ...answer, response: { ...(answer.response as object), transports } };
    expect(matched(await judge(method, { data, response })).data.transports).toBe(kept);
  });
});

test('the options do not carry one caller’s preferences over to the next', async () => {
  const platform = newMethod({ authenticatorAttachment: 'platform', residentKey: 'required' });
  const one = await begin(platform);
  const two = await begin(method);
  expect(one.options).toMatchObject({
    authenticatorSelection: {
      authenticatorAttachment: 'platform',
      residentKey: 'required',
      requireResidentKey: true,
    },
  });
  expect(two.options.authenticatorSelection).toEqual({
    residentKey: 'discouraged',
    requireResidentKey: false,
    userVerification: 'preferred',
  });
});

test('W9 the algorithms offered are a fixed list, the same on every runtime', async () => {
  const { options } = await begin(method);
  expect(options.pubKeyCredParams).toEqual([
    { type: 'public-key', alg: -7 },
    { type: 'public-key', alg: -8 },
    { type: 'public-key', alg: -257 },
  ]);
});
