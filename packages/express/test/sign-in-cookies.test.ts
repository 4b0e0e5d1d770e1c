import type { SignIn } from '@factorkit/core';
import express, { type Request, type Response } from 'express';
import { expect, onTestFinished, test } from 'vitest';
import {
  challengeTokenOf,
  clearChallengeCookie,
  clearDeviceCookie,
  deviceTokenOf,
  setSignInCookies,
} from '../src/index.ts';

/** What a handler of Express' does with this request. */
async function visited(
  handler: (req: Request, res: Response) => void,
  cookie = '',
): Promise<globalThis.Response> {
  const app = express().get('/', (req, res) => {
    res.append('set-cookie', 'sid=1');
    handler(req, res);
    res.end();
  });
  const listening = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  onTestFinished(() => void listening.close());
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return fetch(`http://127.0.0.1:${address.port}/`, { headers: { cookie, connection: 'close' } });
}

test('what a sign-in said is set beside the cookies that stand already', async () => {
  const outcome: SignIn = { kind: 'enrol', token: 'fk1.t', methods: [], unmet: [], expiresAt: 1 };
  const { headers } = await visited((_req, res) => setSignInCookies(res, outcome));
  expect(headers.getSetCookie()).toEqual([
    'sid=1',
    '__Host-factorkit=fk1.t; Path=/; HttpOnly; SameSite=Lax; Secure',
  ]);
});

test('challenge and trust are taken back, each by its name', async () => {
  const { headers } = await visited((_req, res) => {
    clearChallengeCookie(res, { name: 'shop' });
    clearDeviceCookie(res, { insecureDevelopment: true });
  });
  expect(headers.getSetCookie()).toEqual([
    'sid=1',
    '__Host-shop=; Path=/; HttpOnly; SameSite=Lax; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0',
    'factorkit-device=; Path=/; HttpOnly; SameSite=Lax; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0',
  ]);
});

test('the tokens of a request are read by the names that were chosen', async () => {
  const found: unknown[] = [];
  await visited((req) => {
    found.push(challengeTokenOf(req), deviceTokenOf(req), deviceTokenOf(req, { name: 'shop' }));
  }, '__Host-factorkit=fk1.c; __Host-factorkit-device=fkd.d');
  expect(found).toEqual(['fk1.c', 'fkd.d', undefined]);
});
