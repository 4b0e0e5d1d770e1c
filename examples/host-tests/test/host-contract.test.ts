import {
  createTestPorts,
  type HostFeature,
  type HostRig,
  hostAttacks,
  hostContract,
} from '@factorkit/testkit';
import { test } from 'vitest';
import { watchScrypt } from '../../minimal-express/test/watch-scrypt.ts';

// Before the portal takes scrypt for itself.
const passwordWork = watchScrypt({ N: 2 ** 4 });
const { createPortal } = await import('../src/portal.ts');

const lacks: readonly HostFeature[] = [
  'password-change',
  'contact-change',
  'reauthentication',
  'backup-codes',
  'trusted-browsers',
  'two-accounts',
  'lost-rows',
];

async function open(): Promise<HostRig> {
  const { ports, clock, mailbox } = createTestPorts();
  const portal = createPortal({ ports, delivery: mailbox });
  const user = { name: 'anna', password: 'correct-horse' };
  const mails = () => mailbox.messages('anna@example.com').map(({ text }) => text);
  return {
    fetch: portal.fetch,
    clock: clock.now,
    advance: async (ms) => clock.advance(ms),
    sessionMs: 8 * 3_600_000,
    passwordWork,
    user,
    signIn: (browser, { name, password }) => browser.post('/login', { userId: name, password }),
    emails: async () => mails(),
    async otherSignIn(browser, { name }) {
      clock.advance(60_000);
      await browser.post('/login/link', { userId: name });
      const [, secret] = /#anna\.(\S+)/.exec(mails().at(-1) ?? '') ?? [];
      return browser.post('/login/link/open', { userId: name, secret });
    },
  };
}

for (const { name, run } of hostContract({ open, lacks })) test(`FB3 FB5 FB6 FB14 ${name}`, run);
for (const { name, run } of hostAttacks({ open, lacks, crowd: 12 })) test(name, run);
