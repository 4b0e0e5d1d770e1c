import { presetS1 } from '@factorkit/core/policy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { enableS1 } from '../../src/journey.ts';
import { raw } from '../../src/raw.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';

export function doors(harness: Harness): void {
  describe('doors', () => {
    let portal: TestPortal;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy: presetS1 });
    });
    afterEach(() => portal.close());

    test('every change asked for by another site is refused, and nothing changes', async () => {
      const browser = openBrowser(portal);
      const phone = await enableS1(portal, browser);
      const before = (await browser.mfa('account')).json;
      const foreign = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { 'sec-fetch-site': 'cross-site', origin: portal.origin },
        { origin: portal.origin.replace('http:', 'https:') },
      ];
      const changes = [
        ['POST', 'challenge/verify', { factorId: phone.factorId, response: '123456' }],
        ['POST', 'challenge/recover', { code: 'aaaa-aaaa-aaaa-aaaa' }],
        ['POST', 'factors', { method: 'totp' }],
        ['POST', `factors/${phone.factorId}/confirm`, { response: '123456' }],
        ['PATCH', `factors/${phone.factorId}`, { label: 'stolen' }],
        ['DELETE', `factors/${phone.factorId}`, {}],
        ['POST', 'backup-codes', {}],
        ['POST', 'backup-codes/acknowledge', {}],
        ['POST', 'reauthenticate', { password: 'correct-horse-anna' }],
        ['DELETE', 'trusted-devices', {}],
        ['DELETE', 'trusted-devices/abc', {}],
        ['POST', 'recovery', { via: 'support' }],
        ['POST', 'recovery/complete', { via: 'support' }],
        ['POST', 'recovery/cancel', { cancelToken: 'x' }],
        ['DELETE', 'recovery/abc', {}],
      ] as const;
      for (const headers of foreign) {
        for (const [method, path, body] of changes) {
          const refused = await browser.mfa(path, { method, headers, body });
          expect([path, refused.status, refused.json]).toMatchObject([path, 403, { code: 'cross-site' }]);
        }
      }
      expect((await browser.mfa('account')).json).toEqual(before);
    });

    test('posts from here, from an allowed origin and from no page at all are taken', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const own = [
        {},
        { origin: portal.origin },
        { 'sec-fetch-site': 'same-origin', origin: portal.origin },
        { 'sec-fetch-site': 'cross-site', origin: 'https://app.example' },
      ];
      for (const headers of own) {
        expect((await browser.mfa('factors', { headers, body: { method: 'totp' } })).status).toBe(201);
      }
    });

    test.each([
      ['GET', 'account'],
      ['POST', 'factors'],
      ['GET', 'factors/abc'],
      ['POST', 'factors/abc/confirm'],
      ['PATCH', 'factors/abc'],
      ['DELETE', 'factors/abc'],
      ['POST', 'backup-codes'],
      ['POST', 'backup-codes/acknowledge'],
      ['POST', 'reauthenticate'],
      ['GET', 'trusted-devices'],
      ['DELETE', 'trusted-devices'],
      ['DELETE', 'trusted-devices/abc'],
      ['DELETE', 'recovery/abc'],
    ])('%s %s without a session is 401, with a scheme', async (method, path) => {
      const bodies: Record<string, object> = {
        factors: { method: 'totp' },
        'factors/abc': { label: 'x' },
        'factors/abc/confirm': { response: '123456' },
        reauthenticate: { password: 'x' },
      };
      const body = method === 'GET' || method === 'DELETE' ? undefined : (bodies[path] ?? {});
      const refused = await openBrowser(portal).mfa(path, { method, ...(body && { body }) });
      expect(refused.status).toBe(401);
      expect(refused.json).toMatchObject({ code: 'no-session' });
      expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="factorkit"');
    });

    test.each([
      ['POST', 'challenge', 'GET, HEAD'],
      ['GET', 'challenge/verify', 'POST'],
      ['OPTIONS', 'factors', 'POST'],
      ['PUT', 'factors/abc', 'GET, HEAD, PATCH, DELETE'],
      ['DELETE', 'backup-codes', 'POST'],
      // A mail scanner that opens every link stops nobody's recovery.
      ['GET', 'recovery/cancel', 'POST, DELETE'],
      ['GET', 'recovery', 'POST'],
      ['POST', 'trusted-devices', 'GET, HEAD, DELETE'],
    ])('%s %s is 405, and Allow says what is', async (method, path, allow) => {
      const refused = await openBrowser(portal).mfa(path, { method });
      expect(refused.status).toBe(405);
      expect(refused.headers.get('allow')).toBe(allow);
      expect(refused.json).toMatchObject({ code: 'method-not-allowed' });
    });

    test('an unknown path is 404, and never another host', async () => {
      const browser = openBrowser(portal);
      for (const path of ['', 'account/', 'factors/a/b', 'factors/a%20b', '/evil.example/account']) {
        const refused = await browser.mfa(path);
        expect([path, refused.status]).toEqual([path, 404]);
      }
    });

    test('HEAD says what GET would, without its body', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const head = await browser.mfa('account', { method: 'HEAD' });
      expect(head.status).toBe(200);
      expect(head.headers.get('content-type')).toBe('application/json');
      expect(head.text).toBe('');
    });

    test('A13 a query is refused, so that no secret is ever put there', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      for (const query of ['?token=fk1.x', '?code=123456', '?']) {
        const refused = await browser.mfa(`account${query}`);
        expect([query, refused.status]).toEqual([query, query === '?' ? 200 : 400]);
      }
    });

    test('a request line with a whole URL in it means the path of that URL', async () => {
      const head = 'GET http://other.example/account/mfa/account HTTP/1.1\r\nHost: other.example';
      expect(await raw(portal.origin, `${head}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 401 /);
    });

    test('what no Request can be made of is answered, not thrown', async () => {
      for (const head of [
        'TRACE /account/mfa/account HTTP/1.1\r\nHost: a',
        'GET /account/mfa/account HTTP/1.1\r\nHost: a b<',
      ]) {
        const answer = await raw(portal.origin, `${head}\r\nConnection: close\r\n\r\n`);
        // Some adapters hand TRACE on as it is, and the door says which methods there are.
        expect(answer).toMatch(/^HTTP\/1\.1 40[05] /);
      }
      // Some servers make a request of it under a name of its own, over plain http: the operator hears of that.
      const others = portal.errors.filter((error) => Object(error).code !== 'configuration-invalid');
      expect(others).toEqual([]);
    });
  });
}
