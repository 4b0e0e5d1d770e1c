import { createMemoryStorage } from '@factorkit/core/memory';
import { type Policy, presetS1 } from '@factorkit/core/policy';
import { throwingStorage } from '@factorkit/testkit';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { enableS1, enterCode } from '../../src/journey.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';

export function guards(harness: Harness): void {
  describe('guards', () => {
    const policy: Policy = {
      ...presetS1,
      id: 'guards',
      rules: [{ id: 'pay', actions: { payout: { of: ['totp'], maxAge: '5m', live: true } } }],
      trustedDevices: { for: '7d' },
    };

    let portal: TestPortal;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy });
    });
    afterEach(() => portal.close());

    const CHALLENGE =
      'Bearer error="insufficient_user_authentication", ' +
      'error_description="A stronger or more recent authentication is required"';
    const COOKIE = '__Host-factorkit';

    test('S3 who is not signed in is told to sign in, which no step-up would mend', async () => {
      const refused = await openBrowser(portal).open('/payouts');
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="factorkit"');
      expect(refused.json).toMatchObject({ code: 'no-session' });
    });

    test('S2 S3 a password alone is one kind of proof: 401, the level by its name, and a problem document', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('bert');
      const refused = await browser.open('/payment');
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe(`${CHALLENGE}, acr_values="multi-factor"`);
      expect(refused.headers.get('content-type')).toBe('application/problem+json');
      expect(refused.headers.get('cache-control')).toBe('no-store');
      expect(refused.headers.getSetCookie()).toEqual([]);
      expect(refused.json).toEqual({
        type: 'urn:factorkit:problem:insufficient-user-authentication',
        title: 'This requires a stronger or more recent sign-in.',
        status: 401,
        code: 'insufficient-user-authentication',
        acrValues: ['multi-factor'],
        why: ['missing'],
      });
    });

    test('S5 an age of exactly the maximum passes, a moment more is challenged with max_age', async () => {
      const browser = openBrowser(portal);
      await enableS1(portal, browser);
      portal.clock.advance(900_000 - 60_000);
      expect((await browser.open('/payouts')).status).toBe(200);
      portal.clock.advance(1);
      const refused = await browser.open('/payouts');
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe(`${CHALLENGE}, max_age="900"`);
      expect(refused.json).toMatchObject({ maxAgeSeconds: 900, why: ['expired'] });
      // A password alone does not make the factor fresh.
      await browser.mfa('reauthenticate', { body: { password: 'correct-horse-anna' } });
      expect((await browser.open('/payouts')).status).toBe(401);
    });

    test('S4 an action that asks for more is refused, asked for by its name, and done once the request is repeated', async () => {
      const browser = openBrowser(portal);
      const phone = await enableS1(portal, browser);
      portal.clock.advance(300_000);
      const payout = { body: { amount: 120, to: 'DE02' } };
      const refused = await browser.open('/payouts', payout);
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe(`${CHALLENGE}, max_age="300"`);
      expect(refused.json).toMatchObject({ intent: { kind: 'action', name: 'payout' }, why: ['expired'] });
      expect(portal.done).toEqual([]);

      const { intent } = Object(refused.json);
      const asked = await browser.mfa('reauthenticate', { body: { intent } });
      expect(asked.json).toMatchObject({ kind: 'challenge', challenge: { purpose: 'step-up' } });
      expect((await enterCode(browser, phone, '000000')).status).toBe(422);
      expect((await browser.open('/payouts', payout)).status).toBe(401);
      expect((await enterCode(browser, phone)).json).toMatchObject({ kind: 'complete' });
      expect((await browser.open('/payouts', payout)).json).toEqual({ kind: 'payout', asked: payout.body });
      expect(portal.done).toEqual(['payout']);
    });

    test('S3 a client that says so gets the challenge with the 401, for what no client can name', async () => {
      const browser = openBrowser(portal);
      const phone = await enableS1(portal, browser);
      portal.clock.advance(900_000);
      const quiet = await browser.open('/payouts');
      expect(quiet.json).not.toHaveProperty('challenge');
      expect(quiet.headers.getSetCookie()).toEqual([]);

      const refused = await browser.open('/payouts', { headers: { 'factorkit-step-up': 'cookie' } });
      expect(refused.status).toBe(401);
      expect(refused.json).toMatchObject({
        code: 'insufficient-user-authentication',
        challenge: { purpose: 'step-up', options: [{ factorId: phone.factorId }] },
      });
      expect(refused.json).not.toHaveProperty('token');
      expect(refused.headers.getSetCookie()).toHaveLength(1);
      expect(refused.headers.getSetCookie()[0]).toMatch(
        /^__Host-factorkit=\S+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      );
      expect(refused.text).not.toContain(browser.cookies().get(COOKIE) ?? 'fk1');
      expect((await enterCode(browser, phone)).json).toMatchObject({ kind: 'complete' });
      expect((await browser.open('/payouts')).json).toMatchObject({ kind: 'payouts' });
    });

    test('a client without cookies gets that challenge in the body, and any other word is none', async () => {
      const browser = openBrowser(portal);
      const phone = await enableS1(portal, browser);
      portal.clock.advance(900_000);
      const word = await browser.open('/payouts', { headers: { 'factorkit-step-up': 'url' } });
      expect(word.json).not.toHaveProperty('challenge');
      const refused = await browser.open('/payouts', { headers: { 'factorkit-step-up': 'body' } });
      expect(refused.headers.getSetCookie()).toEqual([]);
      const token = refused.at('token');
      const done = await browser.mfa('challenge/verify', {
        body: { token, factorId: phone.factorId, response: phone.code() },
      });
      expect(done.json).toMatchObject({ kind: 'complete' });
      expect((await browser.open('/payouts')).status).toBe(200);
    });

    test('L8 what something takes is never taken from the client', async () => {
      const browser = openBrowser(portal);
      await enableS1(portal, browser);
      portal.clock.advance(900_000);
      const weak = { of: ['password'] };
      for (const intent of [
        { kind: 'requirement', requirement: weak },
        { kind: 'action', name: 'payout', requirement: weak },
      ]) {
        const refused = await browser.mfa('reauthenticate', { body: { intent } });
        expect([refused.status, refused.json]).toMatchObject([400, { code: 'input-invalid' }]);
      }
      const requirement = JSON.stringify(weak);
      for (const sending of [
        { body: { requirement: weak, need: { requirement: weak }, maxAge: '10d' } },
        { body: {}, headers: { 'factorkit-step-up': requirement, requirement, 'max-age': '999999' } },
      ]) {
        expect((await browser.open('/payouts', sending)).status).toBe(401);
      }
      expect(portal.done).toEqual([]);
    });

    test('S6 a step-up does not change when the sign-in was completed', async () => {
      const browser = openBrowser(portal);
      const signedInAt = portal.clock.now();
      const phone = await enableS1(portal, browser);
      portal.clock.advance(16 * 60_000);
      await browser.mfa('reauthenticate', { body: { intent: { kind: 'action', name: 'payout' } } });
      const done = await enterCode(browser, phone);
      expect(done.json).toMatchObject({ kind: 'complete', authenticatedAt: signedInAt });
    });

    test('S4 a step-up raises the session it was begun in, no other one of the user, and none of another user', async () => {
      const browser = openBrowser(portal);
      const phone = await enableS1(portal, browser);
      const elsewhere = openBrowser(portal);
      await elsewhere.logIn('anna');
      await enterCode(elsewhere, phone);
      portal.clock.advance(16 * 60_000);
      const intent = { kind: 'action', name: 'payout' };
      await browser.mfa('reauthenticate', { body: { intent } });

      const bert = openBrowser(portal);
      await bert.logIn('bert');
      bert.setCookie(COOKIE, browser.cookies().get(COOKIE) ?? '');
      expect((await enterCode(bert, phone)).json).toMatchObject({ code: 'wrong-user' });
      expect((await bert.open('/payouts', { body: {} })).status).toBe(401);
      portal.clock.advance(60_000);

      await browser.mfa('reauthenticate', { body: { intent } });
      await enterCode(browser, phone);
      expect((await browser.open('/payouts', { body: {} })).status).toBe(200);
      expect((await elsewhere.open('/payouts', { body: {} })).status).toBe(401);
      expect(portal.done).toEqual(['payout']);
    });

    test('L5 a factor that was removed counts for nothing from then on, whatever the session still holds', async () => {
      const browser = openBrowser(portal);
      const phone = await enableS1(portal, browser);
      expect((await browser.open('/payment')).status).toBe(200);
      const elsewhere = openBrowser(portal);
      await elsewhere.logIn('anna');
      await enterCode(elsewhere, phone);
      await browser.mfa(`factors/${phone.factorId}`, { method: 'DELETE' });
      expect((await browser.open('/payment')).status).toBe(401);
    });

    test('FE3 a hook that throws is a 500, on a route and at a guard, and the server goes on', async () => {
      const browser = openBrowser(portal);
      await enableS1(portal, browser);
      portal.breakCurrentUser();
      const failed = [await browser.mfa('account'), await browser.open('/payment')];
      expect(failed.map(({ status }) => status)).toEqual([500, 500]);
      expect(portal.errors).toMatchObject([{ code: 'portal-failed' }, { code: 'portal-failed' }]);
      expect(portal.done).toEqual([]);
      expect((await browser.logIn('bert')).status).toBe(200);
    });

    test('A10 where the store or the session fails, the request does not pass', async () => {
      let down = false;
      const broken = await startPortal(harness, {
        policy,
        storage: throwingStorage(createMemoryStorage(), () => down),
      });
      onTestFinished(() => broken.close());
      const browser = openBrowser(broken);
      await enableS1(broken, browser);
      expect((await browser.open('/payment')).status).toBe(200);
      down = true;
      expect([500, 503]).toContain((await browser.open('/payment')).status);
      expect(broken.errors).toMatchObject([{ code: 'storage-failed' }]);
      expect(broken.done).toEqual(['payment']);
    });
  });
}
