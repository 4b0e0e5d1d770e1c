import type { CheckResult, FactorData, JsonObject } from '@factorkit/core';
import type { Deviation, SoftwareAuthenticator } from '@factorkit/testkit';
import {
  type AuthenticationResponseJSON,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import { describe, expect, test } from 'vitest';
import {
  BINDING,
  begin,
  enrolled,
  judge,
  matched,
  newKey,
  newMethod,
  ORIGIN,
  question,
} from './laboratory.ts';

// What the library answers by itself, and what this package answers to the same bytes. A new version of the library that
// mends one of these fails here: then the trap is gone, and the test with it; the check stays.

const method = newMethod();
const RP_ID = 'example.com';

interface Both {
  readonly library: boolean;
  readonly ours: CheckResult;
}

async function bothOf(data: FactorData, response: JsonObject, challenge: string): Promise<Both> {
  const { verified } = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: ORIGIN,
    expectedRPID: RP_ID,
    credential: {
      id: String(data.credentialId),
      publicKey: isoBase64URL.toBuffer(String(data.publicKey)),
      counter: Number(data.signCount),
    },
  });
  return { library: verified, ours: await judge(method, { data, response }) };
}

async function used(key: SoftwareAuthenticator, data: FactorData, deviation: Deviation): Promise<Both> {
  const asked = await question(method, data);
  return bothOf(data, await key.get(asked, deviation), String(asked.challenge));
}

describe('the library says that it is verified, and here it is refused:', () => {
  const foreign = 'AAAAAAAAAAAAAAAAAAAAAA';
  test.each<[string, string, string, Deviation]>([
    ['W13', 'the id of another credential', 'credential', { id: foreign }],
    ['W13', 'the handle of another user', 'user-handle', { userHandle: foreign }],
    ['W5', 'an answer from a frame that does not say whose it is', 'cross-origin', { crossOrigin: true }],
    [
      'W8',
      'a credential that could not be copied, and now can',
      'backup-eligibility',
      { flags: { backupEligible: true } },
    ],
  ])('%s %s', async (_id, _what, reason, deviation) => {
    const key = newKey();
    const data = await enrolled(method, key);
    expect(await used(key, data, deviation)).toEqual({ library: true, ours: { kind: 'invalid', reason } });
  });

  test('W8 a credential that could be copied, and now cannot', async () => {
    const key = newKey({ backup: 'eligible' });
    const data = await enrolled(method, key);
    expect(await used(key, data, { flags: { backupEligible: false } })).toEqual({
      library: true,
      ours: { kind: 'invalid', reason: 'backup-eligibility' },
    });
  });

  test.each([
    { crossOrigin: true },
    { crossOrigin: true, topOrigin: 'https://evil.test' },
    { topOrigin: 'https://evil.test' },
  ])('W5 a new credential made in the frame of another site: %j', async (deviation) => {
    const { data, options } = await begin(method);
    const response = await newKey().create(options, deviation);
    const { verified } = await verifyRegistrationResponse({
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: String(options.challenge),
      expectedOrigin: ORIGIN,
      expectedRPID: RP_ID,
      requireUserVerification: false,
    });
    expect(verified).toBe(true);
    expect((await judge(method, { data, response })).kind).toBe('invalid');
  });

  test('W1 W3 the same answer a second time, by a key that keeps no counter: here its challenge is spent by the engine', async () => {
    const key = newKey({ counter: 'none' });
    const data = await enrolled(method, key);
    const asked = await question(method, data);
    const response = await key.get(asked);
    for (const _again of [1, 2]) {
      expect((await bothOf(data, response, String(asked.challenge))).library).toBe(true);
    }
    // The mechanism has no memory either; attacks.test.ts sends one answer 50 times to the engine.
    expect(await judge(method, { data, response, binding: `${BINDING}x` })).toEqual({
      kind: 'invalid',
      reason: 'challenge',
    });
  });

  test('W3 a challenge that is missing on both sides', async () => {
    const key = newKey();
    const data = await enrolled(method, key);
    const asked = await question(method, data);
    const response = await key.get(asked, { clientData: { challenge: undefined } });
    const both = bothOf(data, response, undefined as unknown as string);
    await expect(both).resolves.toEqual({ library: true, ours: { kind: 'malformed' } });
  });
});

