import { randomBytes } from 'node:crypto';
import type { KeyRotation, Mfa, MfaOptions } from '@factorkit/core';
import { expect, test } from 'vitest';
import { newKey } from './laboratory.ts';
import {
  beginKey,
  browserOptions,
  challengeFor,
  enrolKey,
  openPortal,
  passwordSession,
  stores,
} from './portal.ts';

const OLD = { id: 'old', key: randomBytes(32) };
const NEW = { id: 'new', key: randomBytes(32) };
const before: MfaOptions['keys'] = [OLD, NEW];
const during: MfaOptions['keys'] = [NEW, OLD];
const afterwards: MfaOptions['keys'] = [NEW];

async function rotate(mfa: Mfa): Promise<KeyRotation> {
  let last: KeyRotation | undefined;
  for await (const report of mfa.rotateKeys()) last = report;
  if (last === undefined) throw new Error('no report');
  return last;
}

test.each(stores)('a key and its claim are put under the first key (W11), on $name', async ({ open }) => {
  const portal = await openPortal({ open, keys: before });
  const key = newKey();
  const credentialId = new Uint8Array(32).fill(7);
  const owner = await passwordSession(portal.mfa, 'anna');
  const { factorId, options } = await beginKey(portal.mfa, owner);
  const made = await key.create(options, { credentialId });
  await portal.mfa.confirmEnrolment({ caller: owner, factorId, response: made });
  // The account, and the row that makes the credential hers alone.
  expect(await rotate(portal.server(during))).toMatchObject({ looked: 2, resealed: 2, failures: [] });
  expect(await rotate(portal.server(during))).toMatchObject({ looked: 2, resealed: 0 });

  const mfa = portal.server(afterwards);
  const { token } = await challengeFor(mfa, 'anna');
  const response = await key.get(await browserOptions(mfa, token));
  expect(await mfa.verify({ token, factorId, response })).toMatchObject({ kind: 'complete' });
  // WebAuthn L3 §7.1 step 26: still no second account for the same credential.
  const caller = await passwordSession(mfa, 'bert');
  const begun = await beginKey(mfa, caller);
  const again = await newKey().create(begun.options, { credentialId });
  expect(await mfa.confirmEnrolment({ caller, factorId: begun.factorId, response: again })).toEqual({
    kind: 'refused',
    reason: 'already-registered',
  });
});

test('a credential that somebody altered is not made genuine by a rotation', async () => {
  const portal = await openPortal({ keys: before });
  await enrolKey(portal, 'anna', newKey());
  const { storage } = portal;
  const stored = (await storage.load('anna')).stored;
  const state = stored?.state.replace('"backedUp":false', '"backedUp":true') ?? '';
  const forged = state.replace(/"publicKey":"[^"]{8}/, '"publicKey":"AAAAAAAA');
  expect(forged).not.toBe(state);
  await storage.save('anna', { tag: 'forged', state: forged }, stored?.tag, []);
  expect(await rotate(portal.server(during))).toMatchObject({
    failures: [{ userId: 'anna', code: 'account-tampered' }],
  });
  expect((await storage.load('anna')).stored?.state).toBe(forged);
});

test('the data of a set-up that is not proven yet is left as it is', async () => {
  const portal = await openPortal({ keys: before });
  const caller = await passwordSession(portal.mfa, 'anna');
  await portal.mfa.beginEnrolment({ caller, method: 'webauthn' });
  const factors = async (): Promise<unknown> =>
    JSON.parse((await portal.storage.load('anna')).stored?.state ?? '{}').factors;
  const begun = await factors();
  expect(await rotate(portal.server(during))).toMatchObject({ looked: 1, resealed: 1, failures: [] });
  expect(await factors()).toEqual(begun);
});
