import { expect, test } from 'vitest';
import { enterCode, setUpApp, signIn, signUp, startPortal, who } from './portal.ts';

test('FE8 a user without a factor signs up and in as before', async () => {
  const portal = await startPortal();
  const browser = portal.browser();
  await signUp(browser, 'anna@example.com');
  expect(await who(browser)).toBe('anna@example.com');
  const elsewhere = portal.browser();
  expect(await who(elsewhere)).toBeUndefined();
  await signIn(elsewhere, 'anna@example.com');
  expect(await who(elsewhere)).toBe('anna@example.com');
  const { json } = await elsewhere.get<{ readonly session: object }>('/api/auth/get-session');
  expect(json.session).toMatchObject({ assurance: { amr: ['pwd'], level: expect.anything() } });
});

test('FE8 the password of a user with a factor gives no session, and the code does', async () => {
  const portal = await startPortal();
  const browser = portal.browser();
  await signUp(browser, 'anna@example.com');
  const phone = await setUpApp(portal, browser);
  expect(await who(browser)).toBe('anna@example.com');
  const elsewhere = portal.browser();
  const answer = await signIn(elsewhere, 'anna@example.com');
  expect(answer.json).toEqual({ mfa: { kind: 'challenge' }, redirect: true, url: '/second-step' });
  expect(await who(elsewhere)).toBeUndefined();
  const verified = await enterCode(portal, elsewhere, phone);
  expect(verified.json).toMatchObject({ kind: 'complete', amr: ['pwd', 'otp', 'mfa'] });
  expect(await who(elsewhere)).toBe('anna@example.com');
});
