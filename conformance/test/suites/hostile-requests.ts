import { type Policy, presetS1 } from '@factorkit/core/policy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { enableS1, enterCode, type Phone } from '../../src/journey.ts';
import { CHANGES, UNREADABLE } from '../../src/operations.ts';
import { raw } from '../../src/raw.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';

const policy: Policy = { ...presetS1, id: 'trusting', trustedDevices: { for: '7d' } };

const COOKIE = '__Host-factorkit';
const DEVICE = '__Host-factorkit-device';

export function hostileRequests(harness: Harness): void {
  describe('hostile requests', () => {
    let portal: TestPortal;
    let phone: Phone;
    /** Anna's own, signed in. */
    let owner: Browser;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy });
      portal.staff.set('sam', ['see', 'request', 'approve', 'cancel', 'unlock', 'revoke-devices', 'history']);
      owner = openBrowser(portal);
      phone = await enableS1(portal, owner);
    });
    afterEach(() => portal.close());

    /** What there is to change: nothing of it may differ afterwards, and nothing may have been recorded. */
    async function state(): Promise<unknown> {
      const account = (await owner.mfa('account')).json;
      return { account, events: portal.events.length, sessions: portal.sessionIds() };
    }

    test('L10 a session id that somebody planted before the sign-in opens nothing after it', async () => {
      const attacker = openBrowser(portal);
      await attacker.logIn('bert');
      const planted = attacker.cookies().get('sid') ?? '';
      const victim = openBrowser(portal);
      victim.setCookie('sid', planted);
      expect((await victim.logIn('anna')).json).toEqual({ kind: 'challenge' });
      expect((await enterCode(victim, phone)).json).toMatchObject({ kind: 'complete' });
      expect(victim.cookies().get('sid')).not.toBe(planted);
      expect((await victim.mfa('account')).json).toMatchObject({ enabled: true });
      expect((await attacker.mfa('account')).status).toBe(401);
      expect(portal.sessionIds()).not.toContain(planted);
    });

    test('no form of another site changes anything, whatever it calls its body and with whatever origin', async () => {
      const before = await state();
      const bodies = [
        ['application/x-www-form-urlencoded', 'method=totp&%7B%22method%22%3A%22totp%22%7D'],
        ['text/plain', '{"method":"totp","x":"="}'],
        [
          'multipart/form-data; boundary=x',
          '--x\r\ncontent-disposition: form-data; name="method"\r\n\r\ntotp\r\n--x--',
        ],
      ] as const;
      const posts = CHANGES.filter(({ method }) => method === 'POST');
      for (const { path } of posts) {
        for (const [type, body] of bodies) {
          const headers = { 'content-type': type, 'staff-session': 'sam' };
          const foreign = { ...headers, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
          expect([path, (await owner.open(path, { body, headers: foreign })).status]).toEqual([path, 403]);
          // An old browser, or a page that hides where it comes from.
          expect([path, (await owner.open(path, { body, headers })).status]).toEqual([path, 415]);
        }
      }
      expect(posts.length).toBeGreaterThan(15);
      expect(await state()).toEqual(before);
    });

    test('every documented change refuses a page of another site, and one that the browser knows is none of ours', async () => {
      const before = await state();
      const foreign = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: `${portal.origin}.evil.example` },
        { 'sec-fetch-site': 'cross-site' },
      ];
      for (const { method, path } of CHANGES) {
        for (const from of foreign) {
          const headers = { ...from, 'staff-session': 'sam' };
          const refused = await owner.open(path, { method, body: {}, headers });
          expect([path, refused.status, refused.json]).toMatchObject([path, 403, { code: 'cross-site' }]);
        }
      }
      expect(await state()).toEqual(before);
    });

    test('nothing is changed by GET or HEAD, wherever there is nothing to read', async () => {
      const before = await state();
      for (const path of UNREADABLE) {
        for (const method of ['GET', 'HEAD']) {
          const headers = { 'staff-session': 'sam' };
          expect([path, (await owner.open(path, { method, headers })).status]).toEqual([path, 405]);
        }
      }
      expect(UNREADABLE.length).toBeGreaterThan(15);
      expect(await state()).toEqual(before);
    });

    test('a line break or a NUL in a header is refused before anybody reads it', async () => {
      for (const line of [
        'Cookie: a=1\rSet-Cookie: evil=1',
        `Cookie: ${COOKIE}=a\0b`,
        'Origin: https://app.example\0.evil.example',
        'Factorkit-Step-Up: cookie\rSet-Cookie: evil=1',
      ]) {
        const answer = await raw(
          portal.origin,
          `GET /account/mfa/challenge HTTP/1.1\r\nHost: a.example\r\n${line}\r\nConnection: close\r\n\r\n`,
        );
        expect(answer).toMatch(/^HTTP\/1\.1 400 /);
        expect(answer).not.toContain('evil');
      }
    });

    test('a line break in what a client says never becomes a header of the answer', async () => {
      const text = 'x\r\nSet-Cookie: evil=1\r\n\r\n<p>';
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const answers = [
        await owner.mfa('factors', { body: { method: 'totp', label: text } }),
        await owner.mfa(`factors/${phone.factorId}`, { method: 'PATCH', body: { label: text } }),
        await owner.mfa('primary', { method: 'PUT', body: { factorId: text } }),
        await owner.mfa('reauthenticate', { body: { intent: { kind: 'action', name: text } } }),
        await browser.mfa('challenge/verify', { body: { token: text, response: '123456' } }),
        await browser.mfa('recovery', { body: { via: text } }),
        await browser.mfa('challenge/verify', {
          body: { factorId: phone.factorId, response: phone.code(), trustDevice: { name: text } },
        }),
        await owner.desk('sam', 'users/view', { userId: text }),
      ];
      for (const { status, headers } of answers) {
        expect(status).toBeLessThan(500);
        for (const [name, value] of headers) expect([name, value.includes('evil')]).toEqual([name, false]);
      }
      // Not by `mfa`: Hono 4.4 finds no route for a path with a line break, and answers itself.
      for (const line of ['GET /account/mfa/factors/', 'DELETE /account/mfa/trusted-devices/']) {
        const cookie = [...owner.cookies()].map((pair) => pair.join('=')).join('; ');
        const answer = await raw(
          portal.origin,
          `${line}${encodeURIComponent(text)} HTTP/1.1\r\nHost: ${new URL(portal.origin).host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
        );
        expect(answer).toMatch(/^HTTP\/1\.1 4/);
        expect(answer.split('\r\n\r\n')[0]).not.toContain('evil');
      }
      expect(portal.errors.filter((error) => Reflect.get(Object(error), 'code') !== 'input-invalid')).toEqual(
        [],
      );
    });

    test('a cookie that could be none of ours is no fault, and gives nobody anything', async () => {
      for (const value of [
        'x'.repeat(8_000),
        `fk1.${'A'.repeat(4_000)}`,
        '"fk1.k1.AAAA"',
        'fk1.%0d%0aSet-Cookie:%20evil=1',
        'fk1.ÿþ\x80',
        '{"toString":1}',
        '__proto__',
        '=',
      ]) {
        const browser = openBrowser(portal);
        browser.setCookie(COOKIE, value);
        const refused = await enterCode(browser, phone);
        expect([value.slice(0, 20), refused.status, refused.json]).toMatchObject([
          value.slice(0, 20),
          400,
          { code: 'invalid-token' },
        ]);
        expect(browser.cookies().has(COOKIE)).toBe(false);
        // Planted as the trust in a browser it is worth as little, and the sign-in goes on.
        browser.setCookie(DEVICE, value);
        expect((await browser.logIn('anna')).json).toEqual({ kind: 'challenge' });
      }
      expect(portal.errors).toEqual([]);
    });

    test('more cookies than a server takes are refused, many small ones are read over', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const token = browser.cookies().get(COOKIE) ?? '';
      const many = Array.from({ length: 500 }, (_, at) => `c${at}=${at}`).join('; ');
      const cookie = `${many}; ${COOKIE}=${token}; x=${COOKIE}=y`;
      expect((await browser.mfa('challenge', { headers: { cookie } })).status).toBe(200);
      const huge = `GET /account/mfa/challenge HTTP/1.1\r\nHost: a.example\r\nCookie: x=${'x'.repeat(20_000)}`;
      expect(await raw(portal.origin, `${huge}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    });

    test('A8 two cookies of the name count as none, in one header or in two', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const token = browser.cookies().get(COOKIE) ?? '';
      const [first, second] = [`${COOKIE}=${token}`, `${COOKIE}=planted`];
      for (const lines of [
        `Cookie: ${first}; ${second}`,
        `Cookie: ${second}; ${first}`,
        `Cookie: ${first}\r\nCookie: ${second}`,
        `Cookie: ${first}\r\nCookie: ${first}`,
      ]) {
        const answer = await raw(
          portal.origin,
          `GET /account/mfa/challenge HTTP/1.1\r\nHost: a.example\r\n${lines}\r\nConnection: close\r\n\r\n`,
        );
        expect(answer).toMatch(/^HTTP\/1\.1 404 /);
        expect(answer).toContain('"no-challenge"');
      }
      const head = `GET /account/mfa/challenge HTTP/1.1\r\nHost: a.example\r\nCookie: ${first}`;
      expect(await raw(portal.origin, `${head}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    });
  });
}
