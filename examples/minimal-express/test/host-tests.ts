import { DatabaseSync } from 'node:sqlite';
import { type HostFeature, type HostRig, hostContract } from '@factorkit/testkit';
import { afterAll, beforeAll, test } from 'vitest';
import type { Running } from './running.ts';

/** What the small examples leave out. */
const LACKS: readonly HostFeature[] = ['password-change', 'contact-change', 'reauthentication'];

/** The hooks of a small example, tested over HTTP: one process for all cases, and no account left from the case before. */
export function hostTests(start: () => Promise<Running>): void {
  let portal: Running;
  beforeAll(async () => {
    portal = await start();
  });
  afterAll(() => portal?.stop());

  const open = async (): Promise<HostRig> => {
    forgetAccounts(portal.database);
    const { origin, passwordWork } = portal;
    const user = { name: 'anna', password: 'correct-horse' };
    return { origin, passwordWork, user, signIn: (browser, login) => browser.post('/login', login) };
  };
  for (const { name, run } of hostContract({ open, lacks: LACKS })) {
    test(`FB2 FB3 FB4 FB5 FB6 FB14 ${name}`, run);
  }
}

function forgetAccounts(file: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 5000; DELETE FROM factorkit_accounts');
  } finally {
    database.close();
  }
}
