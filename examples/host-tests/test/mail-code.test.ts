import { createBrowser, createTestPorts, enrolCode } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { createPortal } from '../src/portal.ts';

test('anna signs in with the code that came by mail', async () => {
  const { ports, clock, mailbox } = createTestPorts();
  const portal = createPortal({ ports, delivery: mailbox });
  const { factorId } = await enrolCode({ mfa: portal.mfa, method: 'email', mailbox, clock, userId: 'anna' });
  mailbox.clear();

  const browser = createBrowser({ fetch: portal.fetch });
  await browser.post('/login', { userId: 'anna', password: 'correct-horse' });
  await browser.post('/mfa/challenge/send', { factorId });
  const response = mailbox.messages('anna@example.com').at(-1)?.code;
  await browser.post('/mfa/challenge/verify', { factorId, response });

  expect((await browser.get('/me')).json).toEqual({ userId: 'anna' });
});
