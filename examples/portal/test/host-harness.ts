import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeliveryAdapter } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import {
  createFakeClock,
  createMailbox,
  createSeededRandom,
  type FakeClock,
  type HostHarness,
  type Mailbox,
  type PasswordWork,
} from '@factorkit/testkit';
import { watchScrypt } from '../../minimal-express/test/watch-scrypt.ts';
import type { Brand } from '../src/brands/brand.ts';
import { SIGN_IN_MS } from '../src/session/sign-ins.ts';
import { startPortals } from './under-test.ts';

/** A portal of this example behind HTTP, with what a test holds of it. */
export interface PortalHarness extends HostHarness {
  readonly origin: string;
  readonly basePath: string;
  readonly clock: () => number;
  readonly time: FakeClock;
  readonly mailbox: Mailbox;
  /** What went wrong on the portal's side. */
  readonly faults: readonly unknown[];
  close(): Promise<void>;
}

const START = Date.UTC(2026, 10, 20, 9);

let passwordWork: PasswordWork | undefined;

/** `email` replaces the mailbox for email. */
export async function openPortalHarness(brand: Brand, email?: DeliveryAdapter): Promise<PortalHarness> {
  passwordWork ??= watchScrypt();
  const time = createFakeClock({ nowMs: START });
  const mailbox = createMailbox({ clock: time.now });
  const faults: unknown[] = [];
  const storage = createMemoryStorage({ clock: time.now });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const { app, sendNotices, close } = await startPortals({
    brands: [brand],
    origin,
    delivery: { email: email ?? mailbox, sms: mailbox },
    storage,
    keys: [{ id: 'test', key: createSeededRandom(2)(32) }],
    clock: time.now,
    random: createSeededRandom(1),
    timeZone: 'UTC',
    onError: (error) => faults.push(error),
  });
  server.on('request', app);
  const base = `/${brand.id}`;
  const [person, other] = brand.people;
  if (person === undefined || other === undefined) throw new Error('a portal with two people is needed');
  const { userName, password, email: address } = person;
  const idOf = (name: string): string => `${brand.id}:${name}`;
  /** Where the last change of the profile led: the page that asks for proof, for that change. */
  let asked = `${base}/confirm`;
  const contacts: HostHarness['contacts'] = {
    address,
    current: async (browser) =>
      /<dt>Email address<\/dt><dd>([^<]*)/.exec((await browser.get(`${base}/profile`)).text)?.[1] ?? '',
    async change(browser, address) {
      const answer = await browser.submit(`${base}/profile/edit`, {
        email: address,
        phone: person.phone ?? '',
      });
      asked = answer.headers.get('location') ?? asked;
      return answer;
    },
    prove: (browser, typed) =>
      browser.submit(asked, { password: typed }, asked.replace('/confirm', '/confirm/password')),
    confirm: (browser, text) =>
      browser.submit(`${base}/profile/confirm`, {
        channel: 'email',
        code: /\b\d{6}\b/.exec(text)?.[0] ?? '',
      }),
    async messages(address) {
      await sendNotices();
      return mailbox.messages(address).map(({ text }) => text);
    },
  };
  return {
    origin,
    time,
    mailbox,
    faults,
    errors: async () => faults.map(String),
    basePath: `${base}/mfa`,
    clock: time.now,
    passwordWork,
    user: { name: userName, password },
    signIn: (browser, login) =>
      browser.submit(`${base}/sign-in`, { userName: login.name, password: login.password }),
    // Without a challenge it leads to another page, which says why: the session holds the notice.
    writeSession: (browser) => browser.submit(`${base}/sign-in`, {}, `${base}/sign-in/code`),
    changePassword: (browser, { from, to }) =>
      browser.submit(`${base}/password`, { password: from, newPassword: to }),
    ...(brand.profile && { contacts }),
    ...(brand.policy.methods.email && {
      emails: async () => mailbox.messages(address).map(({ text }) => text),
    }),
    advance: async (ms) => time.advance(ms),
    loseAccount: () => storage.delete(idOf(userName), [], 'lost'),
    sessionMs: SIGN_IN_MS,
    second: {
      login: { name: other.userName, password: other.password },
      async takesOver() {
        const { stored } = await storage.load(idOf(userName));
        const { stored: before } = await storage.load(idOf(other.userName));
        if (stored !== undefined) await storage.save(idOf(other.userName), stored, before?.tag, []);
      },
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await close?.();
    },
  };
}