describe('what the library hands out, and is not taken:', () => {
  test('W17 the counter of an answer with a bad signature', async () => {
    const key = newKey();
    const data = await enrolled(method, key);
    const asked = await question(method, data);
    const response = await key.get(asked, { signCount: 4_000_000_000, brokenSignature: true });
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: String(asked.challenge),
      expectedOrigin: ORIGIN,
      expectedRPID: RP_ID,
      credential: {
        id: String(data.credentialId),
        publicKey: isoBase64URL.toBuffer(String(data.publicKey)),
        counter: 0,
      },
    });
    expect([verified, authenticationInfo.newCounter]).toEqual([false, 4_000_000_000]);
    const ours = await judge(method, { data, response });
    expect(ours).toEqual({ kind: 'invalid', reason: 'signature' });
    expect(JSON.stringify(ours)).not.toContain('4000000000');
  });

  test('W15 word of the stored counter to anyone who has no key: it throws before it looks at the signature', async () => {
    const key = newKey();
    const data = await enrolled(method, key, { deviation: { signCount: 9 } });
    const deviation = { signCount: 3, brokenSignature: true } as const;
    await expect(used(key, data, deviation)).rejects.toThrowError(/counter/i);
    const response = await key.get(await question(method, data), deviation);
    expect(await judge(method, { data, response })).toEqual({ kind: 'invalid', reason: 'signature' });
  });

  test('one caller’s preferences, to the next', async () => {
    const ask = async (preferredAuthenticatorType?: 'securityKey'): Promise<unknown> => {
      const { authenticatorSelection } = await generateRegistrationOptions({
        rpName: 'Example',
        rpID: RP_ID,
        userName: 'anna',
        ...(preferredAuthenticatorType === undefined ? {} : { preferredAuthenticatorType }),
      });
      return structuredClone(authenticatorSelection);
    };
    const before = await ask();
    await ask('securityKey');
    expect(await ask()).not.toEqual(before);
    const { options } = await begin(method);
    expect(options.authenticatorSelection).toEqual({
      residentKey: 'discouraged',
      requireResidentKey: false,
      userVerification: 'preferred',
    });
    expect(options).not.toHaveProperty('hints');
  });

  test('W9 algorithms that depend on the runtime: it offers others, or in another order, than are pinned here', async () => {
    const { pubKeyCredParams } = await generateRegistrationOptions({
      rpName: 'Example',
      rpID: RP_ID,
      userName: 'anna',
    });
    const { options } = await begin(method);
    expect(options.pubKeyCredParams).toMatchObject([{ alg: -7 }, { alg: -8 }, { alg: -257 }]);
    expect(options.pubKeyCredParams).not.toEqual(pubKeyCredParams);
  });

  test('W7 two defaults for user verification, one to ask and one to check: here one setting is both', async () => {
    const key = newKey({ userVerification: false });
    const data = await enrolled(method, key);
    await expect(used(key, data, {})).rejects.toThrowError(/user verification/i);
    const asked = await question(method, data);
    expect(asked.userVerification).toBe('preferred');
    expect((await judge(method, { data, response: await key.get(asked) })).kind).toBe('match');
  });

  test('W12 a public key that went through JSON as a list of numbers', async () => {
    const key = newKey();
    const { data, options } = await begin(method);
    const answer = await key.create(options);
    const kept = matched(await judge(method, { data, response: answer })).data;
    const numbers = JSON.parse(JSON.stringify(isoBase64URL.toBuffer(String(kept.publicKey))));
    const asked = await question(method, kept);
    const response = await key.get(asked);
    const broken = verifyAuthenticationResponse({
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: String(asked.challenge),
      expectedOrigin: ORIGIN,
      expectedRPID: RP_ID,
      credential: { id: String(kept.credentialId), publicKey: numbers, counter: 0 },
    });
    await expect(broken).rejects.toThrowError(/No data/);
    const through: FactorData = JSON.parse(JSON.stringify(kept));
    expect((await judge(method, { data: through, response })).kind).toBe('match');
  });
});
