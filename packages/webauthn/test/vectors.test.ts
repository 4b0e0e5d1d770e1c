import { readFile } from 'node:fs/promises';
import type { CheckResult } from '@factorkit/core';
import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { describe, expect, test } from 'vitest';
import { assert } from '../src/ceremony/authenticate.ts';
import { register } from '../src/ceremony/register.ts';
import { readOptions, type WebAuthnOptions } from '../src/options.ts';
import { credentialIn } from '../src/response/credential.ts';
import { readRegistration } from '../src/response/read-response.ts';
import { leadsTo } from '../src/signature/certificates.ts';
import { matched, place, RULE } from './laboratory.ts';

interface Vector {
  readonly id: string;
  readonly registration: Readonly<
    Record<'challenge' | 'credentialId' | 'clientDataJSON' | 'attestationObject', string>
  >;
  readonly authentication: Readonly<
    Record<'challenge' | 'credentialId' | 'clientDataJSON' | 'authenticatorData' | 'signature', string>
  >;
}

interface Vectors {
  readonly vectors: readonly Vector[];
  readonly rpId: string;
  readonly origin: string;
  readonly topOrigin: string;
  readonly attestationRoot: { readonly certDerBase64: string };
}

const all = JSON.parse(
  await readFile(new URL('./vectors/webauthn-l3-section16.json', import.meta.url), 'utf8'),
) as Vectors;

