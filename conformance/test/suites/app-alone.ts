import { presetS1 } from '@factorkit/core/policy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { beginSetUp, confirm, enableS1, enterCode } from '../../src/journey.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';

export function appAlone(harness: Harness): void {
  describe('an app alone, as portal S1 has it', () => {
    let portal: TestPortal;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy: presetS1 });
    });
    afterEach(() => portal.close());

    test('S1.3 S1.6 a set-up shows key and URI, and nothing takes effect before the code', async () => {
      const browser = openBrowser(portal);
      expect((await browser.logIn('anna')).json).toEqual({ kind: 'complete' });
      const begun = await browser.mfa('factors', { body: { method: 'totp', label: 'Phone' } });
      expect(begun.status).toBe(201);
      expect(begun.json).toMatchObject({
        kind: 'begun',
        enrolment: {
          method: 'totp',
          label: 'Phone',
          setup: { issuer: 'Test Portal', accountName: 'anna', digits: 6 },
        },
      });
      expect((await browser.mfa('account')).json).toMatchObject({ enabled: false, factors: [] });
      expect((await openBrowser(portal).logIn('anna')).json).toEqual({ kind: 'complete' });
    });

    test('S1.3 a page that is loaded again shows the same pending set-up, where Location says', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const begun = await browser.mfa('factors', { body: { method: 'totp' } });
      const location = new URL(begun.headers.get('location') ?? '', `${portal.origin}/account/mfa/factors`);
      expect((await browser.open(location.pathname)).json).toEqual(begun.json);
    });

    test('S1.9 S1.14 the right code enables, and the settings say since when and when last used', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const phone = await beginSetUp(portal, browser);
      const confirmed = await confirm(browser, phone);
      expect(confirmed.status).toBe(200);
      expect(confirmed.json).toMatchObject({
        kind: 'active',
        factorId: phone.factorId,
        next: { kind: 'complete', level: 'multi-factor', amr: ['pwd', 'otp', 'mfa'] },
      });
      expect((await browser.mfa('account')).json).toMatchObject({
        enabled: true,
        factors: [{ id: phone.factorId, status: 'active', primary: true, lastUsedAt: portal.clock.now() }],
      });
    });

    test('S1.6 a wrong code enables nothing, is counted, and the right one still does', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const phone = await beginSetUp(portal, browser);
      const wrong = String((Number(phone.code()) + 1) % 1_000_000).padStart(6, '0');
      const refused = await confirm(browser, phone, wrong);
      expect(refused.status).toBe(422);
      expect(refused.json).toMatchObject({ code: 'rejected', attemptsLeft: 4 });
      expect((await browser.mfa('account')).json).toMatchObject({ enabled: false });
      expect((await confirm(browser, phone)).status).toBe(200);
    });

    test('S1.7 S1.10 the next sign-in asks for password and code', async () => {
      const phone = await enableS1(portal, openBrowser(portal));
      const browser = openBrowser(portal);
      expect((await browser.logIn('anna')).json).toEqual({ kind: 'challenge' });
      expect((await browser.mfa('account')).status).toBe(401);
      expect((await browser.mfa('challenge')).json).toMatchObject({
        kind: 'challenge',
        challenge: {
          purpose: 'sign-in',
          options: [{ factorId: phone.factorId, label: 'Phone' }],
          backupCode: false,
        },
      });
      const done = await enterCode(browser, phone);
      expect(done.status).toBe(200);
      expect(done.json).toMatchObject({ kind: 'complete', level: 'multi-factor' });
      expect(browser.cookies().has('__Host-factorkit')).toBe(false);
      expect((await browser.mfa('account')).json).toMatchObject({ enabled: true });
    });

    test('T5 a code that was used is refused at the next sign-in', async () => {
      const phone = await enableS1(portal, openBrowser(portal));
      const code = phone.code();
      const first = openBrowser(portal);
      await first.logIn('anna');
      expect((await enterCode(first, phone, code)).status).toBe(200);
      const second = openBrowser(portal);
      await second.logIn('anna');
      const again = await enterCode(second, phone, code);
      expect(again.status).toBe(409);
      expect((await second.mfa('account')).status).toBe(401);
    });

    test('H4 five wrong codes lock, over several sign-ins, and Retry-After says for how long', async () => {
      const phone = await enableS1(portal, openBrowser(portal));
      const wrong = String((Number(phone.code()) + 1) % 1_000_000).padStart(6, '0');
      for (let attempt = 1; attempt <= 5; attempt++) {
        const browser = openBrowser(portal);
        await browser.logIn('anna');
        expect((await enterCode(browser, phone, wrong)).json).toMatchObject(
          attempt < 5 ? { code: 'rejected', attemptsLeft: 5 - attempt } : { code: 'locked' },
        );
      }
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      portal.clock.advance(1_500);
      const right = await enterCode(browser, phone);
      expect(right.status).toBe(429);
      expect(right.json).toMatchObject({ code: 'locked', retryAt: portal.clock.now() + 28_500 });
      expect(right.headers.get('retry-after')).toBe('29');
      portal.clock.advance(29_000);
      expect((await enterCode(browser, phone)).status).toBe(200);
    });

    test('a factor is renamed, and a second one is labelled and told apart', async () => {
      const browser = openBrowser(portal);
      const phone = await enableS1(portal, browser);
      const renamed = await browser.mfa(`factors/${phone.factorId}`, {
        method: 'PATCH',
        body: { label: 'Old phone' },
      });
      expect(renamed.json).toEqual({ kind: 'renamed' });
      const second = await beginSetUp(portal, browser, { label: 'Tablet' });
      await confirm(browser, second);
      expect((await browser.mfa('account')).json).toMatchObject({
        factors: [{ label: 'Old phone' }, { label: 'Tablet' }],
      });
    });

    test('S3 L8 a stale session is asked for fresh proof by RFC 9470, steps up, and may then remove the app', async () => {
      const browser = openBrowser(portal);
      const phone = await enableS1(portal, browser);
      portal.clock.advance(16 * 60_000);
      const refused = await browser.mfa(`factors/${phone.factorId}`, { method: 'DELETE' });
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe(
        'Bearer error="insufficient_user_authentication", ' +
          'error_description="A stronger or more recent authentication is required", acr_values="multi-factor"',
      );
      expect(refused.json).toMatchObject({
        code: 'proof-required',
        factors: [{ factorId: phone.factorId }],
        firstFactors: [],
        backupCode: false,
      });

      const intent = { kind: 'remove', factorId: phone.factorId };
      const asked = await browser.mfa('reauthenticate', { body: { intent } });
      expect(asked.json).toMatchObject({ kind: 'challenge', challenge: { purpose: 'step-up' } });
      expect(asked.text).not.toContain('token');
      expect((await enterCode(browser, phone)).json).toMatchObject({ kind: 'complete' });

      const removed = await browser.mfa(`factors/${phone.factorId}`, { method: 'DELETE' });
      expect(removed.json).toMatchObject({ kind: 'removed', enabled: false });
      expect((await openBrowser(portal).logIn('anna')).json).toEqual({ kind: 'complete' });
    });

    test('L9 enabling ends the other sessions and spares this one', async () => {
      const elsewhere = openBrowser(portal);
      await elsewhere.logIn('anna');
      const here = openBrowser(portal);
      await enableS1(portal, here);
      expect((await elsewhere.mfa('account')).status).toBe(401);
      expect((await here.mfa('account')).status).toBe(200);
    });

    test('L10 the session gets a new id with each new proof, and the old id is invalid', async () => {
      const browser = openBrowser(portal);
      const seen: string[] = [];
      const look = (): void => void seen.push(browser.cookies().get('sid') ?? '');
      await browser.logIn('anna');
      look();
      const phone = await beginSetUp(portal, browser);
      await confirm(browser, phone);
      look();
      portal.clock.advance(60_000);
      const password = 'correct-horse-anna';
      expect((await browser.mfa('reauthenticate', { body: { password } })).json).toMatchObject({
        kind: 'complete',
      });
      look();
      portal.clock.advance(16 * 60_000);
      await browser.mfa('reauthenticate', { body: { intent: { kind: 'enrol', method: 'totp' } } });
      await enterCode(browser, phone);
      look();
      expect(new Set(seen).size).toBe(4);
      expect(portal.sessionIds()).toEqual([seen.at(-1)]);
    });

    test('a wrong password raises nothing', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const before = browser.cookies().get('sid');
      const refused = await browser.mfa('reauthenticate', { body: { password: 'battery-staple-bert' } });
      expect(refused.status).toBe(422);
      expect(refused.json).toMatchObject({ code: 'rejected' });
      expect(browser.cookies().get('sid')).toBe(before);
    });
  });
}
