import {
  type Assurance,
  type Contact,
  createMfa,
  type Delivery,
  emailCode,
  type Mfa,
  type MfaOptions,
  type SignedIn,
  type StorageAdapter,
  totp,
} from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import type { Policy } from '@factorkit/core/policy';
import {
  type Authenticator,
  authenticatorFromUri,
  createFakeClock,
  createSeededRandom,
  type FakeClock,
} from '@factorkit/testkit';

/** A portal with an app, codes by mail and backup codes, over a store in memory. */
export interface Portal {
  readonly engine: Mfa;
  readonly clock: FakeClock;
  readonly storage: StorageAdapter;
  readonly sent: readonly Delivery[];
  /** Another server over the same store, with something about it changed. */
  server(changes: Partial<MfaOptions>): Mfa;
}

const policy: Policy = {
  schema: 1,
  id: 'observed',
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' } },
  rules: [],
  manage: { proof: { of: ['totp', 'email', 'backup-code'], maxAge: '15m' } },
  backupCodes: { issue: 'first-setup', acknowledge: 'gate' },
  recovery: [{ via: 'backup-code', grants: 'session' }],
};

export const MAILBOX = 'anna.smith@example.com';
export const PASSWORD = 'correct horse battery staple';
export const SOURCE = { ip: '203.0.113.77', userAgent: 'CanaryBrowser' } as const;
export const LABEL = 'Canary telephone';

export function openPortal(options: Partial<MfaOptions> = {}): Portal {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 21, 12, 0, 0) });
  const storage = options.storage ?? createMemoryStorage();
  const sent: Delivery[] = [];
  const contacts: readonly Contact[] = [{ id: 'canary-contact', channel: 'email', address: MAILBOX }];
  const delivery = {
    name: 'post',
    channels: ['email'] as const,
    deliver: async (message: Delivery) => {
      sent.push(message);
      return { kind: 'accepted' } as const;
    },
  };
  const server = (changes: Partial<MfaOptions>): Mfa =>
    createMfa({
      issuer: 'Example Portal',
      keys: [{ id: 'test', key: createSeededRandom(1)(32) }],
      storage,
      methods: [totp(), emailCode({ delivery })],
      policy,
      portal: {
        contacts: async () => contacts,
        verifyPassword: async (_userId, given) => given === PASSWORD,
        revokeSessions: async () => {},
      },
      clock: clock.now,
      random: createSeededRandom(2),
      ...options,
      ...changes,
    });
  return { engine: server({}), clock, storage, sent, server };
}

function sessionOf(userId: string, assurance: Assurance): SignedIn {
  return {
    userId,
    user: { accountName: `${userId}-login` },
    assurance,
    sessionId: 'canary-session',
    source: SOURCE,
  };
}

/** The gate after the password. */
export function afterPassword(mfa: Mfa, userId: string): ReturnType<Mfa['beginSignIn']> {
  const user = { accountName: `${userId}-login` };
  return mfa.beginSignIn({ userId, user, firstFactor: { method: 'password' } });
}

/** Someone with an app, and everything about them that nobody else may learn. */
export interface Enrolled {
  readonly session: SignedIn;
  readonly phone: Authenticator;
  readonly factorId: string;
  readonly secret: string;
  readonly backupCodes: readonly string[];
  readonly typed: readonly string[];
}

/** Enrols an app, with a wrong code first, and takes the backup codes. Ends half a minute later, at the next code. */
export async function enrol(mfa: Mfa, clock: FakeClock, userId: string): Promise<Enrolled> {
  const signIn = await afterPassword(mfa, userId);
  if (signIn.kind !== 'complete') throw new Error(signIn.kind);
  const session = sessionOf(userId, signIn.assurance);
  const begun = await mfa.beginEnrolment({ caller: session, method: 'totp', label: LABEL });
  if (begun.kind !== 'begun' || begun.enrolment.setup.kind !== 'totp') throw new Error(begun.kind);
  const { factorId, setup } = begun.enrolment;
  const phone = authenticatorFromUri(setup.uri);
  const right = phone.code(clock.now());
  const wrong = otherThan(right);
  await mfa.confirmEnrolment({ caller: session, factorId, response: wrong });
  const confirmed = await mfa.confirmEnrolment({ caller: session, factorId, response: right });
  if (confirmed.kind !== 'acknowledge') throw new Error(confirmed.kind);
  await mfa.acknowledgeBackupCodes({ caller: session, factorId });
  clock.advance(30_000);
  const { backupCodes } = confirmed;
  return { session, phone, factorId, secret: setup.secret, backupCodes, typed: [wrong, right] };
}

/** The password was right, and a code is asked for. */
export async function challengeToken(mfa: Mfa, userId: string): Promise<string> {
  const signIn = await afterPassword(mfa, userId);
  if (signIn.kind !== 'challenge') throw new Error(signIn.kind);
  return signIn.token;
}

/** A wrong code. Chance is seeded, so it is no neighbouring step's either, or never will be. */
export function otherThan(code: string): string {
  return code === '000000' ? '999999' : '000000';
}
