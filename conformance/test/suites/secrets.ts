import { createMemoryStorage } from '@factorkit/core/memory';
import { presetS2 } from '@factorkit/core/policy';
import type { Answer } from '@factorkit/testkit';
import { throwingStorage } from '@factorkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listAt, openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { beginSetUp, confirm, enterCode } from '../../src/journey.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';

export function secrets(harness: Harness): void {
  describe('secrets', () => {
    let portal: TestPortal;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy: presetS2 });
    });
    afterEach(() => portal.close());

    test('A13 secret and codes stand in the answer that shows them first, and in no other', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const phone = await beginSetUp(portal, browser);
      const showing = [browser.transcript.at(-1)];
      const typed: string[] = [];
      const type = (code: string): string => {
        typed.push(code);
        return code;
      };
      await confirm(browser, phone, type('000000'));
      const proven = await confirm(browser, phone, type(phone.code()));
      showing.push(proven);
      const codes = listAt(proven, 'backupCodes');
      await browser.mfa('backup-codes/acknowledge', { body: { factorId: phone.factorId } });
      portal.clock.advance(60_000);

      await browser.logIn('anna');
      const tokens = [browser.cookies().get('__Host-factorkit') ?? 'missing'];
      await browser.mfa('challenge');
      await enterCode(browser, phone, type('999999'));
      await browser.mfa('challenge/recover', { body: { code: type('zzzz-zzzz-zzzz-zzzz') } });
      await browser.mfa('challenge/verify', {
        body: { factorId: phone.factorId, response: { [type('555555')]: 1 } },
      });
      await browser.mfa('challenge/recover', { body: { code: type(codes[0] ?? '') } });
      await browser.mfa('account');
      await browser.mfa(`factors/${phone.factorId}`);
      await browser.mfa('backup-codes', { method: 'GET' });
      await browser.mfa('reauthenticate', { body: { password: type('correct-horse-anna') } });
      await browser.mfa(`factors/${phone.factorId}`, { method: 'DELETE' });

      const silent = browser.transcript.filter((answer) => !showing.includes(answer));
      expect(silent.length).toBeGreaterThan(12);
      for (const canary of [phone.secret, ...codes, ...codes.map(plain), ...typed, ...tokens]) {
        expect(canary.length).toBeGreaterThan(5);
        for (const answer of silent) expect(bodyAndHeaders(answer)).not.toContain(canary);
      }
    });

    test('A13 nothing may be kept, and nothing is read as another type', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const phone = await beginSetUp(portal, browser);
      await confirm(browser, phone);
      await browser.mfa('backup-codes/acknowledge', { body: { factorId: phone.factorId } });
      await browser.mfa('nowhere');
      await browser.mfa('factors', { body: [] });
      await browser.open('/payouts');
      for (const { headers } of browser.transcript.slice(1)) {
        if (headers.get('content-type')?.startsWith('text/html')) continue;
        expect(headers.get('cache-control')).toBe('no-store');
        expect(headers.get('x-content-type-options')).toBe('nosniff');
      }
    });

    test('A10 a store that fails lets nobody in, and the answer says nothing about it', async () => {
      await portal.close();
      let down = false;
      portal = await startPortal(harness, {
        policy: presetS2,
        storage: throwingStorage(createMemoryStorage(), () => down),
      });
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      down = true;
      const refused = await browser.mfa('account');
      expect(refused.status).toBe(503);
      expect(refused.json).toEqual({
        type: 'urn:factorkit:problem:storage-failed',
        title: 'The storage failed. Access was not granted.',
        status: 503,
        code: 'storage-failed',
      });
      expect(portal.errors).toMatchObject([{ name: 'MfaError', code: 'storage-failed' }]);
    });

    function plain(code: string): string {
      return code.replaceAll('-', '');
    }

    function bodyAndHeaders({ text, headers }: Answer): string {
      const shown = [...headers]
        .filter(([name]) => name !== 'set-cookie')
        .map(([name, value]) => `${name}: ${value}`);
      return [...shown, text].join('\n');
    }
  });
}
