import { createMfa, type Mfa, type StorageAdapter, totp } from '@factorkit/core';
import { presetS2 } from '@factorkit/core/policy';
import {
  type Authenticator,
  authenticatorFromUri,
  createFakeClock,
  createSeededRandom,
  type FakeClock,
} from '@factorkit/testkit';

/** The real engine over a storage, and a user with an authenticator app. */
export interface Portal {
  readonly mfa: Mfa;
  readonly clock: FakeClock;
  readonly phone: Authenticator;
  readonly factorId: string;
}

const signingIn = {
  userId: 'anna',
  user: { accountName: 'anna' },
  firstFactor: { method: 'password' },
} as const;

export async function openPortal(storage: StorageAdapter): Promise<Portal> {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 21, 12) });
  const mfa = createMfa({
    issuer: 'Example Portal',
    keys: [{ id: 'test-1', key: createSeededRandom(1)(32) }],
    storage,
    methods: [totp()],
    policy: { ...presetS2, id: 'plain', backupCodes: { issue: 'first-setup', acknowledge: 'record' } },
    clock: clock.now,
    portal: { verifyPassword: async () => true, revokeSessions: async () => {} },
  });
  const signIn = await mfa.beginSignIn(signingIn);
  if (signIn.kind !== 'complete') throw new Error(`expected a complete sign-in, got ${signIn.kind}`);
  const caller = {
    userId: 'anna',
    user: { accountName: 'anna' },
    assurance: signIn.assurance,
    sessionId: 'session-1',
  };
  const begun = await mfa.beginEnrolment({ caller, method: 'totp' });
  if (begun.kind !== 'begun' || begun.enrolment.setup.kind !== 'totp') throw new Error(`got ${begun.kind}`);
  const { factorId, setup } = begun.enrolment;
  const phone = authenticatorFromUri(setup.uri);
  const confirmed = await mfa.confirmEnrolment({ caller, factorId, response: phone.code(clock.now()) });
  if (confirmed.kind !== 'active') throw new Error(`expected an active factor, got ${confirmed.kind}`);
  clock.advance(30_000);
  return { mfa, clock, phone, factorId };
}

/** The token of a sign-in that waits for the code. */
export async function beginSignIn({ mfa }: Portal): Promise<string> {
  const signIn = await mfa.beginSignIn(signingIn);
  if (signIn.kind !== 'challenge') throw new Error(`expected a challenge, got ${signIn.kind}`);
  return signIn.token;
}
