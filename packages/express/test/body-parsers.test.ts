import { gzipSync } from 'node:zlib';
import { presetS2 } from '@factorkit/core/policy';
import express, { type RequestHandler } from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
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
        cookie: `sid=${browser.cookies().get('sid') ?? ''}`,
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
});