/** Makes the credential of a vector, and uses it; every algorithm of ours is offered unless the options say else. */
async function run(
  id: string,
  options: Partial<WebAuthnOptions> = {},
  /** For its use, where they are others. */
  later = options,
): Promise<{ readonly made: CheckResult; readonly used?: CheckResult }> {
  const offered = {
    rpId: all.rpId,
    origins: [all.origin],
    algorithms: ['ES256', 'EdDSA', 'RS256', 'ES384', 'ES512'],
  } as const;
  const { registration, authentication } = vectorOf(id);
  const common = { ...place, rule: RULE, now: 0, data: {} };
  const made = await register(
    readOptions({ ...offered, ...options }),
    { kind: 'pending', challenge: registration.challenge, userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' },
    { ...common, response: answer(registration) },
  );
  if (made.kind !== 'match') return { made };
  const credential = credentialIn(made.data);
  if (credential === undefined) throw new Error('a match without a credential');
  const used = await assert(
    readOptions({ ...offered, ...later }),
    { credential, challenge: authentication.challenge },
    { ...common, data: made.data, response: answer(authentication) },
  );
  return { made, used };
}

function vectorOf(id: string): Vector {
  const vector = all.vectors.find((other) => other.id === id);
  if (vector === undefined) throw new Error(`no vector ${id}`);
  return vector;
}

function certificatesOf(id: string): readonly Uint8Array[] {
  const { statement } = readRegistration(answer(vectorOf(id).registration)) ?? {};
  return statement?.get('x5c') as Uint8Array[];
}

function answer(parts: { readonly credentialId: string }): unknown {
  const { credentialId, ...response } = parts;
  return { id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {}, response };
}

function pemOf(base64: string): string {
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}

const PASSING = [
  'none-es256',
  'packed-self-es256',
  'none-es256-long-credential-id',
  'packed-es256',
  'packed-es384',
  'packed-es512',
  'packed-rs256',
  'packed-eddsa',
  'tpm-es256',
  'android-key-es256',
  'apple-es256',
  'fido-u2f-es256',
];
const FRAMED = ['none-es256-crossOrigin', 'none-es256-topOrigin'];
/** Ed448: the library verifies Ed25519 alone of the Edwards curves, so it is not among the algorithms. */
const NOT_OFFERED = ['packed-ed448'];

describe('WebAuthn L3 section 16', () => {
  test('has 15 pairs, and each of them is judged here', () => {
    const { vectors } = all;
    expect(vectors.map(({ id }) => id).sort()).toEqual([...PASSING, ...FRAMED, ...NOT_OFFERED].sort());
  });

  for (const id of PASSING) {
    test(`W14 ${id}: made, and used`, async () => {
      const { made, used } = await run(id);
      expect([made.kind, used?.kind]).toEqual(['match', 'match']);
    });
  }

  for (const id of FRAMED) {
    test(`W5 ${id}: refused by default, both halves`, async () => {
      const refused = { kind: 'invalid', reason: 'cross-origin' };
      expect((await run(id)).made).toEqual(refused);
      const framed = { crossOrigin: { topOrigins: [all.topOrigin], unnamedTopOrigin: 'accept' } } as const;
      expect((await run(id, framed, {})).used).toEqual(refused);
    });
  }

  for (const id of NOT_OFFERED) {
    test(`W9 ${id}: refused, because the algorithm is not offered, and not verified by the library`, async () => {
      expect((await run(id)).made).toEqual({ kind: 'invalid', reason: 'algorithm' });
      const { registration, authentication } = vectorOf(id);
      const made = verifyRegistrationResponse({
        response: answer(registration) as RegistrationResponseJSON,
        expectedChallenge: registration.challenge,
        expectedOrigin: all.origin,
        expectedRPID: all.rpId,
        requireUserVerification: false,
        supportedAlgorithmIDs: [-53],
      });
      // The maker vouches for the key in another algorithm: the key's own is not tried before it is used.
      expect((await made).verified).toBe(true);
      const publicKey = readRegistration(answer(registration))?.authenticatorData.credential?.publicKey;
      const used = verifyAuthenticationResponse({
        response: answer(authentication) as AuthenticationResponseJSON,
        expectedChallenge: authentication.challenge,
        expectedOrigin: all.origin,
        expectedRPID: all.rpId,
        requireUserVerification: false,
        credential: { id: authentication.credentialId, publicKey: publicKey ?? new Uint8Array(), counter: 0 },
      });
      await expect(used).rejects.toThrowError(/invalid alg -53/);
    });
  }

  test('W5 none-es256-topOrigin: accepted inside the site that is configured, and inside no other', async () => {
    const framed = (topOrigin: string): ReturnType<typeof run> =>
      run('none-es256-topOrigin', { crossOrigin: { topOrigins: [topOrigin] } });
    const { made, used } = await framed(all.topOrigin);
    expect([made.kind, used?.kind]).toEqual(['match', 'match']);
    expect((await framed('https://evil.test')).made).toEqual({ kind: 'invalid', reason: 'top-origin' });
  });

  test('W5 none-es256-crossOrigin: accepted where a frame need not say whose it is', async () => {
    const framed = (unnamedTopOrigin: 'accept' | 'reject'): ReturnType<typeof run> =>
      run('none-es256-crossOrigin', { crossOrigin: { topOrigins: [all.topOrigin], unnamedTopOrigin } });
    const { made, used } = await framed('accept');
    expect([made.kind, used?.kind]).toEqual(['match', 'match']);
    expect((await framed('reject')).made).toEqual({ kind: 'invalid', reason: 'top-origin' });
  });
});

describe('W10 where attestation by the vectors’ root is asked for', () => {
  const trusted = ({ attestationRoot }: Vectors, aaguids?: readonly string[]): Partial<WebAuthnOptions> => ({
    attestation: {
      policy: 'trusted',
      roots: [pemOf(attestationRoot.certDerBase64)],
      ...(aaguids === undefined ? {} : { aaguids }),
    },
  });

  for (const id of ['packed-es256', 'packed-es384', 'packed-es512', 'packed-rs256', 'packed-eddsa']) {
    test(`${id}: accepted, and refused under any other root`, async () => {
      const { made, used } = await run(id, trusted(all));
      expect([made.kind, used?.kind]).toEqual(['match', 'match']);
      const other = Buffer.from(certificatesOf('tpm-es256')[0] ?? []).toString('base64');
      const elsewhere = { attestation: { policy: 'trusted', roots: [pemOf(other)] } } as const;
      expect((await run(id, elsewhere)).made).toEqual({ kind: 'invalid', reason: 'attestation' });
    });
  }

  for (const id of ['none-es256', 'packed-self-es256', 'none-es256-long-credential-id']) {
    test(`${id}: refused, because nobody vouches for it`, async () => {
      expect((await run(id, trusted(all))).made).toEqual({ kind: 'invalid', reason: 'attestation' });
    });
  }

  // Each of these chains to the root; the library asks for more than the vector has.
  const refusedByTheLibrary = {
    // The vector's manufacturer is id:00000000, which the TCG has given to nobody.
    'tpm-es256': /TPM manufacturer/,
    // The vector's chain ends below its root, and the library takes the last certificate sent for the root.
    'android-key-es256': /validating certificate path/,
    // The library pins Apple's own root for this format.
    'apple-es256': /could not be chained to any specified trust anchor/,
    // FIDO U2F keys have no AAGUID; WebAuthn L3 §8.6 does not ask for zeros, and the vector has others.
    'fido-u2f-es256': /AAGUID .* was not expected value/,
  };

  for (const [id, message] of Object.entries(refusedByTheLibrary)) {
    test(`${id}: refused by the library, with its own reason`, async () => {
      expect(await leadsTo([pemOf(all.attestationRoot.certDerBase64)], certificatesOf(id))).toBe(true);
      expect((await run(id, trusted(all))).made).toEqual({ kind: 'invalid', reason: 'attestation' });
      const { registration } = vectorOf(id);
      const verdict = verifyRegistrationResponse({
        response: answer(registration) as RegistrationResponseJSON,
        expectedChallenge: registration.challenge,
        expectedOrigin: all.origin,
        expectedRPID: all.rpId,
        requireUserVerification: false,
        supportedAlgorithmIDs: [-7],
      });
      await expect(verdict).rejects.toThrowError(message);
    });
  }

  test('only the models that are listed get in', async () => {
    const { made } = await run('packed-es256', trusted(all));
    const aaguid = String(matched(made).data.aaguid);
    expect((await run('packed-es256', trusted(all, [aaguid.toUpperCase()]))).made.kind).toBe('match');
    expect((await run('packed-eddsa', trusted(all, [aaguid]))).made).toEqual({
      kind: 'invalid',
      reason: 'authenticator',
    });
  });

  test('a path holds authorities alone, leads to a root, and does not begin at it', async () => {
    const root = Buffer.from(all.attestationRoot.certDerBase64, 'base64');
    const roots = [pemOf(root.toString('base64'))];
    const [leaf = new Uint8Array()] = certificatesOf('packed-es256');
    const [noAuthority = new Uint8Array()] = certificatesOf('packed-rs256');
    expect(await leadsTo(roots, [leaf])).toBe(true);
    expect(await leadsTo(roots, [leaf, new Uint8Array(root)])).toBe(true);
    expect(await leadsTo(roots, [leaf, noAuthority])).toBe(false);
    expect(await leadsTo(roots, [new Uint8Array(root), leaf])).toBe(false);
    expect(await leadsTo(roots, [new Uint8Array(root)])).toBe(false);
    expect(await leadsTo(roots, [leaf, Uint8Array.of(1, 2, 3)])).toBe(false);
    expect(await leadsTo(roots, [Uint8Array.of(1, 2, 3)])).toBe(false);
    expect(await leadsTo(roots, [])).toBe(false);
  });
});
