import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { presetS2 } from '@factorkit/core/policy';
import express, { type RequestHandler } from 'express';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { enableS2, enterCode } from './journey.ts';
import { startPortal, type TestPortal } from './portal.ts';

describe.each<{ readonly name: string; readonly before: readonly RequestHandler[] }>([
  { name: 'after express.json()', before: [express.json()] },
  { name: 'after express.text()', before: [express.text({ type: () => true })] },
  { name: 'after express.raw()', before: [express.raw({ type: () => true })] },
  { name: 'after express.urlencoded()', before: [express.urlencoded()] },
  { name: 'without a body parser', before: [] },
])('$name', ({ before }) => {
  let portal: TestPortal;
  beforeEach(async () => {
    portal = await startPortal({ policy: presetS2, before });
  });
  afterEach(() => portal.close());

  test('a body is read once, by whoever comes first', async () => {
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
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'text/plain; application/json']) {
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
});

describe('a body that others', () => {
  async function posted(
    before: readonly RequestHandler[],
    headers: Record<string, string>,
    body: BodyInit,
  ): Promise<number> {
    const portal = await startPortal({ policy: presetS2, before });
    const browser = openBrowser(portal);
    await browser.logIn('anna');
    const { status } = await fetch(`${portal.origin}/account/mfa/factors`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: `sid=${browser.cookies.get('sid') ?? ''}`,
        ...headers,
      },
      body,
    });
    await portal.close();
    return status;
  }

  test('have inflated is read; compressed it is not', async () => {
    const zipped = new Uint8Array(gzipSync('{"method":"totp"}'));
    expect(await posted([express.json()], { 'content-encoding': 'gzip' }, zipped)).toBe(201);
    expect(await posted([], { 'content-encoding': 'gzip' }, zipped)).toBe(415);
  });

  test('have read and thrown away is a fault of the portal, not of the client', async () => {
    const swallow: RequestHandler = async (req, _res, next) => {
      for await (const _ of req);
      next();
    };
    expect(await posted([swallow], {}, '{"method":"totp"}')).toBe(500);
  });

  test('were not read at all do not hold the connection up', async () => {
    const portal = await startPortal({ policy: presetS2, before: [] });
    onTestFinished(() => portal.close());
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const long = 'x'.repeat(1_000_000);
    const type = (name: string): Record<string, string> => ({
      'content-type': name,
      connection: 'keep-alive',
    });
    const url = `${portal.origin}/account/mfa/factors`;
    expect(await sent(url, agent, 'POST', type('text/plain'), long)).toBe(415);
    expect(
      await sent(url, agent, 'POST', { ...type('application/json'), 'transfer-encoding': 'chunked' }, long),
    ).toBe(413);
    expect(await sent(url, agent, 'POST', type('application/json'), long)).toBe(413);
    expect(await sent(`${portal.origin}/account/mfa/account`, agent, 'GET', {}, '')).toBe(401);
    expect(portal.connections()).toBe(1);
  });

  test('come in many pieces is counted, whatever length was declared', async () => {
    const portal = await startPortal({ policy: presetS2, before: [] });
    const pieces = Array.from({ length: 20 }, () => new Uint8Array(1024).fill(32));
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
    await portal.close();
  });
});

describe('whoever knocks', () => {
  let portal: TestPortal;
  beforeEach(async () => {
    portal = await startPortal({ policy: presetS2 });
  });
  afterEach(() => portal.close());

  test('every change asked for by another site is refused, and nothing changes', async () => {
    const browser = openBrowser(portal);
    const { phone } = await enableS2(portal, browser);
    await browser.logIn('anna');
    await enterCode(browser, phone);
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
    for (const path of [
      '',
      'account/',
      'factors/a/b',
      'factors/a%20b',
      '/evil.example/account',
      'openapi.json',
    ]) {
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
    const { port } = new URL(portal.origin);
    const head = 'GET http://other.example/account/mfa/account HTTP/1.1\r\nHost: other.example';
    expect(await raw(Number(port), `${head}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 401 /);
  });

  test('what no Request can be made of is answered, not thrown', async () => {
    const { port } = new URL(portal.origin);
    for (const head of [
      'TRACE /account/mfa/account HTTP/1.1\r\nHost: a',
      'GET /account/mfa/account HTTP/1.1\r\nHost: a b<',
    ]) {
      const answer = await raw(Number(port), `${head}\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    }
    expect(portal.errors).toEqual([]);
  });
});

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

function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}
