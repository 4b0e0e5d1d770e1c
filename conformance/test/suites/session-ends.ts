import { presetS1, presetS2 } from '@factorkit/core/policy';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openBrowser } from '../../src/browser.ts';
import { enableS1, enableS2, enterCode } from '../../src/journey.ts';
import type { Rig } from '../../src/rig.ts';
import { startPortal, type TestPortal, type TestPortalOptions } from '../../src/test-portal.ts';

export function sessionEnds(rig: Rig): void {
  describe('sessions that end', () => {
    async function portalWith(options: TestPortalOptions): Promise<TestPortal> {
      const portal = await startPortal(rig, options);
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
      expect(browser.cookies.has('sid')).toBe(false);
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
      expect(made.json).toMatchObject({ kind: 'regenerated', sessions: { kind: 'revoked', scope: 'all' } });
      expect(browser.cookies.has('sid')).toBe(false);
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
      expect(browser.cookies.has('sid')).toBe(false);
      expect(portal.errors).toMatchObject([{ code: 'portal-failed' }]);
      const again = await enterCode(browser, phone, code);
      expect([again.status, again.json]).toMatchObject([409, { code: 'used' }]);
    });

    test('a set-up goes on in the session that began it, whatever challenge cookie is still there', async () => {
      const portal = await portalWith({ policy: presetS1 });
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      browser.cookies.set('__Host-factorkit', 'fk1.left.over');
      expect((await browser.mfa('factors', { body: { method: 'totp' } })).status).toBe(201);
    });
  });
}
