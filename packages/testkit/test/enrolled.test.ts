import { createMfa, emailCode, type Mfa, smsCode, totp } from '@factorkit/core';
import { type Policy, presetS2, presetS4 } from '@factorkit/core/policy';
import {
  createMailbox,
  createSoftwareAuthenticator,
  createTestPorts,
  enrolApp,
  enrolCode,
  enrolKey,
} from '@factorkit/testkit';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
});

const open: Policy = {
  schema: 1,
  id: 'open',
  methods: {
    totp: { allow: 'yes' },
    email: { allow: 'yes' },
    sms: { allow: 'yes' },
  },
  rules: [],
  manage: { proof: { of: ['totp', 'email', 'sms'], maxAge: '15m' } },
  recovery: [],
};

interface World extends ReturnType<typeof createTestPorts> {
  readonly mfa: Mfa;
}

function world(policy: Policy): World {
  const parts = createTestPorts();
  const delivery = parts.mailbox;
  const mfa = createMfa({
    ...parts.ports,
    issuer: 'Example Portal',
    methods: [totp(), emailCode({ delivery }), smsCode({ delivery })],
    policy,
    portal: {
      revokeSessions: async () => {},
      verifyPassword: async () => false,
      notify: async () => {},
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

test('an app that was enrolled is asked for at the next sign-in, and its code works at once', async () => {
  const { mfa, clock } = world(open);
  const app = await enrolApp({ mfa, clock, userId: 'anna' });
  expect(app.backupCodes).toEqual([]);
  const token = await challengeOf(mfa);
  expect(app.answer()).toEqual({ factorId: app.factorId, response: app.code() });
  expect(await mfa.verify({ token, ...app.answer() })).toMatchObject({ kind: 'complete' });
  const again = await challengeOf(mfa);
  expect(await mfa.verify({ token: again, ...app.answer() })).toMatchObject({ kind: 'code-used' });
  clock.advance(30_000);
  expect(await mfa.verify({ token: again, ...app.answer() })).toMatchObject({ kind: 'complete' });
});

test('where the policy gives backup codes and waits for them, they come acknowledged', async () => {
  const { mfa, clock } = world(presetS2);
  const { backupCodes } = await enrolApp({ mfa, clock, userId: 'anna' });
  expect(backupCodes.length).toBeGreaterThan(1);
  const verdict = await mfa.verifyBackupCode({ token: await challengeOf(mfa), code: backupCodes[0] });
  expect(verdict).toMatchObject({ kind: 'complete' });
});

test('where the policy asks for a factor at sign-in, it is enrolled there', async () => {
  const required: Policy = {
    ...open,
    rules: [{ id: 'all', signIn: { of: ['totp'] }, enrol: { of: ['totp'] } }],
  };
  const { mfa, clock } = world(required);
  const app = await enrolApp({ mfa, clock, userId: 'anna' });
  const token = await challengeOf(mfa);
  expect(await mfa.verify({ token, ...app.answer() })).toMatchObject({ kind: 'complete' });
});

test.each([
  ['email', 'anna@example.com'],
  ['sms', '+4915112345678'],
] as const)('codes by %s: enrolled by the first, and the next may be sent at once', async (method, to) => {
  const { mfa, clock, mailbox } = world(open);
  const { factorId } = await enrolCode({ mfa, method, mailbox, clock, userId: 'anna' });
  const first = mailbox.messages(to);
  expect(first).toHaveLength(1);
  const token = await challengeOf(mfa);
  expect(await mfa.sendCode({ token, factorId })).toMatchObject({ kind: 'sent' });
  expect(mailbox.messages(to)).toHaveLength(2);
  const response = mailbox.messages(to).at(-1)?.code;
  expect(await mfa.verify({ token, factorId, response })).toMatchObject({ kind: 'complete' });
});

test('a user with a factor gets no second one by the password alone', async () => {
  const { mfa, clock } = world(open);
  await enrolApp({ mfa, clock, userId: 'anna' });
  await expect(enrolApp({ mfa, clock, userId: 'anna' })).rejects.toThrow(
    "this needs a user without a factor, and the portal's policy answered: challenge",
  );
});

test('a method that the policy does not allow is not enrolled', async () => {
  const { mfa, clock, mailbox } = world(presetS4);
  await expect(enrolCode({ mfa, method: 'sms', mailbox, clock, userId: 'anna' })).rejects.toThrow('denied');
});

test('a code that goes elsewhere is missed in the mailbox, whatever else is in it', async () => {
  const { mfa, clock } = world(open);
  const mailbox = createMailbox({ clock: clock.now });
  const stale = { id: 'd1', channel: 'email', to: 'anna@example.com', purpose: 'sign-in' } as const;
  const expiresAt = clock.now() + 60_000;
  await mailbox.deliver({ ...stale, subject: 'Your code', text: '123456', code: '123456', expiresAt });
  await expect(enrolCode({ mfa, method: 'email', mailbox, clock, userId: 'anna' })).rejects.toThrow(
    'the code is not in the mailbox',
  );
});

test('nobody is enrolled without a password in production', async () => {
  const { mfa, clock, mailbox, ports } = world(open);
  const { random } = ports;
  const key = createSoftwareAuthenticator({ origin: 'https://portal.example.com', random });
  vi.stubEnv('NODE_ENV', 'production');
  const refusal = 'an enrolment without a password is for tests';
  await expect(enrolApp({ mfa, clock, userId: 'anna' })).rejects.toThrow(refusal);
  await expect(enrolCode({ mfa, method: 'email', mailbox, clock, userId: 'anna' })).rejects.toThrow(refusal);
  await expect(enrolKey({ mfa, key, userId: 'anna' })).rejects.toThrow(refusal);
  vi.unstubAllEnvs();
  expect((await mfa.exportAccount({ userId: 'anna' })).events).toEqual([]);
});
