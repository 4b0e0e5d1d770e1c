import {
  type Assurance,
  type AuditEvent,
  type ChallengeRequired,
  createMfa,
  type EnrolmentBegun,
  type Mfa,
  type MfaOptions,
  type SignedIn,
  type StorageAdapter,
  type TotpSetup,
  totp,
  type User,
} from '@factorkit/core';
import { type Policy, presetS2 } from '@factorkit/core/policy';
import {
  type Authenticator,
  authenticatorFromUri,
  createFakeClock,
  createSeededRandom,
  type FakeClock,
  type OpenStorage,
  openMemoryStorage,
} from '@factorkit/testkit';
import { onTestFinished } from 'vitest';
import type { Account } from '../../src/account/account.ts';
import { decodeAccount } from '../../src/codec/account-text.ts';
import { createKeyring, type KeyringEntry } from '../../src/codec/keyring.ts';

/** Two servers of one portal over one store, a clock, and what the portal was told. */
export interface World {
  readonly mfa: Mfa;
  /** Another server over the same store. */
  readonly second: Mfa;
  readonly clock: FakeClock;
  readonly password: string;
  readonly revocations: readonly { readonly userId: string; readonly except?: string }[];
  readonly told: readonly AuditEvent[];
  events(userId: string): Promise<readonly AuditEvent[]>;
  /** A further server over the same store, with something about it changed. */
  server(changes: Partial<MfaOptions>): Mfa;
  readonly storage: StorageAdapter;
}

export interface WorldOptions extends Partial<MfaOptions> {
  readonly open?: OpenStorage;
}

export const START: number = Date.UTC(2026, 10, 21, 12, 0, 0);
export const KEY: KeyringEntry = { id: 'test-1', key: createSeededRandom(1)(32) };

export async function openWorld({ open = openMemoryStorage, ...options }: WorldOptions = {}): Promise<World> {
  const clients = await open();
  onTestFinished(() => clients.close());
  const clock = createFakeClock({ nowMs: START });
  const revocations: { userId: string; except?: string }[] = [];
  const told: AuditEvent[] = [];
  const password = 'correct horse battery staple';
  let seed = 100;
  const portal: NonNullable<MfaOptions['portal']> = {
    verifyPassword: async (_userId, given) => given === password,
    contacts: async () => [],
    notify: async () => {},
    revokeSessions: async (userId, { except }) => {
      revocations.push({ userId, ...(except === undefined ? {} : { except }) });
    },
    onEvent: (event) => {
      told.push(event);
    },
  };
  const server = (changes: Partial<MfaOptions>): Mfa =>
    createMfa({
      issuer: 'Example Portal',
      keys: [KEY],
      storage: clients.first,
      methods: [totp()],
      policy: presetS2,
      clock: clock.now,
      random: createSeededRandom(seed++),
      ...options,
      ...changes,
      // Hooks are passed one by one, so that a test which is about one of them need not repeat the others.
      portal: { ...portal, ...options.portal, ...changes.portal },
    });
  return {
    mfa: server({}),
    second: server({ storage: clients.second }),
    clock,
    password,
    revocations,
    told,
    events: async (userId) => (await clients.first.readEvents({ userId, limit: 1000 })).events,
    server,
    storage: clients.first,
  };
}

/** The account of a user as it is stored. */
export async function accountOf(
  { storage, clock }: Pick<World, 'storage' | 'clock'>,
  userId: string,
): Promise<Account> {
  const { stored } = await storage.load(userId);
  if (stored === undefined) throw new Error('nothing stored');
  return decodeAccount(createKeyring([KEY]), userId, stored, clock.now());
}

/** A user with a phone. */
export interface Person {
  readonly userId: string;
  readonly phone: Authenticator;
  readonly factorId: string;
  /** The secret in base32, as it was shown once. */
  readonly secret: string;
  readonly backupCodes: readonly string[];
}

/** The set-up of an authenticator app that was begun. */
export function appSetup(begun: EnrolmentBegun): { readonly factorId: string; readonly setup: TotpSetup } {
  if (begun.kind !== 'begun') throw new Error(`expected a set-up, got ${begun.kind}`);
  const { factorId, setup } = begun.enrolment;
  if (setup.kind !== 'totp') throw new Error(`expected an app, got ${setup.kind}`);
  return { factorId, setup };
}

function userOf(userId: string): User {
  return { accountName: userId, roles: [], groups: [], risk: 'low' };
}

export function sessionOf(userId: string, assurance: Assurance, sessionId = 'session-1'): SignedIn {
  return { userId, user: userOf(userId), assurance, sessionId };
}

/** Signs in by password where nothing more is asked for. */
export async function passwordSession(mfa: Mfa, userId: string): Promise<SignedIn> {
  const signIn = await mfa.beginSignIn({
    userId,
    user: userOf(userId),
    firstFactor: { method: 'password' },
  });
  if (signIn.kind !== 'complete') throw new Error(`expected a complete sign-in, got ${signIn.kind}`);
  return sessionOf(userId, signIn.assurance);
}

/** A challenge after the password. */
export async function challengeFor(mfa: Mfa, userId: string): Promise<ChallengeRequired> {
  const signIn = await mfa.beginSignIn({
    userId,
    user: userOf(userId),
    firstFactor: { method: 'password' },
  });
  if (signIn.kind !== 'challenge') throw new Error(`expected a challenge, got ${signIn.kind}`);
  return signIn;
}

/** Enrols an authenticator app, agrees to the backup codes if there are any, and waits for the next code. */
export async function enrol(
  { mfa, clock }: World,
  userId: string,
  caller?: SignedIn,
  label?: string,
): Promise<Person> {
  const session = caller ?? (await passwordSession(mfa, userId));
  const begun = await mfa.beginEnrolment({ caller: session, method: 'totp', ...(label ? { label } : {}) });
  const { factorId, setup } = appSetup(begun);
  const phone = authenticatorFromUri(setup.uri);
  const confirmed = await mfa.confirmEnrolment({
    caller: session,
    factorId,
    response: phone.code(clock.now()),
  });
  if (confirmed.kind === 'acknowledge') await mfa.acknowledgeBackupCodes({ caller: session, factorId });
  else if (confirmed.kind !== 'active') throw new Error(`expected an active factor, got ${confirmed.kind}`);
  clock.advance(30_000);
  return { userId, phone, factorId, secret: setup.secret, backupCodes: confirmed.backupCodes ?? [] };
}

/** A full sign-in with password and code. */
export async function codeSession(
  { mfa, clock }: World,
  { userId, factorId, phone }: Person,
): Promise<SignedIn> {
  const { token } = await challengeFor(mfa, userId);
  const verdict = await mfa.verify({ token, factorId, response: phone.code(clock.now()) });
  if (verdict.kind !== 'complete') throw new Error(`expected a complete sign-in, got ${verdict.kind}`);
  return sessionOf(userId, verdict.assurance);
}

/** Six digits that are surely not the right ones. */
export function wrongCode({ phone }: Pick<Person, 'phone'>, now: number): string {
  const right = new Set([-60_000, -30_000, 0, 30_000, 60_000].map((drift) => phone.code(now + drift)));
  for (let number = 0; ; number++) {
    const code = String(number).padStart(6, '0');
    if (!right.has(code)) return code;
  }
}

/** The same, without backup codes in the way: active at the code check. */
export const plainPolicy: Policy = {
  ...presetS2,
  id: 'plain',
  backupCodes: { issue: 'first-setup', acknowledge: 'record' },
};

export function tally(results: readonly { readonly kind: string }[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of results) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
