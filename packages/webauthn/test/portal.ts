import {
  type Assurance,
  type AuditEvent,
  type ChallengeRequired,
  createMfa,
  type JsonObject,
  type Mfa,
  type MfaOptions,
  type SignedIn,
  type StorageAdapter,
  totp,
} from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import {
  type Authenticator,
  authenticatorFromUri,
  createFakeClock,
  createSeededRandom,
  type FakeClock,
  type OpenStorage,
  openMemoryStorage,
  type SoftwareAuthenticator,
} from '@factorkit/testkit';
import { onTestFinished } from 'vitest';
import { newMethod } from './laboratory.ts';

export { stores } from '../../core/test/engine/stores.ts';

/** Optional to enrol, two methods, active at once. */
export const plainPolicy: Policy = {
  schema: 1,
  id: 'plain',
  methods: { webauthn: { allow: 'yes', max: 10 }, totp: { allow: 'yes' } },
  rules: [],
  manage: { proof: { of: ['webauthn', 'totp'], maxAge: '15m' } },
  recovery: [],
};

/** Two servers of one portal over one store. */
export interface Portal {
  readonly mfa: Mfa;
  readonly second: Mfa;
  /** A further one, with other keys. */
  server(keys: MfaOptions['keys']): Mfa;
  readonly clock: FakeClock;
  readonly storage: StorageAdapter;
  events(userId: string): Promise<readonly AuditEvent[]>;
}

export async function openPortal({
  open = openMemoryStorage,
  policy = plainPolicy,
  method = newMethod(),
  keys = [{ id: 'test-1', key: createSeededRandom(1)(32) }],
  user = async (userId) => ({ accountName: userId, roles: [] }),
}: {
  readonly open?: OpenStorage;
  readonly policy?: Policy;
  readonly method?: ReturnType<typeof newMethod>;
  readonly keys?: MfaOptions['keys'];
  readonly user?: NonNullable<MfaOptions['portal']>['user'];
} = {}): Promise<Portal> {
  const clients = await open();
  onTestFinished(() => clients.close());
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 21, 12, 0, 0) });
  const server = (storage: StorageAdapter, seed: number, ring = keys): Mfa =>
    createMfa({
      issuer: 'Example Portal',
      keys: ring,
      storage,
      methods: [method, totp()],
      policy,
      clock: clock.now,
      random: createSeededRandom(seed),
      portal: { revokeSessions: async () => {}, contacts: async () => [], notify: async () => {}, user },
    });
  return {
    mfa: server(clients.first, 100),
    second: server(clients.second, 200),
    server: (ring) => server(clients.second, 300, ring),
    clock,
    storage: clients.first,
    events: async (userId) => (await clients.first.readEvents({ userId, limit: 1000 })).events,
  };
}

/** What beginning a sign-in with the right password gives. */
export async function afterPassword(mfa: Mfa, userId: string): ReturnType<Mfa['beginSignIn']> {
  return mfa.beginSignIn({
    userId,
    user: { accountName: userId, roles: [] },
    firstFactor: { method: 'password' },
  });
}

export async function challengeFor(mfa: Mfa, userId: string): Promise<ChallengeRequired> {
  const signIn = await afterPassword(mfa, userId);
  if (signIn.kind !== 'challenge') throw new Error(`expected a challenge, got ${signIn.kind}`);
  return signIn;
}

export async function passwordSession(mfa: Mfa, userId: string): Promise<SignedIn> {
  const signIn = await afterPassword(mfa, userId);
  if (signIn.kind !== 'complete') throw new Error(`expected a complete sign-in, got ${signIn.kind}`);
  return sessionOf(userId, signIn.assurance);
}

export function sessionOf(userId: string, assurance: Assurance): SignedIn {
  return { userId, user: { accountName: userId, roles: [] }, assurance, sessionId: 'session-1' };
}

/** A set-up of a key that was begun: what the browser is asked. */
export async function beginKey(
  mfa: Mfa,
  caller: SignedIn,
  label = 'Blue key',
): Promise<{ readonly factorId: string; readonly options: JsonObject }> {
  const begun = await mfa.beginEnrolment({ caller, method: 'webauthn', label });
  if (begun.kind !== 'begun') throw new Error(`expected a set-up, got ${begun.kind}`);
  const { factorId, setup } = begun.enrolment;
  if (setup.kind !== 'webauthn') throw new Error(`expected a key, got ${setup.kind}`);
  return { factorId, options: setup.options };
}

export interface EnrolledKey {
  readonly factorId: string;
  readonly key: SoftwareAuthenticator;
  readonly session: SignedIn;
}

/** Enrols a key, with a password session where no other is given. */
export async function enrolKey(
  { mfa }: Portal,
  userId: string,
  key: SoftwareAuthenticator,
  { caller, label }: { readonly caller?: SignedIn; readonly label?: string } = {},
): Promise<EnrolledKey> {
  const session = caller ?? (await passwordSession(mfa, userId));
  const { factorId, options } = await beginKey(mfa, session, label);
  const confirmed = await mfa.confirmEnrolment({
    caller: session,
    factorId,
    response: await key.create(options),
  });
  if (confirmed.kind !== 'active' || confirmed.next.kind !== 'complete') {
    throw new Error(`expected an active key, got ${JSON.stringify(confirmed)}`);
  }
  return { factorId, key, session: sessionOf(userId, confirmed.next.assurance) };
}

/** What the browser is asked at a sign-in. */
export async function browserOptions(mfa: Mfa, token: string): Promise<JsonObject> {
  const question = await mfa.createCeremonyOptions({ token, method: 'webauthn' });
  if (question.kind !== 'question') throw new Error(`expected a question, got ${question.reason}`);
  return question.options;
}

export interface EnrolledApp {
  readonly factorId: string;
  readonly phone: Authenticator;
}

/** Enrols an authenticator app, and waits for its next code. */
export async function enrolApp({ mfa, clock }: Portal, caller: SignedIn): Promise<EnrolledApp> {
  const begun = await mfa.beginEnrolment({ caller, method: 'totp' });
  if (begun.kind !== 'begun' || begun.enrolment.setup.kind !== 'totp') throw new Error(begun.kind);
  const { factorId, setup } = begun.enrolment;
  const phone = authenticatorFromUri(setup.uri);
  const confirmed = await mfa.confirmEnrolment({ caller, factorId, response: phone.code(clock.now()) });
  if (confirmed.kind !== 'active') throw new Error(confirmed.kind);
  clock.advance(30_000);
  return { factorId, phone };
}

export function tally(results: readonly { readonly kind: string }[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of results) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
