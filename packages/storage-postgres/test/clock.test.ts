import { createMfa, totp } from '@factorkit/core';
import { presetS2 } from '@factorkit/core/policy';
import { createSeededRandom } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { openStore } from './places.ts';

const keys = [{ id: 'test', key: createSeededRandom(1)(32) }];
const policy = { ...presetS2, id: 'plain' };
const portal = { revokeSessions: async (): Promise<void> => {} };

test('FS5 a server a day ahead of the database is not ready, and one beside it is', async (context) => {
  const { storage } = await openStore(context);
  const base = { issuer: 'Example Portal', keys, storage, methods: [totp()], policy, portal };
  await createMfa(base).ready();
  const ahead = createMfa({ ...base, clock: () => Date.now() + 86_400_000 });
  await expect(ahead.ready()).rejects.toMatchObject({ name: 'MfaError', code: 'clock-differs' });
});

test('FS2 a row that the database lost does not count as nothing enrolled', async (context) => {
  const { storage } = await openStore(context);
  const mfa = createMfa({ issuer: 'Example Portal', keys, storage, methods: [totp()], policy, portal });
  const signIn = {
    userId: 'anna',
    user: { accountName: 'anna' },
    firstFactor: { method: 'password' as const },
  };
  const refused = mfa.beginSignIn({ ...signIn, expectEnrolled: true });
  await expect(refused).rejects.toMatchObject({ code: 'account-missing' });
  const { events } = await storage.readEvents({ userId: 'anna', limit: 10 });
  expect(events).toMatchObject([{ type: 'account.missing' }]);
});
