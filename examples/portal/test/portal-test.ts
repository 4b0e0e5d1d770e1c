import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { smtpDelivery } from '@factorkit/delivery-smtp';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import {
  createFakeClock,
  createMailbox,
  createSeededRandom,
  type FakeClock,
  type Mailbox,
} from '@factorkit/testkit';
import type { Browser, Page } from 'playwright-core';
import type { PortalOptions } from '../src/portal-options.ts';
import { browserTest } from './chromium.ts';
import { type MailServer, openMailServer } from './mail-server.ts';
import { startPortals } from './under-test.ts';
import { createVisitors, type Visitors } from './visitors.ts';

/** A running portal of its own for each test, and browsers to visit it with. */
export interface World {
  readonly origin: string;
  readonly clock: FakeClock;
  /** Emails, as they came out of a mail server. */
  readonly mail: MailServer;
  /** Text messages. */
  readonly phones: Mailbox;
  /** Sends what users are to be told, all of it, and comes back when that has arrived. */
  notices(): Promise<void>;
  /** What the portal complained of; a test in which that is not empty fails. */
  readonly errors: unknown[];
  /** Another person's browser, or the same person's other one. */
  readonly visitor: Visitors['open'];
}

/** A moment at which a new code appears. */
export const START: number = Date.UTC(2026, 10, 20, 9, 0, 0);

/** A test in a real browser. Its name begins with the criterion that it shows. */
export function portalTest(
  name: string,
  walk: (page: Page, world: World) => Promise<void>,
  options: Pick<PortalOptions, 'brands'> = {},
): void {
  browserTest(name, (chromium) => inWorld(chromium, walk, options));
}

async function inWorld(
  chromium: Browser,
  walk: (page: Page, world: World) => Promise<void>,
  options: Pick<PortalOptions, 'brands'>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'factorkit-portal-'));
  const database = new DatabaseSync(join(folder, 'portal.sqlite'));
  migrate(database);
  const clock = createFakeClock({ nowMs: START });
  const errors: unknown[] = [];
  const mail = await openMailServer();
  const phones = createMailbox({ channels: ['sms'], clock: clock.now });
  const { server, origin } = await sharedServer();
  const { app, sendNotices, close } = await startPortals({
    ...options,
    origin,
    delivery: {
      email: smtpDelivery({
        host: '127.0.0.1',
        port: mail.port,
        security: 'plain-on-loopback',
        from: { name: 'Example portals', address: 'no-reply@portal.example' },
        clock: clock.now,
      }),
      sms: phones,
    },
    mailbox: phones,
    storage: createSqliteStorage({ database }),
    keys: [{ id: 'test', key: createSeededRandom(2)(32) }],
    clock: clock.now,
    random: createSeededRandom(1),
    timeZone: 'UTC',
    onError: (error) => errors.push(error),
  });
  server.off('request', emptyPage).on('request', app);
  const visitors = createVisitors(chromium, origin);
  let passed = false;
  try {
    const page = await visitors.open();
    await walk(page, { origin, clock, mail, phones, errors, visitor: visitors.open, notices: sendNotices });
    if (errors.length > 0) throw errors[0];
    passed = true;
  } finally {
    server.off('request', app).on('request', emptyPage);
    await visitors.close({ keep: passed });
    server.closeAllConnections();
    // What is on its way arrives before the mail server and the database close.
    await sendNotices();
    await close?.();
    await mail.close();
    database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface SharedServer {
  readonly server: Server;
  readonly origin: string;
}

// Between two pages of which only one has these headers, Chromium starts another process.
const LIKE_THE_PORTALS = { 'cross-origin-opener-policy': 'same-origin', 'origin-agent-cluster': '?1' };

/** What is there between the tests. */
const emptyPage: RequestListener = (_request, response) => {
  response.writeHead(200, { ...LIKE_THE_PORTALS, 'content-type': 'text/html' });
  response.end('<!doctype html><title>Empty</title>');
};

let shared: Promise<SharedServer> | undefined;

/** One address for all tests of a worker, so that a browser may be used again: each test answers there for its time. */
function sharedServer(): Promise<SharedServer> {
  shared ??= new Promise((resolve) => {
    const server = createServer(emptyPage).unref();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      // By name: browsers make keys for no IP address.
      resolve({ server, origin: `http://localhost:${port}` });
    });
  });
  return shared;
}
