import { createBrowser, createTestPorts, enrolApp } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { createPortal } from '../src/portal.ts';

test('after five wrong codes the right one waits, and half a minute later it is let in', async () => {
  const { ports, clock, mailbox } = createTestPorts();
  const portal = createPortal({ ports, delivery: mailbox });
  const app = await enrolApp({ mfa: portal.mfa, clock, userId: 'anna' });
  const browser = createBrowser({ fetch: portal.fetch });
  await browser.post('/login', { userId: 'anna', password: 'correct-horse' });

  const wrong = String((Number(app.code()) + 1) % 1_000_000).padStart(6, '0');
  for (let guess = 1; guess <= 5; guess += 1) {
    await browser.post('/mfa/challenge/verify', { factorId: app.factorId, response: wrong });
  }
  const locked = await browser.post<{ retryAt: number }>('/mfa/challenge/verify', app.answer());
  expect(locked).toMatchObject({ status: 429, json: { code: 'locked' } });
  expect((await browser.get('/me')).json).toEqual({ kind: 'signed-out' });

  clock.set(locked.json.retryAt);
  await browser.post('/mfa/challenge/verify', app.answer());
  expect((await browser.get('/me')).json).toEqual({ userId: 'anna' });
});
