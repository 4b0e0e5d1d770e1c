import { type Policy, presetS2 } from '@factorkit/core/policy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listAt, openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { beginSetUp, confirm, enterCode, phoneOf } from '../../src/journey.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';

export function requiredEnrolment(harness: Harness): void {
  describe('enrolment before the portal opens', () => {
    // Anyone who has no second factor sets one up before the portal opens, by the token of the sign-in alone.
    const required: Policy = {
      ...presetS2,
      id: 'required',
      rules: [{ id: 'everybody', enrol: { of: ['totp'] } }],
      on: [{ event: 'mfa.enabled', do: ['revoke-other-sessions'] }],
    };

    let portal: TestPortal;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy: required });
    });
    afterEach(() => portal.close());

    test('S0.1 the first sign-in leads to enrolment, and the portal opens when it is complete', async () => {
      const browser = openBrowser(portal);
      expect((await browser.logIn('anna')).json).toEqual({ kind: 'enrol' });
      const asked = await browser.mfa('challenge');
      expect(asked.json).toMatchObject({ kind: 'enrol', methods: ['totp'] });
      expect(asked.text).not.toContain(browser.cookies().get('__Host-factorkit') ?? 'token');
      expect((await browser.mfa('account')).status).toBe(401);

      const phone = await beginSetUp(portal, browser);
      expect((await browser.mfa(`factors/${phone.factorId}`)).status).toBe(200);
      expect((await confirm(browser, phone)).json).toMatchObject({ kind: 'acknowledge' });
      expect(portal.sessionIds()).toEqual([]);
      const { factorId } = phone;
      const agreed = await browser.mfa('backup-codes/acknowledge', { body: { factorId } });
      expect(agreed.json).toMatchObject({
        kind: 'acknowledged',
        activated: [phone.factorId],
        next: {
          kind: 'challenge',
          challenge: { purpose: 'sign-in', options: [{ factorId: phone.factorId }] },
        },
      });
      expect(agreed.text).not.toContain(browser.cookies().get('__Host-factorkit') ?? 'fk1');
      portal.clock.advance(60_000);
      expect((await enterCode(browser, phone)).json).toMatchObject({ kind: 'complete' });
      expect((await browser.mfa('account')).json).toMatchObject({ enabled: true });
      expect(browser.cookies().has('__Host-factorkit')).toBe(false);
    });

    test('S0.1 a client without cookies does the same with the token in the body', async () => {
      const app = openBrowser(portal);
      const outcome = await app.open('/login', {
        body: { name: 'anna', password: 'correct-horse-anna', native: true },
      });
      const token = outcome.at('token');
      const phone = phoneOf(portal, await app.mfa('factors', { body: { method: 'totp', token } }));
      const proven = await app.mfa(`factors/${phone.factorId}/confirm`, {
        body: { response: phone.code(), token },
      });
      expect(listAt(proven, 'backupCodes')).toHaveLength(10);
      const { factorId } = phone;
      const agreed = await app.mfa('backup-codes/acknowledge', { body: { factorId, token } });
      const next = { token: agreed.at('next.token'), factorId: phone.factorId };
      portal.clock.advance(60_000);
      const done = await app.mfa('challenge/verify', { body: { ...next, response: phone.code() } });
      expect(done.json).toMatchObject({ kind: 'complete' });
      expect(app.cookies().has('__Host-factorkit')).toBe(false);
    });

    test('L1 every change says where it came from, also while nobody is signed in yet', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const phone = await beginSetUp(portal, browser);
      await confirm(browser, phone);
      await browser.mfa('backup-codes/acknowledge', { body: { factorId: phone.factorId } });
      portal.clock.advance(60_000);
      await enterCode(browser, phone, '000000');
      await enterCode(browser, phone);
      await browser.mfa(`factors/${phone.factorId}`, { method: 'PATCH', body: { label: 'Phone' } });
      await browser.logIn('anna');
      await browser.mfa('challenge/recover', { body: { code: 'aaaa-aaaa-aaaa-aaaa' } });
      const types = portal.events.map(({ type }) => type);
      for (const type of [
        'enrolment.begun',
        'factor.activated',
        'factor.rejected',
        'factor.accepted',
        'factor.renamed',
      ]) {
        expect(types).toContain(type);
      }
      expect(types.at(-1)).toBe('backup-code.rejected');
      for (const event of portal.events)
        expect([event.type, event.source]).toEqual([event.type, { ip: '127.0.0.1' }]);
    });
  });
}
