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
import {
  currentUser,
  enrolmentChanged,
  expectEnrolled,
  file,
  revokeSessions,
  signIn,
  signOut,
} from './portal.ts';

interface Factorkit {
  readonly mfa: Mfa;
  readonly handle: MfaHandler<void>;
  readonly multiFactor: AssuranceGuard<void>;
}

function start(): Factorkit {
  const database = new DatabaseSync(file);
  migrate(database);
  const storage = createSqliteStorage({ database });
  const keys = [{ id: '1', key: process.env.MFA_KEY ?? '' }]; // openssl rand -base64 32
  const portal = { revokeSessions, enrolmentChanged, expectEnrolled };
  const policy = { ...presetS1, recovery: [] }; // No support desk, so nobody to recover by.
  const mfa = createMfa({ issuer: 'Portal', keys, storage, methods: [totp()], policy, portal });
  const host: MfaHost<void> = { currentUser, signOut, raise: (_, ...raised) => signIn(...raised) };
  // Next passes `http://localhost:3000/…`, whatever the browser sees: https://portal.example
  const allowedOrigins = process.env.ORIGIN ? [process.env.ORIGIN] : [];
  return {
    mfa,
    handle: createMfaHandler({ mfa, host, allowedOrigins }),
    multiFactor: createAssuranceGuard({ mfa, host })(),
  };
}

// `next build` loads every route too, without a key. In development a change loads this file again.
const kept: typeof globalThis & { factorkit?: Factorkit } = globalThis;
export const factorkit = (): Factorkit => {
  kept.factorkit ??= start();
  return kept.factorkit;
};
