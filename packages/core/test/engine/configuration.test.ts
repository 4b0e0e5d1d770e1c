import { createMfa, MfaError, type MfaOptions, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { presetS1 } from '@factorkit/core/policy';
import { expect, test } from 'vitest';
import { openWorld, passwordSession, START } from './world.ts';

const good: MfaOptions = {
  issuer: 'Example',
  keys: [{ id: '1', key: crypto.getRandomValues(new Uint8Array(32)) }],
  storage: createMemoryStorage(),
  methods: [totp()],
  policy: presetS1,
  portal: { revokeSessions: async () => {}, contacts: async () => [], notify: async () => {} },
};

function refusal(changes: Partial<Record<keyof MfaOptions, unknown>>): MfaError {
  try {
    createMfa({ ...good, ...changes } as MfaOptions);
  } catch (error) {
    if (error instanceof MfaError) return error;
    throw error;
  }
  throw new Error('it started');
}

test('a start-up without a usable key stops, and says how to make one', () => {
  for (const keys of [
    [],
    undefined,
    [{ id: '1', key: 'short' }],
    [{ id: '1', key: undefined }],
    [{ id: '', key: new Uint8Array(32) }],
    [{ id: '1', key: new Uint8Array(32) }],
  ]) {
    const error = refusal({ keys });
    expect(error.code).toBe('configuration-invalid');
    expect(error.message).toContain('openssl rand -base64 32');
  }
});

test.each([
  ['a policy that ends sessions, over a portal that cannot', { portal: {} }, /portal\.revokeSessions/],
  ['an issuer that is no text', { issuer: 7 }, /issuer/],
  ['an empty issuer', { issuer: ' ' }, /issuer/],
  ['no storage', { storage: undefined }, /storage: expected an object/],
  [
    'a storage without delete',
    { storage: { load: async () => undefined, save: async () => true } },
    /storage\.delete/,
  ],
  ['a method that the policy allows and nobody brings', { methods: [] }, /totp/],
  ['a challenge of a day', { challengeSeconds: 86_400 }, /challengeSeconds/],
  ['a set-up of a second', { enrolmentSeconds: 1 }, /enrolmentSeconds/],
])('%s does not start', (_name, changes, message) => {
  const error = refusal(changes);
  expect(error.code).toBe('configuration-invalid');
  expect(error.message).toMatch(message);
});

test('a policy with an unknown key does not start, and the message names it', () => {
  const error = refusal({ policy: { ...presetS1, rulse: [] } });
  expect(error.code).toBe('policy-invalid');
  expect(error.message).toContain('rulse');
});

test('what a program passes wrongly is named, and its value is not', async () => {
  const { mfa } = await openWorld();
  const user = { accountName: 'anna' };
  const firstFactor = { method: 'password' } as const;
  const caller = await passwordSession(mfa, 'anna');
  const wrong: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['userId', () => mfa.beginSignIn({ userId: '', user, firstFactor })],
    ['userId', () => mfa.beginSignIn({ userId: 7 as unknown as string, user, firstFactor })],
    ['userId', () => mfa.beginSignIn({ userId: '\ud800', user, firstFactor })],
    ['user.accountName', () => mfa.beginSignIn({ userId: 'a', user: { accountName: ' ' }, firstFactor })],
    [
      'firstFactor.method',
      () => mfa.beginSignIn({ userId: 'a', user, firstFactor: { method: 'guess' as 'password' } }),
    ],
    [
      'firstFactor.at',
      () => mfa.beginSignIn({ userId: 'a', user, firstFactor: { method: 'password', at: Number.NaN } }),
    ],
    [
      'firstFactor.at',
      () => mfa.beginSignIn({ userId: 'a', user, firstFactor: { method: 'password', at: START + 60_001 } }),
    ],
    ['caller', () => mfa.describe({ caller: undefined as unknown as typeof caller })],
    [
      'caller.assurance.userId',
      () => mfa.describe({ caller: { ...caller, assurance: {} as typeof caller.assurance } }),
    ],
    ['label', () => mfa.beginEnrolment({ caller, method: 'totp', label: 'x'.repeat(65) })],
    ['label', () => mfa.renameFactor({ caller, factorId: 'x', label: '   ' })],
    ['password', () => mfa.reauthenticate({ caller, password: undefined as unknown as string })],
  ];
  for (const [name, call] of wrong) {
    const error = await call().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(MfaError);
    expect((error as MfaError).code).toBe('input-invalid');
    expect((error as MfaError).message).toMatch(new RegExp(`^${name}: `));
  }
});

test('the actions that the policy names are to be had, each once', async () => {
  const { mfa } = await openWorld({
    policy: {
      ...presetS1,
      rules: [
        { id: 'a', actions: { payout: { of: ['totp'] }, export: { of: ['totp'] } } },
        { id: 'b', mode: 'monitor', actions: { payout: { of: ['password'] } } },
      ],
    },
  });
  expect(mfa.actions).toEqual(['payout', 'export']);
});
