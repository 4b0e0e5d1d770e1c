import { Agent, request } from 'node:http';
import { presetS1 } from '@factorkit/core/policy';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openBrowser } from '../../src/browser.ts';
import type { Harness } from '../../src/harness.ts';
import { startPortal, type TestPortal } from '../../src/test-portal.ts';

export function bodies(harness: Harness): void {
  describe('bodies', () => {
    let portal: TestPortal;
    beforeEach(async () => {
      portal = await startPortal(harness, { policy: presetS1 });
    });
    afterEach(() => portal.close());

    test('a body is read once, by anyone who comes first', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const begun = await browser.mfa('factors', { body: { method: 'totp', label: 'Büro ☎' } });
      expect(begun.status).toBe(201);
      expect(begun.json).toMatchObject({ enrolment: { label: 'Büro ☎' } });
    });

    test('what is not named is refused, with the place where it stands', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const bodies = [
        [{ method: 'totp', secret: 'AAAA' }, 'secret'],
        [{}, 'method'],
        [{ method: 'voice' }, 'method'],
        [{ method: 'totp', label: '' }, 'label'],
        ['{"method":"totp","__proto__":{"label":"x"}}', '__proto__'],
        [[], ''],
      ] as const;
      for (const [body, path] of bodies) {
        const refused = await browser.mfa('factors', { body });
        expect(refused.status).toBe(400);
        expect(refused.json).toMatchObject({ code: 'input-invalid', path });
      }
    });

    test('a form, and text that is JSON all the same, is refused with 415', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      for (const type of [
        'application/x-www-form-urlencoded',
        'text/plain',
        'text/plain; application/json',
      ]) {
        const refused = await browser.mfa('factors', {
          body: '{"method":"totp"}',
          headers: { 'content-type': type },
        });
        expect(refused.status).toBe(415);
        expect(refused.json).toMatchObject({ code: 'not-json' });
      }
    });

    test('a body over the limit is refused with 413, and the connection still works', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const refused = await browser.mfa('factors', { body: { method: 'totp', label: 'x'.repeat(17_000) } });
      expect(refused.status).toBe(413);
      expect(refused.json).toMatchObject({ code: 'body-too-large', limitBytes: 16_384 });
      expect((await browser.mfa('account')).status).toBe(200);
    });

    test('a delete needs no body', async () => {
      const browser = openBrowser(portal);
      await browser.logIn('anna');
      const refused = await browser.mfa('factors/nothing-here', { method: 'DELETE' });
      expect(refused.status).toBe(404);
      expect(refused.json).toMatchObject({ code: 'unknown-factor' });
    });
    test('bodies that were not read at all do not hold the connection up', async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      onTestFinished(() => agent.destroy());
      const long = 'x'.repeat(300_000);
      const type = (name: string): Record<string, string> => ({
        'content-type': name,
        connection: 'keep-alive',
      });
      const url = `${portal.origin}/account/mfa/factors`;
      expect(await sent(url, agent, 'POST', type('text/plain'), long)).toBe(415);
      expect(await sent(url, agent, 'POST', type('application/json'), long)).toBe(413);
      expect(await sent(`${portal.origin}/account/mfa/account`, agent, 'GET', {}, '')).toBe(401);
      expect(portal.connections()).toBe(1);
    });

    test('a body that is given up half-way is never taken, and the portal goes on', async () => {
      const agent = new Agent();
      onTestFinished(() => agent.destroy());
      const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
      const url = `${portal.origin}/account/mfa/factors`;
      const outcome = await sent(url, agent, 'POST', headers, 'x'.repeat(300_000)).catch(
        (error: NodeJS.ErrnoException) => error.code,
      );
      // Some adapters close the connection on a body that is not read to its end, and the answer may be lost with it.
      expect([413, 'ECONNRESET', 'EPIPE']).toContain(outcome);
      expect((await openBrowser(portal).mfa('account')).status).toBe(401);
    });

    test('a body that comes in many pieces is counted, whatever length was declared', async () => {
      const long = new TextEncoder().encode(`{"method":"totp","label":"${'x'.repeat(20_000)}"}`);
      const pieces = Array.from({ length: 20 }, (_, at) =>
        long.subarray(at * 1024, (at + 1) * 1024),
      ).reverse();
      const init: RequestInit & { duplex: 'half' } = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: new ReadableStream<Uint8Array>({
          pull(controller) {
            const piece = pieces.pop();
            if (piece === undefined) controller.close();
            else controller.enqueue(piece);
          },
        }),
        duplex: 'half',
      };
      expect((await fetch(`${portal.origin}/account/mfa/factors`, init)).status).toBe(413);
    });
  });
}

function sent(
  url: string,
  agent: Agent,
  method: string,
  headers: Record<string, string>,
  body: string,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers }, (incoming) => {
      incoming.resume();
      incoming.on('end', () => resolve(incoming.statusCode));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
