import { expect, test } from 'vitest';
import { newKey, newMethod } from './laboratory.ts';
import { beginKey, browserOptions, challengeFor, enrolKey, openPortal, passwordSession } from './portal.ts';

test('W15 A10 an operator sees in the trail why a key was refused: a copied one, another site', async () => {
  const portal = await openPortal();
  const { key, factorId } = await enrolKey(portal, 'anna', newKey());
  const first = await challengeFor(portal.mfa, 'anna');
  const counted = await key.get(await browserOptions(portal.mfa, first.token), { signCount: 5 });
  expect((await portal.mfa.verify({ token: first.token, response: counted })).kind).toBe('complete');
  const deviations = [{ signCount: 0 }, { origin: 'https://evil.example' }] as const;
  for (const deviation of deviations) {
    const { token } = await challengeFor(portal.mfa, 'anna');
    const response = await key.get(await browserOptions(portal.mfa, token), deviation);
    expect(await portal.mfa.verify({ token, response })).toMatchObject({ reason: 'invalid-response' });
  }
  const refused = (await portal.events('anna')).filter(({ type }) => type === 'factor.refused');
  expect(refused).toMatchObject([
    { factorId, method: 'webauthn', reason: 'counter' },
    { factorId, method: 'webauthn', reason: 'origin' },
  ]);
  expect(JSON.stringify(refused)).not.toContain('evil.example');
});

test('W7 A10 the trail says why a set-up was refused', async () => {
  const portal = await openPortal();
  const caller = await passwordSession(portal.mfa, 'anna');
  const { factorId, options } = await beginKey(portal.mfa, caller);
  const response = await newKey().create(options, { flags: { userPresent: false } });
  expect(await portal.mfa.confirmEnrolment({ caller, factorId, response })).toMatchObject({
    reason: 'invalid-response',
  });
  expect((await portal.events('anna')).at(-1)).toMatchObject({
    type: 'enrolment.refused',
    factorId,
    reason: 'user-presence',
  });
});

test('GDPR the row that keeps a credential on one account names nobody', async () => {
  const portal = await openPortal();
  const saved: string[] = [];
  const { save } = portal.storage;
  // The adapter itself is watched, not replaced.
  Object.assign(portal.storage, {
    save: (...row: Parameters<typeof save>) => {
      if (row[0].startsWith('factorkit:claim:')) saved.push(JSON.stringify(row));
      return save(...row);
    },
  });
  await enrolKey(portal, 'anna', newKey());
  expect(saved).toHaveLength(1);
  expect(saved.join()).not.toMatch(/anna/);
});

test('W15 where counters are flagged, a key whose counter goes back signs in and leaves a trace', async () => {
  const portal = await openPortal({ method: newMethod({ counter: 'flag' }) });
  const { key, factorId } = await enrolKey(portal, 'anna', newKey());
  for (const signCount of [5, 4]) {
    const { token } = await challengeFor(portal.mfa, 'anna');
    const response = await key.get(await browserOptions(portal.mfa, token), { signCount });
    expect((await portal.mfa.verify({ token, response })).kind).toBe('complete');
  }
  const doubted = (await portal.events('anna')).filter(({ type }) => type === 'factor.doubted');
  expect(doubted).toMatchObject([{ factorId, method: 'webauthn', reason: 'counter' }]);
});

test('FB12 A10 a flood of refused answers is in the trail ten times in ten minutes, and the key signs in after it', async () => {
  const portal = await openPortal();
  const { key } = await enrolKey(portal, 'anna', newKey());
  const { token } = await challengeFor(portal.mfa, 'anna');
  const response = await key.get(await browserOptions(portal.mfa, token), { origin: 'https://evil.example' });
  for (let turn = 0; turn < 100; turn++) {
    expect(await portal.mfa.verify({ token, response })).toMatchObject({ reason: 'invalid-response' });
  }
  expect((await portal.events('anna')).filter(({ type }) => type === 'factor.refused')).toHaveLength(10);
  const right = await key.get(await browserOptions(portal.mfa, token));
  expect((await portal.mfa.verify({ token, response: right })).kind).toBe('complete');
});
