import { type RegistrationResponseJSON, verifyRegistrationResponse } from '@simplewebauthn/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { register } from '../src/ceremony/register.ts';
import { type AttestationPolicy, readOptions } from '../src/options.ts';
import forged from './forged-android-key.json' with { type: 'json' };
import { place, RULE } from './laboratory.ts';

let asked: unknown[];

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', async (address: unknown) => {
    asked.push(address);
    throw new Error('there is no network here');
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function judge(attestation: AttestationPolicy): ReturnType<typeof register> {
  const settings = readOptions({ rpId: forged.rpId, origins: [forged.origin], attestation });
  const pending = { kind: 'pending', challenge: forged.challenge, userHandle: 'AAAA' } as const;
  return register(settings, pending, { ...place, rule: RULE, now: 0, data: {}, response: forged.response });
}

test('the library by itself calls the address that a forged certificate names', async () => {
  const verdict = verifyRegistrationResponse({
    response: forged.response as RegistrationResponseJSON,
    expectedChallenge: forged.challenge,
    expectedOrigin: forged.origin,
    expectedRPID: forged.rpId,
    requireUserVerification: false,
    supportedAlgorithmIDs: [-7],
  });
  await expect(verdict).rejects.toThrowError('not a known root certificate');
  expect(asked).toEqual(['http://192.0.2.1/internal']);
});

test('W10 where no attestation was asked for, the statement is not read, and nothing is called', async () => {
  expect((await judge({ policy: 'none' })).kind).toBe('match');
  expect(asked).toEqual([]);
});

test('W10 where a root is asked for, the statement’s own is none, and nothing is called', async () => {
  const refused = await judge({ policy: 'trusted', roots: [OTHER_ROOT] });
  expect(refused).toEqual({ kind: 'invalid', reason: 'attestation' });
  expect(asked).toEqual([]);
});

/** Somebody else's, made for this test. */
const OTHER_ROOT = `-----BEGIN CERTIFICATE-----
MIIBhTCCASugAwIBAgIUPbP3ttoJ3ZAuYQip8KKYN2fsF5QwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMQW5vdGhlciByb290MCAXDTI2MTEyMjAxNTk0N1oYDzI4NDgw
NDA2MDE1OTQ3WjAXMRUwEwYDVQQDDAxBbm90aGVyIHJvb3QwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAQWeikCcifWx1GfrjUHjsOQy9N1oJiA0zXPojvMDV1eSJAB
NidXUyvOqT259CCbwzsVzRMlBzqMfQ0Ebkbm57n4o1MwUTAdBgNVHQ4EFgQU4IWu
z+0n30TXtTgzYRj2FDJjaS0wHwYDVR0jBBgwFoAU4IWuz+0n30TXtTgzYRj2FDJj
aS0wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA5TJNuKySDSLS
7CMGIemrTf42QyOb0IBuftlbPlyNHwACIHuRS2yR3QzdGgygnJuMtrsx3t3uWdhv
0go7nzfMqaeu
-----END CERTIFICATE-----`;
