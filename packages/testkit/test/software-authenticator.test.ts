import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { createSeededRandom, createSoftwareAuthenticator, type Deviation } from '@factorkit/testkit';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SigningAlgorithm } from '../src/webauthn/signing-key.ts';

const ORIGIN = 'https://portal.example.com';
const CREATION = {
  rp: { id: 'example.com', name: 'Example' },
  user: { id: 'dXNlcg', name: 'anna', displayName: 'anna' },
  challenge: 'Y2hhbGxlbmdl',
  pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
};
const REQUEST = { challenge: 'Y2hhbGxlbmdl', rpId: 'example.com' };

const chance = createSeededRandom(6);

function newKey(options: object = {}): ReturnType<typeof createSoftwareAuthenticator> {
  return createSoftwareAuthenticator({ origin: ORIGIN, random: chance, ...options });
}

type Answer = { readonly response: Readonly<Record<string, unknown>> };

function bytes(base64url: unknown): Buffer {
  return Buffer.from(String(base64url), 'base64url');
}

describe('it refuses what a browser refuses', () => {
  test('a domain that is not above the site’s own', async () => {
    const key = newKey();
    await key.create(CREATION);
    for (const id of ['evil.test', 'portal.example.com.evil.test', 'ample.com']) {
      await expect(key.create({ ...CREATION, rp: { id } })).rejects.toMatchObject({ name: 'SecurityError' });
      await expect(key.get({ ...REQUEST, rpId: id })).rejects.toMatchObject({ name: 'SecurityError' });
    }
  });

  test('a credential that is excluded, and one that it does not have', async () => {
    const key = newKey();
    await key.create(CREATION);
    const excludeCredentials = [{ type: 'public-key', id: key.credentialIds[0] }];
    await expect(key.create({ ...CREATION, excludeCredentials })).rejects.toMatchObject({
      name: 'InvalidStateError',
    });
    const allowCredentials = [{ type: 'public-key', id: 'AAAA' }];
    await expect(key.get({ ...REQUEST, allowCredentials })).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    expect(key.credentialIds).toHaveLength(1);
  });

  test('what it cannot do: an algorithm, a verification, another kind of authenticator', async () => {
    await expect(
      newKey({ algorithms: ['EdDSA'] }).create({ ...CREATION, pubKeyCredParams: [{ alg: -7 }] }),
    ).rejects.toMatchObject({
      name: 'NotSupportedError',
    });
    const verified = { ...CREATION, authenticatorSelection: { userVerification: 'required' } };
    await expect(newKey({ userVerification: false }).create(verified)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    const built = { ...CREATION, authenticatorSelection: { authenticatorAttachment: 'platform' } };
    await expect(newKey().create(built)).rejects.toMatchObject({ name: 'NotAllowedError' });
  });
});

test('its client data and authenticator data say what was asked, where, and who was there', async () => {
  const key = newKey({ backup: 'synced' });
  await key.create(CREATION);
  const { response } = (await key.get({ ...REQUEST, userVerification: 'discouraged' })) as Answer;
  expect(JSON.parse(bytes(response.clientDataJSON).toString())).toEqual({
    type: 'webauthn.get',
    challenge: REQUEST.challenge,
    origin: ORIGIN,
    crossOrigin: false,
  });
  const authData = bytes(response.authenticatorData);
  expect(authData.subarray(0, 32).toString('hex')).toBe(
    'a379a6f6eeafb9a55e378c118034e2751e682fab9f2d30ab13d2125586ce1947',
  );
  // Present, not verified, backup eligible, backed up; the first use.
  expect([...authData.subarray(32)]).toEqual([0b0001_1001, 0, 0, 0, 1]);
});

test.each<SigningAlgorithm>(['ES256', 'EdDSA', 'RS256'])(
  '%s: it signs both halves, as its key attests',
  async (algorithm) => {
    const key = newKey({ algorithms: [algorithm] });
    const made = (await key.create(CREATION)) as Answer;
    const publicKey = publicKeyIn(algorithm, bytes(made.response.attestationObject));
    const verifies = async (deviation: Deviation): Promise<boolean> => {
      const { response } = (await key.get(REQUEST, deviation)) as Answer;
      const hash = createHash('sha256').update(bytes(response.clientDataJSON)).digest();
      const signed = Buffer.concat([bytes(response.authenticatorData), hash]);
      return verify(algorithm === 'EdDSA' ? null : 'sha256', signed, publicKey, bytes(response.signature));
    };
    // As often as it takes for r or s to be short, or to need a zero before it.
    for (let i = 0; i < 20; i++) expect(await verifies({})).toBe(true);
    expect(await verifies({ origin: 'https://evil.test', rpId: 'evil.test' })).toBe(true);
    expect(await verifies({ brokenSignature: true })).toBe(false);
  },
);

test('credential ids come from the random source, so that a run can be repeated', async () => {
  const ids = await Promise.all(
    [1, 2].map(async () => {
      const key = newKey({ random: createSeededRandom(5) });
      await key.create(CREATION);
      return key.credentialIds;
    }),
  );
  expect(ids[0]).toEqual(ids[1]);
});

describe('where NODE_ENV is production', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('it is not made, and one that was made answers nothing', async () => {
    const key = newKey();
    vi.stubEnv('NODE_ENV', 'production');
    expect(() => newKey()).toThrowError('a software authenticator is for tests');
    await expect(key.create(CREATION)).rejects.toThrowError('production');
    await expect(key.get(REQUEST)).rejects.toThrowError('production');
  });
});

/** The COSE key stands at the end of an attestation object without extensions; its lengths are fixed. */
function publicKeyIn(algorithm: SigningAlgorithm, attestationObject: Buffer): KeyObject {
  const part = (from: number, to?: number): string =>
    attestationObject.subarray(from, to).toString('base64url');
  const jwks: Readonly<Record<SigningAlgorithm, JsonWebKey>> = {
    ES256: { kty: 'EC', crv: 'P-256', x: part(-67, -35), y: part(-32) },
    EdDSA: { kty: 'OKP', crv: 'Ed25519', x: part(-32) },
    RS256: { kty: 'RSA', n: part(-261, -5), e: part(-3) },
  };
  return createPublicKey({ key: jwks[algorithm], format: 'jwk' });
}
