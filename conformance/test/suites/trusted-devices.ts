import { type Policy, presetS1 } from '@factorkit/core/policy';
import type { Answer } from '@factorkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { beginSetUp, confirm, enableS1, enterCode, type Phone } from '../../src/journey.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';

export function trustedDevices(harness: Harness): void {
  describe('trusted browsers', () => {
    const policy: Policy = {
      ...presetS1,
      id: 'trusting',
      rules: [{ id: 'pay', actions: { payout: { of: ['totp'], maxAge: '5m', live: true } } }],
      trustedDevices: { for: '7d', max: 2 },
      on: [
        ...(presetS1.on ?? []),
        { event: 'password.changed', do: ['revoke-other-sessions', 'revoke-trusted-devices'] },
      ],
    };

    const DEVICE = '__Host-factorkit-device';
    const WEEK = 7 * 86_400;

    let portal: TestPortal;
    let phone: Phone;
    /** Anna's own, signed in. */
    let owner: Browser;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy });
      owner = openBrowser(portal);
      phone = await enableS1(portal, owner);
    });
    afterEach(() => portal.close());

    function trustBy(browser: Browser, trustDevice: unknown, headers = {}): Promise<Answer> {
      const body = { factorId: phone.factorId, response: phone.code(), trustDevice };
      return browser.mfa('challenge/verify', { body, headers });
    }

    /** Anna's browser that is trusted, and signed out again. */
    async function trustedBrowser(): Promise<Browser> {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const done = await trustBy(browser, true);
      if (done.status !== 200) throw new Error(`not trusted: ${done.text}`);
      browser.setCookie('sid');
      // The next code is another one, and the token may be exchanged.
      portal.clock.advance(120_000);
      return browser;
    }

    test('A5 a browser is trusted: two cookies, the token in neither body nor script, the next sign-in asks for nothing', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      expect((await browser.mfa('challenge')).json).toMatchObject({
        challenge: { trust: { forMs: WEEK * 1000 } },
      });
      const trustedAt = portal.clock.now();
      const done = await trustBy(browser, { name: 'Kitchen' });
      expect(done.json).toMatchObject({ kind: 'complete', trustedUntil: trustedAt + WEEK * 1000 });
      const lines = done.headers.getSetCookie().filter((line) => line.startsWith('__Host-'));
      const token = browser.cookies().get(DEVICE) ?? 'missing';
      expect(lines).toEqual([
        '__Host-factorkit=; Path=/; HttpOnly; SameSite=Lax; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0',
        `${DEVICE}=${token}; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=${WEEK}`,
      ]);
      expect(done.text).not.toContain(token);
      expect(done.json).not.toHaveProperty('trustedDevice');

      portal.clock.advance(120_000);
      const again = await browser.logIn('anna');
      expect(again.json).toEqual({ kind: 'complete' });
      const next = browser.cookies().get(DEVICE) ?? 'missing';
      expect(next).not.toBe(token);
      expect(again.headers.getSetCookie()).toContain(
        `${DEVICE}=${next}; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=${WEEK - 120}`,
      );
      for (const { text } of browser.transcript)
        for (const secret of [token, next]) expect(text).not.toContain(secret);
    });

    test('A5 what a trusted browser shows does not count for a guard, a step-up or a change', async () => {
      const browser = await trustedBrowser();
      await browser.logIn('anna');
      expect((await browser.mfa('account')).status).toBe(200);
      expect((await browser.open('/payment')).status).toBe(401);
      expect((await browser.open('/payouts')).status).toBe(401);
      expect((await browser.open('/payouts', { body: {} })).status).toBe(401);
      const removal = await browser.mfa(`factors/${phone.factorId}`, { method: 'DELETE' });
      expect(removal.json).toMatchObject({ code: 'proof-required' });
      await browser.mfa('reauthenticate', { body: { intent: { kind: 'action', name: 'payout' } } });
      expect((await enterCode(browser, phone)).json).toMatchObject({ kind: 'complete' });
      expect((await browser.open('/payouts', { body: {} })).status).toBe(200);
    });

    test('A5 trust ends with its week, and the password alone opens nothing then', async () => {
      const browser = await trustedBrowser();
      portal.clock.advance((WEEK - 120) * 1000);
      expect((await browser.logIn('anna')).json).toEqual({ kind: 'challenge' });
    });

    test('L5 trust ends with a changed password', async () => {
      const browser = await trustedBrowser();
      await owner.open('/password', { body: {} });
      expect((await browser.logIn('anna')).json).toEqual({ kind: 'challenge' });
      expect((await owner.mfa('trusted-devices')).json).toEqual({ devices: [] });
    });

    test('L5 trust ends with a changed factor', async () => {
      const browser = await trustedBrowser();
      await owner.logIn('anna');
      await enterCode(owner, phone);
      const second = await beginSetUp(portal, owner, { label: 'Tablet' });
      expect((await confirm(owner, second)).status).toBe(200);
      expect((await browser.logIn('anna')).json).toEqual({ kind: 'challenge' });
    });

    test('A5 the trust of one user is nothing to another, and what is altered is nothing to anybody', async () => {
      const browser = await trustedBrowser();
      const token = browser.cookies().get(DEVICE) ?? '';
      const bert = openBrowser(portal);
      await bert.logIn('bert');
      await confirm(bert, await beginSetUp(portal, bert));
      for (const name of bert.cookies().keys()) bert.setCookie(name);
      bert.setCookie(DEVICE, token);
      expect((await bert.logIn('bert')).json).toEqual({ kind: 'challenge' });
      // Its id is no secret: who knows that alone neither comes in nor ends the trust.
      for (const wrong of [token.replace(/[^.]+$/, 'A'.repeat(43)), 'x', `${token}.${token}`]) {
        const attacker = openBrowser(portal);
        attacker.setCookie(DEVICE, wrong);
        expect((await attacker.logIn('anna')).json).toEqual({ kind: 'challenge' });
      }
      expect((await browser.logIn('anna')).json).toEqual({ kind: 'complete' });
    });

    test('A5 a cookie that was copied before it was exchanged ends the trust for both who hold it', async () => {
      const browser = await trustedBrowser();
      const copy = openBrowser(portal);
      copy.setCookie(DEVICE, browser.cookies().get(DEVICE) ?? '');
      expect((await browser.logIn('anna')).json).toEqual({ kind: 'complete' });
      portal.clock.advance(600_000);
      expect((await copy.logIn('anna')).json).toEqual({ kind: 'challenge' });
      expect((await browser.logIn('anna')).json).toEqual({ kind: 'challenge' });
    });

    test('two cookies of the name count as none', async () => {
      const browser = await trustedBrowser();
      const token = browser.cookies().get(DEVICE) ?? '';
      const body = { name: 'anna', password: 'correct-horse-anna' };
      const cookie = `${DEVICE}=${token}; ${DEVICE}=planted`;
      expect((await openBrowser(portal).open('/login', { body, headers: { cookie } })).json).toEqual({
        kind: 'challenge',
      });
    });

    test('a browser is named by its user, else by the portal, and as long as a name may be', async () => {
      const first = openBrowser(portal);
      await first.logIn('anna');
      await trustBy(first, { name: 'Kitchen' });
      portal.clock.advance(60_000);
      const second = openBrowser(portal);
      await second.logIn('anna');
      expect((await trustBy(second, true, { 'user-agent': 'W'.repeat(200) })).json).toHaveProperty(
        'trustedUntil',
      );
      expect((await second.mfa('trusted-devices')).json).toMatchObject({
        devices: [
          { name: 'Kitchen', place: 'Berlin' },
          { name: 'W'.repeat(64), place: 'Berlin' },
        ],
      });
      expect((await second.mfa('account')).json).toMatchObject({ trustedDevices: [{ name: 'Kitchen' }, {}] });
    });

    test('beyond what the policy allows a sign-in goes on, and nothing is trusted', async () => {
      await trustedBrowser();
      await trustedBrowser();
      const third = openBrowser(portal);
      await third.logIn('anna');
      const done = await trustBy(third, true);
      expect(done.json).toMatchObject({ kind: 'complete' });
      expect(done.json).not.toHaveProperty('trustedUntil');
      // It is known now, and that opens nothing.
      expect(third.cookies().has(DEVICE)).toBe(true);
      expect((await third.logIn('anna')).json).toEqual({ kind: 'challenge' });
    });

    test('a step-up trusts nothing, whatever it asks for', async () => {
      await owner.mfa('reauthenticate', { body: { intent: { kind: 'action', name: 'payout' } } });
      portal.clock.advance(301_000);
      await owner.mfa('reauthenticate', { body: { intent: { kind: 'action', name: 'payout' } } });
      const known = owner.cookies().get(DEVICE);
      expect((await trustBy(owner, true)).json).toMatchObject({ kind: 'complete' });
      expect(owner.cookies().get(DEVICE)).toBe(known);
      expect((await owner.logIn('anna')).json).toEqual({ kind: 'challenge' });
    });

    test('L11 one is revoked, or all with the cookie of this browser; another user cannot', async () => {
      const first = await trustedBrowser();
      const second = await trustedBrowser();
      const listed = await owner.mfa('trusted-devices');
      const devices: { readonly id: string }[] = Object(listed.json).devices;
      expect(devices).toHaveLength(2);
      const [one, two] = devices.map(({ id }) => id);

      const bert = openBrowser(portal);
      await bert.logIn('bert');
      const foreign = await bert.mfa(`trusted-devices/${one}`, { method: 'DELETE' });
      expect(foreign.json).toEqual({ kind: 'revoked', count: 0 });
      expect((await bert.mfa('trusted-devices')).json).toEqual({ devices: [] });

      const revoked = await owner.mfa(`trusted-devices/${one}`, { method: 'DELETE' });
      expect(revoked.json).toEqual({ kind: 'revoked', count: 1 });
      expect((await first.logIn('anna')).json).toEqual({ kind: 'challenge' });
      expect((await owner.mfa('trusted-devices')).json).toMatchObject({ devices: [{ id: two }] });

      expect((await second.logIn('anna')).json).toEqual({ kind: 'complete' });
      const all = await second.mfa('trusted-devices', { method: 'DELETE' });
      expect(all.json).toEqual({ kind: 'revoked', count: 1 });
      expect(second.cookies().has(DEVICE)).toBe(false);
      expect((await second.logIn('anna')).json).toEqual({ kind: 'challenge' });
    });

    test('FT3 a client without cookies gets the token of a known browser in the body, and it opens nothing', async () => {
      const app = openBrowser(portal);
      const credentials = { name: 'anna', password: 'correct-horse-anna', native: true };
      const token = (await app.open('/login', { body: credentials })).at('token');
      const done = await app.mfa('challenge/verify', {
        body: { token, factorId: phone.factorId, response: phone.code() },
      });
      const device = done.at('knownDevice.token');
      expect(done.json).not.toHaveProperty('trustedDevice');
      const again = await app.open('/login', { body: { ...credentials, trustedDevice: device } });
      expect(again.json).toMatchObject({ kind: 'challenge' });
    });

    test('a client without cookies gets the token in the body, keeps it, and is asked for nothing the next time', async () => {
      const app = openBrowser(portal);
      const credentials = { name: 'anna', password: 'correct-horse-anna', native: true };
      const token = (await app.open('/login', { body: credentials })).at('token');
      const done = await app.mfa('challenge/verify', {
        body: { token, factorId: phone.factorId, response: phone.code(), trustDevice: { name: 'Pocket' } },
      });
      expect(done.headers.getSetCookie().filter((line) => !line.startsWith('sid='))).toEqual([]);
      const device = done.at('trustedDevice.token');
      portal.clock.advance(120_000);
      const later = openBrowser(portal);
      const again = await later.open('/login', { body: { ...credentials, trustedDevice: device } });
      expect(again.json).toMatchObject({ kind: 'complete', assurance: { userId: 'anna' } });
    });
  });
}
