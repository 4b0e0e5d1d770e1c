import { type Policy, presetS2 } from '@factorkit/core/policy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { beginSetUp, confirm, enterCode } from '../../src/journey.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';

export function policyRules(harness: Harness): void {
  describe('what a policy says', () => {
    const policy: Policy = {
      ...presetS2,
      id: 'rules',
      backupCodes: { issue: 'on-request', acknowledge: 'record' },
      rules: [
        { id: 'everybody', enrol: { of: ['totp'] }, grace: { skips: 1 } },
        { id: 'pay', actions: { payout: { of: ['totp'], maxAge: '5m' } } },
      ],
      manage: { ...presetS2.manage, primaryIf: { count: 2, of: ['totp'] } },
      on: [{ event: 'mfa.enabled', do: ['revoke-other-sessions'] }],
    };

    let portal: TestPortal;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy });
    });
    afterEach(() => portal.close());

    test('an enrolment is put off as often as the grace allows, and then no more', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      expect((await browser.mfa('challenge')).json).toMatchObject({ kind: 'enrol', grace: { skips: 1 } });
      expect((await browser.mfa('challenge/postpone', { body: {} })).json).toMatchObject({
        kind: 'complete',
      });
      expect((await browser.mfa('account')).json).toMatchObject({ enabled: false });

      const later = openBrowser(portal);
      await later.logIn('anna');
      expect((await later.mfa('challenge')).json).not.toHaveProperty('grace');
      const refused = await later.mfa('challenge/postpone', { body: {} });
      expect(refused.status).toBe(403);
      expect(refused.json).toMatchObject({ code: 'denied', reason: 'no-grace' });
    });

    test('S4.7 the primary is chosen among two, and an action asks for a fresh code', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const first = await beginSetUp(portal, browser);
      await confirm(browser, first);
      const alone = await browser.mfa('primary', { method: 'PUT', body: { factorId: first.factorId } });
      expect(alone.json).toMatchObject({ code: 'denied', reason: 'no-choice' });
      const second = await beginSetUp(portal, browser);
      await confirm(browser, second);
      const chosen = await browser.mfa('primary', { method: 'PUT', body: { factorId: second.factorId } });
      expect(chosen.json).toEqual({ kind: 'chosen' });
      expect((await browser.mfa('account')).json).toMatchObject({
        factors: [
          { id: first.factorId, primary: false },
          { id: second.factorId, primary: true },
        ],
      });

      portal.clock.advance(301_000);
      const intent = { kind: 'action', name: 'payout' };
      expect((await browser.mfa('reauthenticate', { body: { intent } })).json).toMatchObject({
        kind: 'challenge',
      });
      expect((await enterCode(browser, second)).json).toMatchObject({ kind: 'complete' });
      expect((await browser.mfa('reauthenticate', { body: { intent } })).json).toMatchObject({
        kind: 'complete',
      });
      const misspelt = { kind: 'action', name: 'payuot' };
      expect((await browser.mfa('reauthenticate', { body: { intent: misspelt } })).json).toMatchObject({
        reason: 'unknown-action',
      });
    });
  });
}
