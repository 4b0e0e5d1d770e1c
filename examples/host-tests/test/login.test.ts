import { createBrowser, createTestPorts, enrolApp } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { createPortal } from '../src/portal.ts';

test('anna signs in with the code of her app', async () => {
  const { ports, clock, mailbox } = createTestPorts();
  const portal = createPortal({ ports, delivery: mailbox });
  const app = await enrolApp({ mfa: portal.mfa, clock, userId: 'anna' });
  const browser = createBrowser({ fetch: portal.fetch });
  await browser.post('/login', { userId: 'anna', password: 'correct-horse' });
  expect(await browser.post('/mfa/challenge/verify', app.answer())).toHaveProperty('json.kind', 'complete');
});
