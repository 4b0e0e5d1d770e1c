import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeListener } from '@factorkit/http/node';
import { createTestPorts, type HostFeature, type HostHarness } from '@factorkit/testkit';
import { watchScrypt } from '../../minimal-express/test/watch-scrypt.ts';
import type { PortalParts } from '../src/portal.ts';

// Before the portal takes scrypt for itself.
const passwordWork = watchScrypt({ N: 2 ** 4 });
const { createPortal } = await import('../src/portal.ts');

/** The origin of its security keys: the server stands behind something that ends TLS for it. */
const OUTSIDE = 'https://portal.example.com';

export const lacks: readonly HostFeature[] = [
  'password-change',
  'contact-change',
  'reauthentication',
  'password-limit',
  'backup-codes',
  'trusted-browsers',
  'two-accounts',
  'lost-rows',
  'error-log',
];

/** The portal behind a server of its own. */
export async function openHost(more: Partial<PortalParts['ports']> = {}): Promise<HostHarness> {
  const { ports, clock, mailbox } = createTestPorts();
  const portal = createPortal({ ports: { ...ports, ...more }, delivery: mailbox });
  const server = createServer(nodeListener(portal.fetch, { origin: OUTSIDE }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const inside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mails = () => mailbox.messages('anna@example.com').map(({ text }) => text);
  return {
    fetch: (request) => fetch(new Request(request.url.replace(OUTSIDE, inside), request)),
    clock: clock.now,
    advance: async (ms) => clock.advance(ms),
    sessionMs: 8 * 3_600_000,
    passwordWork,
    user: { name: 'anna', password: 'correct-horse' },
    signIn: (browser, { name, password }) => browser.post('/login', { userId: name, password }),
    emails: async () => mails(),
    async otherSignIn(browser, { name }) {
      clock.advance(60_000);
      await browser.post('/login/link', { userId: name });
      const [, secret] = /#anna\.(\S+)/.exec(mails().at(-1) ?? '') ?? [];
      return browser.post('/login/link/open', { userId: name, secret });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
