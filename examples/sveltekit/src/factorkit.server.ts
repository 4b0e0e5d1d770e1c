import { DatabaseSync } from 'node:sqlite';
import { createMfa, type Mfa, totp } from '@factorkit/core';
import { presetS1 } from '@factorkit/core/policy';
import {
  type AssuranceGuard,
  createAssuranceGuard,
  createMfaHandler,
  type MfaHandler,
  type MfaHost,
} from '@factorkit/http';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import type { RequestEvent } from '@sveltejs/kit';
import { enrolmentChanged, expectEnrolled, file, revokeSessions, signIn, signOut } from './portal.server.ts';

interface Factorkit {
  readonly mfa: Mfa;
  readonly handle: MfaHandler<RequestEvent>;
  readonly multiFactor: AssuranceGuard<RequestEvent>;
}

function start(): Factorkit {
  const database = new DatabaseSync(file);
  migrate(database);
  const storage = createSqliteStorage({ database });
  const keys = [{ id: '1', key: process.env.MFA_KEY ?? '' }]; // openssl rand -base64 32
  const portal = { revokeSessions, enrolmentChanged, expectEnrolled };
  const policy = { ...presetS1, recovery: [] }; // No support desk, so nobody to recover by.
  const mfa = createMfa({ issuer: 'Portal', keys, storage, methods: [totp()], policy, portal });
  const host: MfaHost<RequestEvent> = {
    currentUser: async ({ locals }) => locals.user,
    raise: async ({ cookies }, assurance, options) => signIn(cookies, assurance, options),
    signOut: async ({ cookies }) => void signOut(cookies),
  };
  return {
    mfa,
    handle: createMfaHandler({ mfa, host }),
    multiFactor: createAssuranceGuard({ mfa, host })(),
  };
}

// `vite build` loads every route too, without a key.
let started: Factorkit | undefined;
export const factorkit = (): Factorkit => {
  started ??= start();
  return started;
};
