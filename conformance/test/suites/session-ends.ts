import { presetS1, presetS2 } from '@factorkit/core/policy';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { enableS1, enableS2, enterCode } from '../../src/journey.ts';
import { PASSWORDS, startPortal, type TestPortal, type TestPortalOptions } from '../../src/test-portal.ts';

export function sessionEnds(harness: Harness): void {
  describe('sessions that end', () => {
    async function portalWith(options: TestPortalOptions): Promise<TestPortal> {
      const portal = await startPortal(harness, options);
      onTestFinished(() => portal.close());
      return portal;
    }

    test('L9 where a removal ends all sessions, this one is signed out with them', async () => {
      const on = [{ event: 'factor.removed', do: ['revoke-all-sessions'] }] as const;
      const portal = await portalWith({ policy: { ...presetS1, on } });
      const browser = openBrowser(portal);
      const phone = await enableS1(portal, browser);
      const removed = await browser.mfa(`factors/${phone.factorId}`, { method: 'DELETE' });
      expect(removed.json).toMatchObject({ kind: 'removed', sessions: { kind: 'revoked', scope: 'all' } });
      expect(browser.cookies().has('sid')).toBe(false);
      expect(portal.sessionIds()).toEqual([]);
    });

    test('L9 where new backup codes end all sessions, this one is signed out with them', async () => {
      const on = [{ event: 'backup-codes.issued', do: ['revoke-all-sessions'] }] as const;
      const portal = await portalWith({ policy: { ...presetS2, on } });
      const { phone } = await enableS2(portal, openBrowser(portal));
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      await enterCode(browser, phone);
      const made = await browser.mfa('backup-codes', { body: {} });
      // The old codes work until the new ones are acknowledged, and so does the session.
      expect(made.json).toMatchObject({ kind: 'regenerated', sessions: { kind: 'kept' } });
      const kept = await browser.mfa('backup-codes/acknowledge', { body: {} });
      expect(kept.json).toMatchObject({ next: { kind: 'signed-out' } });
      expect(browser.cookies().has('sid')).toBe(false);
    });

    test('L10 a session that cannot be kept lets nobody in, and the code is spent all the same', async () => {
      const portal = await portalWith({ policy: presetS1 });
      const phone = await enableS1(portal, openBrowser(portal));
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      portal.breakSessions();
      const code = phone.code();
      const failed = await enterCode(browser, phone, code);
      expect([failed.status, failed.json]).toMatchObject([500, { code: 'internal' }]);
      expect(browser.cookies().has('sid')).toBe(false);
      expect(portal.errors).toMatchObject([{ code: 'portal-failed' }]);
      const again = await enterCode(browser, phone, code);
      expect([again.status, again.json]).toMatchObject([409, { code: 'used' }]);
    });

    test('FB1 a session that ends while its password is checked stays ended', async () => {
      const portal = await portalWith({ policy: presetS1 });
      const browser = openBrowser(portal);
      await enableS1(portal, browser);
      portal.endSessionsBeforeRaise();
      const ended = await browser.mfa('reauthenticate', { body: { password: PASSWORDS.get('anna') } });
      expect([ended.status, ended.json]).toMatchObject([401, { code: 'no-session' }]);
      expect(portal.sessionIds()).toEqual([]);
      expect((await browser.mfa('account')).status).toBe(401);
    });

    test('FB3 a removal that ends the other sessions renews this one: a copy of its cookie is invalid', async () => {
      const on = [{ event: 'factor.removed', do: ['revoke-other-sessions'] }] as const;
      const portal = await portalWith({ policy: { ...presetS1, on } });
      const browser = openBrowser(portal);
      const phone = await enableS1(portal, browser);
      const copy = openBrowser(portal);
      copy.setCookie('sid', browser.cookies().get('sid') ?? '');
      expect((await copy.mfa('account')).status).toBe(200);
      const removed = await browser.mfa(`factors/${phone.factorId}`, { method: 'DELETE' });
      expect(removed.json).toMatchObject({ kind: 'removed', sessions: { kind: 'revoked', scope: 'others' } });
      expect((await copy.mfa('account')).status).toBe(401);
      expect((await browser.mfa('account')).status).toBe(200);
    });

    test('FB3 every rise renews the session: a copy of the cookie from before it is invalid', async () => {
      const portal = await portalWith({ policy: presetS1 });
      const browser = openBrowser(portal);
      await enableS1(portal, browser);
      const copy = openBrowser(portal);
      copy.setCookie('sid', browser.cookies().get('sid') ?? '');
      await browser.mfa('reauthenticate', { body: { password: PASSWORDS.get('anna') } });
      expect((await copy.mfa('account')).status).toBe(401);
      expect((await browser.mfa('account')).status).toBe(200);
    });

    test('FE2 what raise adds is in the answer of a sign-in', async () => {
      const portal = await portalWith({ policy: presetS1 });
      const phone = await enableS1(portal, openBrowser(portal));
      portal.addToRaise({ accessToken: 'made by the portal' });
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const done = await enterCode(browser, phone);
      expect(done.json).toMatchObject({ kind: 'complete', session: { accessToken: 'made by the portal' } });
    });

    test('FE2 what raise adds is in the answer of a change that ends the other sessions', async () => {
      const on = [{ event: 'factor.removed', do: ['revoke-other-sessions'] }] as const;
      const portal = await portalWith({ policy: { ...presetS1, on } });
      const session = { accessToken: 'made by the portal' };
      portal.addToRaise(session);
      const browser = openBrowser(portal);
      const phone = await enableS1(portal, browser);
      const removed = await browser.mfa(`factors/${phone.factorId}`, { method: 'DELETE' });
      expect(removed.json).toMatchObject({ kind: 'removed', sessions: { scope: 'others' }, session });
    });

    test('FE11 a client without cookies names its challenge in a header', async () => {
      const portal = await portalWith({ policy: presetS1 });
      const phone = await enableS1(portal, openBrowser(portal));
      const app = openBrowser(portal);
      const begun = await app.open('/login', {
        body: { name: 'anna', password: PASSWORDS.get('anna'), native: true },
      });
      const headers = { 'factorkit-challenge': begun.at('token') };
      const viewed = await app.mfa('challenge', { headers });
      expect(viewed.json).toMatchObject({ kind: 'challenge', challenge: { purpose: 'sign-in' } });
      const body = { factorId: phone.factorId, response: phone.code() };
      expect((await app.mfa('challenge/verify', { body, headers })).json).toMatchObject({ kind: 'complete' });
    });

    test('a set-up goes on in the session that began it, whatever challenge cookie is still there', async () => {
      const portal = await portalWith({ policy: presetS1 });
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      browser.setCookie('__Host-factorkit', 'fk1.left.over');
      expect((await browser.mfa('factors', { body: { method: 'totp' } })).status).toBe(201);
    });
  });
}
