import { createMfa, type Mfa, type StorageAdapter, totp } from '@factorkit/core';
import { createSeededRandom, type FakeClock } from '@factorkit/testkit';

/** The engine of a portal whose users enrol with their password. */
export function portalOn(storage: StorageAdapter, clock: FakeClock): Mfa {
  return createMfa({
    issuer: 'Example Portal',
    keys: [{ id: 'test-1', key: createSeededRandom(1)(32) }],
    storage,
    methods: [totp()],
    policy: {
      schema: 1,
      id: 'app',
      methods: { totp: { allow: 'yes' } },
      rules: [],
      manage: { proof: { of: ['totp'], maxAge: '15m' } },
      recovery: [],
    },
    clock: clock.now,
    portal: { verifyPassword: async () => true, revokeSessions: async () => {} },
  });
}

/** What a password alone leads to. */
export async function afterPassword(...portal: Parameters<typeof portalOn>): Promise<string> {
  const firstFactor = { method: 'password' } as const;
  const user = { accountName: 'anna' };
  return (await portalOn(...portal).beginSignIn({ userId: 'anna', user, firstFactor })).kind;
}
