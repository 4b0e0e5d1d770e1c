import { presetS1 } from '@factorkit/core/policy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { beginSetUp, confirm, enableS1, enterCode, type Phone } from '../../src/journey.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';

export function stepOrder(harness: Harness): void {
  describe('steps out of order', () => {
    const COOKIE = '__Host-factorkit';

    let portal: TestPortal;
    let phone: Phone;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy: presetS1 });
      phone = await enableS1(portal, openBrowser(portal));
    });
    afterEach(() => portal.close());

    async function signedIn(): Promise<Browser> {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      await enterCode(browser, phone);
      portal.clock.advance(60_000);
      return browser;
    }

    test('A8 a challenge that was not begun cannot be answered', async () => {
      const browser = openBrowser(portal);
      for (const [path, body] of [
        ['challenge/verify', { factorId: phone.factorId, response: phone.code() }],
        ['challenge/recover', { code: 'aaaa-aaaa-aaaa-aaaa' }],
      ] as const) {
        const refused = await browser.mfa(path, { body });
        expect(refused.status).toBe(404);
        expect(refused.json).toMatchObject({ code: 'no-challenge' });
      }
      expect((await browser.mfa('challenge')).json).toMatchObject({ code: 'no-challenge' });
    });

    test('A8 an answered challenge is not answered again', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const token = browser.cookies().get(COOKIE) ?? '';
      await enterCode(browser, phone);
      portal.clock.advance(60_000);
      const replay = openBrowser(portal);
      replay.setCookie(COOKIE, token);
      const refused = await enterCode(replay, phone);
      expect(refused.status).toBe(409);
      expect(refused.json).toMatchObject({ code: 'used' });
      expect(replay.cookies().size).toBe(0);
    });

    test('A8 an altered or expired token is refused, and taken from the browser', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const token = browser.cookies().get(COOKIE) ?? '';
      browser.setCookie(COOKIE, `${token.slice(0, -2)}AA`);
      const altered = await enterCode(browser, phone);
      expect([altered.status, altered.json]).toMatchObject([400, { code: 'invalid-token' }]);
      expect(browser.cookies().has(COOKIE)).toBe(false);

      browser.setCookie(COOKIE, token);
      portal.clock.advance(10 * 60_000);
      const late = await browser.mfa('challenge');
      expect([late.status, late.json]).toMatchObject([410, { code: 'expired' }]);
      expect(browser.cookies().has(COOKIE)).toBe(false);
    });

    test('A8 a token for signing in sets nothing up, and acknowledges nothing', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      for (const [path, body] of [
        ['factors', { method: 'totp' }],
        ['factors/abc/confirm', { response: phone.code() }],
        ['backup-codes/acknowledge', {}],
      ] as const) {
        const refused = await browser.mfa(path, { body });
        expect([path, refused.status, refused.json]).toMatchObject([path, 400, { code: 'wrong-purpose' }]);
      }
    });

    test('A8 nobody confirms what another user began', async () => {
      const anna = await signedIn();
      const pending = await beginSetUp(portal, anna);
      const bert = openBrowser(portal);
      await bert.logIn('bert');
      for (const refused of [await confirm(bert, pending), await bert.mfa(`factors/${pending.factorId}`)]) {
        expect([refused.status, refused.json]).toMatchObject([404, { code: 'unknown-factor' }]);
      }
    });

    test('A8 a step-up of one user does not raise the session of another', async () => {
      const anna = await signedIn();
      portal.clock.advance(16 * 60_000);
      await anna.mfa('reauthenticate', { body: { intent: { kind: 'remove', factorId: phone.factorId } } });
      const bert = openBrowser(portal);
      await bert.logIn('bert');
      const before = bert.cookies().get('sid');
      bert.setCookie(COOKIE, anna.cookies().get(COOKIE) ?? '');
      const refused = await enterCode(bert, phone);
      expect([refused.status, refused.json]).toMatchObject([403, { code: 'wrong-user' }]);
      expect(bert.cookies().get('sid')).toBe(before);
      expect((await bert.mfa('account')).json).toMatchObject({ enabled: false });
    });

    test('A8 a step-up does not bring a session back that has ended', async () => {
      const anna = await signedIn();
      portal.clock.advance(16 * 60_000);
      await anna.mfa('reauthenticate', { body: { intent: { kind: 'remove', factorId: phone.factorId } } });
      const session = anna.cookies().get('sid') ?? '';
      anna.setCookie('sid');
      const refused = await enterCode(anna, phone);
      expect([refused.status, refused.json]).toMatchObject([401, { code: 'no-session' }]);
      expect(anna.cookies().has('sid')).toBe(false);
      // Nothing was judged either: the same code works where the session is.
      anna.setCookie('sid', session);
      expect((await enterCode(anna, phone)).json).toMatchObject({ kind: 'complete' });
    });

    test('A8 two cookies of the name count as none', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const token = browser.cookies().get(COOKIE) ?? '';
      const refused = await browser.mfa('challenge', {
        headers: { cookie: `${COOKIE}=${token}; ${COOKIE}=planted` },
      });
      expect(refused.json).toMatchObject({ code: 'no-challenge' });
    });

    test('a client without cookies carries the token in the body, and gets none as a cookie', async () => {
      const app = openBrowser(portal);
      const outcome = await app.open('/login', {
        body: { name: 'anna', password: 'correct-horse-anna', native: true },
      });
      const token = outcome.at('token');
      const wrong = await app.mfa('challenge/verify', {
        body: { token, factorId: phone.factorId, response: '000' },
      });
      expect([wrong.status, wrong.json]).toMatchObject([422, { code: 'malformed-response' }]);
      const done = await app.mfa('challenge/verify', {
        body: { token, factorId: phone.factorId, response: phone.code() },
      });
      expect(done.json).toMatchObject({ kind: 'complete' });
      portal.clock.advance(16 * 60_000);

      const asked = await app.mfa('reauthenticate', {
        body: { intent: { kind: 'remove', factorId: phone.factorId }, tokenIn: 'body' },
      });
      const stepUp = { token: asked.at('token'), factorId: phone.factorId, response: phone.code() };
      expect((await app.mfa('challenge/verify', { body: stepUp })).json).toMatchObject({ kind: 'complete' });
      expect([...app.cookies().keys()]).toEqual(['sid']);
    });
  });
}
