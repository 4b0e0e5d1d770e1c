import { type Clock, createMfa, emailCode, type Mfa, smsCode, totp } from '@factorkit/core';
import { type Policy, presetS2, presetS4 } from '@factorkit/core/policy';
import {
  createMailbox,
  createSoftwareAuthenticator,
  createTestPorts,
  enrolApp,
  enrolCode,
  enrolKey,
  type TestPorts,
} from '@factorkit/testkit';
import { webauthn } from '@factorkit/webauthn';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
});

const ORIGIN = 'https://portal.example.com';

const open: Policy = {
  schema: 1,
  id: 'open',
  methods: {
    totp: { allow: 'yes' },
    email: { allow: 'yes' },
    sms: { allow: 'yes', activeOnlyIf: undefined },
    webauthn: { allow: 'yes' },
  },
  rules: [],
  manage: { proof: { of: ['totp', 'email', 'sms', 'webauthn'], maxAge: '15m' } },
  recovery: [],
};

interface World extends TestPorts {
  readonly mfa: Mfa;
}

function world(policy: Policy): World {
  const parts = createTestPorts();
  const delivery = parts.mailbox;
  const mfa = createMfa({
    ...parts.ports,
    issuer: 'Example Portal',
    methods: [
      totp(),
      emailCode({ delivery }),
      smsCode({ delivery }),
      webauthn({ rpId: 'example.com', origins: [ORIGIN] }),
    ],
    policy,
    portal: {
      revokeSessions: async () => {},
      contacts: async () => [
        { id: 'mail', channel: 'email', address: 'anna@example.com' },
        { id: 'phone', channel: 'sms', address: '+4915112345678' },
      ],
    },
  });
  return { ...parts, mfa };
}

async function challengeOf(mfa: Mfa): Promise<string> {
  const firstFactor = { method: 'password' } as const;
  const signIn = await mfa.beginSignIn({ userId: 'anna', user: { accountName: 'anna' }, firstFactor });
  if (signIn.kind !== 'challenge') throw new Error(signIn.kind);
  return signIn.token;
}
