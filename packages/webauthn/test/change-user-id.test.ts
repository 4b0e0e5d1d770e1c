import { expect, test } from 'vitest';
import { newKey } from './laboratory.ts';
import { afterPassword, browserOptions, challengeFor, enrolKey, openPortal } from './portal.ts';

test('A14 a key signs in at the new user id, and its stored parts are genuine there alone', async () => {
  const portal = await openPortal();
  const { key, factorId } = await enrolKey(portal, 'anna', newKey());
  expect((await portal.mfa.changeUserId({ from: 'anna', to: 'anne' })).kind).toBe('changed');
  await expect(afterPassword(portal.mfa, 'anna')).rejects.toMatchObject({ code: 'account-moved' });
  portal.clock.advance(60_000);
  const { token } = await challengeFor(portal.second, 'anne');
  const response = await key.get(await browserOptions(portal.mfa, token));
  const verdict = await portal.mfa.verify({ token, response });
  expect(verdict).toMatchObject({ kind: 'complete', assurance: { userId: 'anne', level: 'multi-factor' } });
  expect(verdict).toHaveProperty('assurance.evidence.1.factorId', factorId);
  // Again: the reserved credential belongs to the new id now.
  expect((await portal.mfa.changeUserId({ from: 'anne', to: 'anouk' })).kind).toBe('changed');
  expect((await afterPassword(portal.mfa, 'anouk')).kind).toBe('challenge');
});
