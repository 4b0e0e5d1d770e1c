import type { JsonObject } from '@factorkit/core';
import { createBrowser, createSoftwareAuthenticator, createTestPorts, enrolKey } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { createPortal } from '../src/portal.ts';

test('anna signs in with her security key, on the site that it was made for', async () => {
  const { ports, mailbox } = createTestPorts();
  const portal = createPortal({ ports, delivery: mailbox });
  const key = createSoftwareAuthenticator({ origin: 'https://portal.example.com', random: ports.random });
  await enrolKey({ mfa: portal.mfa, key, userId: 'anna' });

  const browser = createBrowser({ fetch: portal.fetch });
  await browser.post('/login', { userId: 'anna', password: 'correct-horse' });
  const question = { method: 'webauthn' };
  const { json } = await browser.post<{ options: JsonObject }>('/mfa/challenge/options', question);

  const phished = await key.get(json.options, { origin: 'https://portal-example.com' });
  const refused = await browser.post('/mfa/challenge/verify', { response: phished });
  expect(refused).toHaveProperty('json.code', 'invalid-response');

  const done = await browser.post('/mfa/challenge/verify', { response: await key.get(json.options) });
  expect(done).toHaveProperty('json.kind', 'complete');
});
