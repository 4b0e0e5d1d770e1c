import { presetS2 } from '@factorkit/core/policy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listAt, openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { beginSetUp, confirm, enableS2, enterCode } from '../../src/journey.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';

export function appAndBackupCodes(harness: Harness): void {
  describe('an app and backup codes, as portal S2 has them', () => {
    let portal: TestPortal;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy: presetS2 });
    });
    afterEach(() => portal.close());

    test('S2.5 the right code leads to ten backup codes, and nothing is active yet', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const phone = await beginSetUp(portal, browser);
      const proven = await confirm(browser, phone);
      expect(proven.json).toMatchObject({ kind: 'acknowledge', factorId: phone.factorId });
      expect(new Set(listAt(proven, 'backupCodes')).size).toBe(10);
      expect((await browser.mfa('account')).json).toMatchObject({ enabled: false });
      expect((await openBrowser(portal).logIn('anna')).json).toEqual({ kind: 'complete' });
    });

    test('S2.7 "Agree" enables, ends every session, and signs this one out', async () => {
      const elsewhere = openBrowser(portal);
      await elsewhere.logIn('anna');
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const phone = await beginSetUp(portal, browser);
      await confirm(browser, phone);
      const { factorId } = phone;
      const agreed = await browser.mfa('backup-codes/acknowledge', { body: { factorId } });
      expect(agreed.json).toMatchObject({
        kind: 'acknowledged',
        activated: [phone.factorId],
        next: { kind: 'signed-out' },
        sessions: { kind: 'revoked', scope: 'all' },
      });
      expect(portal.sessionIds()).toEqual([]);
      expect(browser.cookies().has('sid')).toBe(false);
      expect((await elsewhere.mfa('account')).status).toBe(401);
    });

    test('S2.8 S2.12 from then on the password alone opens nothing', async () => {
      const { phone } = await enableS2(portal, openBrowser(portal));
      const browser = openBrowser(portal);
      expect((await browser.logIn('anna')).json).toEqual({ kind: 'challenge' });
      for (const path of ['account', `factors/${phone.factorId}`])
        expect((await browser.mfa(path)).status).toBeGreaterThan(399);
      expect((await browser.open('/payouts')).status).toBe(401);
      expect(portal.sessionIds()).toEqual([]);
      expect((await enterCode(browser, phone)).json).toMatchObject({ kind: 'complete' });
      expect((await browser.open('/payouts')).json).toEqual({ kind: 'payouts' });
    });

    test('S2.9 S2.10 R1 a backup code signs in, once, in any case and without its hyphens', async () => {
      const { codes } = await enableS2(portal, openBrowser(portal));
      const [code = ''] = codes;
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      expect((await browser.mfa('challenge')).json).toMatchObject({ challenge: { backupCode: true } });
      const typed = code.replaceAll('-', '').toUpperCase();
      const done = await browser.mfa('challenge/recover', { body: { code: typed } });
      expect(done.json).toMatchObject({ kind: 'complete' });
      expect((await browser.mfa('account')).json).toMatchObject({
        backupCodes: { left: 9, issued: 10, acknowledged: true },
      });

      const again = openBrowser(portal);
      await again.logIn('anna');
      const refused = await again.mfa('challenge/recover', { body: { code } });
      expect(refused.status).toBe(409);
      expect(refused.json).toMatchObject({ code: 'code-used' });
      expect((await again.mfa('account')).status).toBe(401);
    });

    test('S2.11 after a backup code the lost app can be removed and another one set up, with new codes', async () => {
      const { phone, codes } = await enableS2(portal, openBrowser(portal));
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      await browser.mfa('challenge/recover', { body: { code: codes[0] } });
      const removed = await browser.mfa(`factors/${phone.factorId}`, { method: 'DELETE', body: {} });
      expect(removed.json).toMatchObject({ kind: 'removed', enabled: false });

      const { phone: next, codes: fresh } = await enableS2(portal, openBrowser(portal));
      expect(next.secret).not.toBe(phone.secret);
      expect(fresh.some((code) => codes.includes(code))).toBe(false);
      const back = openBrowser(portal);
      await back.logIn('anna');
      expect((await enterCode(back, phone)).json).toMatchObject({ code: 'unknown-factor', status: 404 });
      expect((await enterCode(back, next)).json).toMatchObject({ kind: 'complete' });
    });

    test('a new set of backup codes asks for fresh proof, is shown once, and kills the old one', async () => {
      const { phone, codes } = await enableS2(portal, openBrowser(portal));
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      await enterCode(browser, phone);
      portal.clock.advance(16 * 60_000);
      expect((await browser.mfa('backup-codes', { body: {} })).json).toMatchObject({
        code: 'proof-required',
      });
      await browser.mfa('reauthenticate', { body: { intent: { kind: 'regenerate-backup-codes' } } });
      await enterCode(browser, phone);
      const made = await browser.mfa('backup-codes', { body: {} });
      expect(made.status).toBe(201);
      const fresh = listAt(made, 'backupCodes');
      expect(fresh).toHaveLength(10);
      expect(fresh.some((code) => codes.includes(code))).toBe(false);
      expect((await browser.mfa('backup-codes/acknowledge', { body: {} })).status).toBe(200);

      const back = openBrowser(portal);
      await back.logIn('anna');
      expect((await back.mfa('challenge/recover', { body: { code: codes[1] } })).status).toBe(422);
      expect((await back.mfa('challenge/recover', { body: { code: fresh[1] } })).status).toBe(200);
    });
  });
}
