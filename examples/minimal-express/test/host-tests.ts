import { DatabaseSync } from 'node:sqlite';
import {
  createBrowser,
  type HostFeature,
  type HostHarness,
  hostAttacks,
  hostContract,
} from '@factorkit/testkit';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { tier } from '../../../test-tiers.ts';
import type { Running } from './running.ts';

/** What the small examples leave out: no case for it applies. */
const LACKS: readonly HostFeature[] = [
  'password-change',
  'contact-change',
  'reauthentication',
  'password-limit',
  'backup-codes',
  'email-codes',
  'trusted-browsers',
  'user-verification',
  'other-sign-in',
  'error-log',
];
const SESSION_MS = 8 * 3_600_000;

/** The hooks of a small example, tested over HTTP: one process for all cases, and no account left from the case before. */
export function hostTests(start: () => Promise<Running>): void {
  describe('its hooks', () => hostCases(start));
}

function hostCases(start: () => Promise<Running>): void {
  let portal: Running;
  beforeAll(async () => {
    portal = await start();
    // Some load the code of a route with the first request to it.
    const first = createBrowser({ origin: portal.origin });
    await first.post('/login', { name: 'nobody', password: '' });
    await first.get('/mfa/account');
  });
  afterAll(async () => {
    // For what else is tested of this process.
    forgetAccounts(portal.database);
    await portal.watched.advance(Date.now() - portal.watched.now());
    await portal.stop();
  });

  const open = async (): Promise<HostHarness> => {
    forgetAccounts(portal.database);
    const { origin, watched } = portal;
    return {
      origin,
      clock: watched.now,
      advance: watched.advance,
      sessionMs: SESSION_MS,
      second: {
        login: { name: 'bo', password: 'blue-hammer' },
        takesOver: async () =>
          execute(
            portal.database,
            `INSERT OR REPLACE INTO factorkit_accounts (user_id, tag, state, due)
               SELECT 'u-2', tag, state, due FROM factorkit_accounts WHERE user_id = 'u-1'`,
          ),
      },
      passwordWork: watched.passwordWork,
      user: { name: 'anna', password: 'correct-horse' },
      signIn: (browser, login) => browser.post('/login', login),
      loseAccount: async () => execute(portal.database, 'DELETE FROM factorkit_accounts'),
    };
  };
  const options = { open, lacks: LACKS };
  for (const { name, run } of hostContract(options)) test(`FB2 FB3 FB4 FB5 FB6 FB14 FS2 ${name}`, run);
  for (const { name, run } of hostAttacks({ ...options, crowd: tier === 'soak' ? 100 : 12 })) test(name, run);
}

/** The accounts, and what the portal keeps of them. */
function forgetAccounts(file: string): void {
  execute(file, 'DELETE FROM factorkit_accounts; DELETE FROM enrolled');
}

function execute(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA busy_timeout = 5000; ${sql}`);
  } finally {
    database.close();
  }
}
