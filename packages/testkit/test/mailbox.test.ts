import type { Delivery } from '@factorkit/core';
import { createFakeClock, createMailbox } from '@factorkit/testkit';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
});

const code: Delivery = {
  id: 'd1',
  channel: 'email',
  to: 'anna@example.com',
  purpose: 'sign-in',
  subject: 'Your code',
  text: '123456 is your code.',
  code: '123456',
  expiresAt: 1000,
};

test('a mailbox keeps what it is handed, by destination, and forgets when told', async () => {
  const { now, set } = createFakeClock({ nowMs: 0 });
  const mailbox = createMailbox({ clock: now });
  const sms: Delivery = { ...code, id: 'd2', channel: 'sms', to: '+15005550006' };
  expect(await mailbox.deliver(code)).toEqual({ kind: 'accepted', reference: 'd1' });
  expect(await mailbox.deliver(sms)).toEqual({ kind: 'accepted', reference: 'd2' });
  expect(mailbox.messages()).toEqual([code, sms]);
  expect(mailbox.messages(sms.to)).toEqual([sms]);
  expect(mailbox.messages('anybody')).toEqual([]);
  set(1000);
  expect(await mailbox.deliver(code)).toEqual({ kind: 'failed', sent: 'no', reason: 'expired' });
  mailbox.clear();
  expect(mailbox.messages()).toEqual([]);
});

test('a mailbox keeps the last thousand', async () => {
  const mailbox = createMailbox({ clock: () => 0 });
  for (let number = 1; number <= 1001; number += 1) await mailbox.deliver({ ...code, id: `d${number}` });
  expect(mailbox.messages()).toHaveLength(1000);
  expect(mailbox.messages()[0]?.id).toBe('d2');
});

test('a mailbox refuses to run in production', async () => {
  const mailbox = createMailbox({ clock: () => 0 });
  vi.stubEnv('NODE_ENV', 'production');
  expect(() => createMailbox()).toThrow('NODE_ENV is production');
  await expect(mailbox.deliver(code)).rejects.toThrow('NODE_ENV is production');
  expect(mailbox.messages()).toEqual([]);
});
