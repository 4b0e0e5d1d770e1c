import type { Assurance } from '@factorkit/core';
import { presetS1 } from '@factorkit/core/policy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requireMfa } from '../src/index.ts';
import { openBrowser } from './browser.ts';
import { enableS1, enterCode } from './journey.ts';
import { startPortal, type TestPortal } from './portal.ts';

let portal: TestPortal;
beforeEach(async () => {
  portal = await startPortal({ policy: presetS1 });
});
afterEach(() => portal.close());

const CHALLENGE =
  'Bearer error="insufficient_user_authentication", ' +
  'error_description="A stronger or more recent authentication is required", ' +
  'acr_values="multi-factor", max_age="900"';

test('S3 who is not signed in gets 401, the challenge of RFC 9470 and a problem document', async () => {
  const refused = await openBrowser(portal).open('/payouts');
  expect(refused.status).toBe(401);
  expect(refused.headers.get('www-authenticate')).toBe(CHALLENGE);
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  expect(refused.headers.get('cache-control')).toBe('no-store');
  expect(refused.json).toEqual({
    type: 'urn:factorkit:problem:insufficient-user-authentication',
    title: 'This asks for a stronger or fresher sign-in.',
    status: 401,
    code: 'insufficient-user-authentication',
    acrValues: ['multi-factor'],
    maxAgeSeconds: 900,
  });
});

test('S3 S7 a session with a password alone is not enough', async () => {
  const browser = openBrowser(portal);
  await browser.logIn('bert');
  expect((await browser.mfa('account')).status).toBe(200);
  const refused = await browser.open('/payouts');
  expect(refused.status).toBe(401);
  expect(refused.headers.get('www-authenticate')).toBe(CHALLENGE);
});

test('S5 an age of exactly the maximum passes, a moment more is challenged, and a step-up lets in again', async () => {
  const browser = openBrowser(portal);
  const phone = await enableS1(portal, browser);
  const signIn = await openBrowser(portal).logIn('anna');
  expect(signIn.json).toEqual({ kind: 'challenge' });
  portal.clock.advance(900_000 - 60_000);
  expect((await browser.open('/payouts')).status).toBe(200);
  portal.clock.advance(1);
  expect((await browser.open('/payouts')).status).toBe(401);

  // A password alone does not make the factor fresh.
  await browser.mfa('reauthenticate', { body: { password: 'correct-horse-anna' } });
  expect((await browser.open('/payouts')).status).toBe(401);

  await browser.mfa('reauthenticate', { body: { intent: { kind: 'enrol', method: 'totp' } } });
  expect((await enterCode(browser, phone)).json).toMatchObject({ kind: 'complete' });
  expect((await browser.open('/payouts')).json).toEqual({ kind: 'payouts' });
});

test('S6 a step-up does not change when the sign-in was completed', async () => {
  const browser = openBrowser(portal);
  const signedInAt = portal.clock.now();
  const phone = await enableS1(portal, browser);
  portal.clock.advance(16 * 60_000);
  await browser.mfa('reauthenticate', { body: { intent: { kind: 'enrol', method: 'totp' } } });
  const done = await enterCode(browser, phone);
  expect(done.json).toMatchObject({ kind: 'complete', authenticatedAt: signedInAt });
});

test('an age that is no whole number of seconds stops the start', () => {
  const assurance = (): Assurance | undefined => undefined;
  for (const maxAgeSeconds of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => requireMfa({ assurance, maxAgeSeconds })).toThrow(RangeError);
  }
});
