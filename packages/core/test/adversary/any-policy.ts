import type { Method } from '@factorkit/core';
import {
  type Policy,
  presetS0,
  presetS1,
  presetS2,
  presetS3,
  presetS4,
  presetWorkforce,
  type RecoveryRule,
  type Requirement,
  type Rule,
} from '@factorkit/core/policy';
import fc from 'fast-check';
import type { BackupCodeRule, ManageRules } from '../../src/policy/schema/policy.ts';

const METHODS: readonly Method[] = ['totp', 'email', 'sms', 'webauthn'];

/** Leaves members out at random. */
function some<T extends object>(
  required: { readonly [K in keyof T]?: fc.Arbitrary<unknown> },
  optional: { readonly [K in keyof T]?: fc.Arbitrary<unknown> } = {},
): fc.Arbitrary<T> {
  const all = { ...required, ...optional } as Record<string, fc.Arbitrary<unknown>>;
  return fc.record(all, { requiredKeys: Object.keys(required) }) as fc.Arbitrary<T>;
}

const anyRecovery: fc.Arbitrary<RecoveryRule> = some<RecoveryRule>(
  {
    via: fc.constantFrom('support', 'support', 'form'),
    verify: fc.constantFrom(
      { checks: ['passport'], approvals: 1 },
      { checks: ['passport'], approvals: 2 },
      { checks: ['passport', 'call-back'], approvals: 2 },
    ),
    grants: fc.constantFrom('session', 'enrolment', 'enrolment'),
    handover: fc.constantFrom('staff', 'staff', 'staff', 'staff', 'staff', 'contact', 'contact', 'none'),
    resets: fc.constantFrom('nothing', 'on-approval', 'on-approval', 'on-confirmation'),
  },
  { hold: fc.constantFrom('1h', '1d'), after: fc.constant({ enrol: true }) },
);

function policyOf(methods: readonly Method[]): fc.Arbitrary<Policy> {
  const one = fc.constantFrom(...methods).map((method): Requirement => ({ of: [method] }));
  const several = fc.subarray([...methods], { minLength: 1 }).map((of): Requirement => ({ of }));
  const all: Requirement = { of: [...methods] };
  const proof = fc.oneof(
    { weight: 6, arbitrary: fc.constant<Requirement>({ ...all, maxAge: '15m' }) },
    {
      weight: 2,
      arbitrary: several.map((requirement): Requirement => ({ ...requirement, maxAge: '15m' })),
    },
    { weight: 1, arbitrary: fc.constant<Requirement>({ of: [...methods, 'backup-code'], maxAge: '15m' }) },
    { weight: 2, arbitrary: fc.constant<Requirement>({ of: ['password'], maxAge: '5m', live: true }) },
  );
  const rule = some<Rule>(
    { id: fc.constant('everyone'), actions: several.map((pay) => ({ pay: { ...pay, maxAge: '5m' } })) },
    { enrol: several, signIn: one },
  );
  const administrators = some<Rule>(
    { id: fc.constant('administrators'), when: fc.constant({ role: ['administrator'] }), signIn: one },
    { enrol: one },
  ).map((rule): Rule => (rule.enrol === undefined ? rule : { ...rule, grace: { skips: 9 } }));
  return some<Policy>(
    {
      schema: fc.constant(1),
      id: fc.constant('any'),
      methods: fc.constant(Object.fromEntries(methods.map((method) => [method, { allow: 'yes', max: 3 }]))),
      rules: fc.tuple(rule, administrators).map((rules) => rules),
      manage: some<ManageRules>({ proof }, { keep: fc.constant(all) }),
      recovery: fc
        .tuple(anyRecovery, fc.constantFrom(true, false))
        .map(([by, code]) => (code ? [by, { via: 'backup-code', grants: 'session' }] : [by])),
      throttle: fc.constantFrom(
        { attempts: 2, cap: 4, lock: '1m', maxLock: '4m' },
        { attempts: 3, cap: 3, lock: '30s' },
        { attempts: 5, cap: 100 },
      ),
    },
    {
      enrolledMeansRequired: fc.constantFrom(true, true, false),
      backupCodes: some<BackupCodeRule>(
        {
          issue: fc.constantFrom('first-setup', 'on-request'),
          acknowledge: fc.constantFrom('gate', 'record'),
          count: fc.constant(3),
        },
        { replaceUsed: fc.constant(true) },
      ),
      trustedDevices: fc.constant({ for: '30d' }),
      on: fc.constantFrom(
        [{ event: 'recovery.completed', do: ['revoke-all-sessions', 'notify'] }],
        [{ event: 'password.changed', do: ['revoke-other-sessions', 'revoke-trusted-devices', 'notify'] }],
        [{ event: 'mfa.enabled', do: ['revoke-all-sessions'] }],
      ),
    },
  );
}

/** Administrators sign in with an app, and a change of factors is proven by an app or a code by mail. */
export const administratorsByApp: fc.Arbitrary<Policy> = policyOf(['totp', 'email']).map((policy) => ({
  ...policy,
  rules: [
    {
      id: 'everyone',
      enrol: { of: ['email'] },
      grace: { skips: 9 },
      actions: { pay: { of: ['totp', 'email'], maxAge: '5m' } },
    },
    { id: 'administrators', when: { role: ['administrator'] }, signIn: { of: ['totp'] } },
  ],
  manage: { proof: { of: ['totp', 'email'], maxAge: '15m' } },
  recovery: [
    {
      via: 'support',
      verify: { checks: ['passport'], approvals: 2 },
      handover: 'staff',
      grants: 'enrolment',
      resets: 'on-confirmation',
    },
  ],
}));

/** With few backup codes, because each of them is hashed slowly in the full dose. */
const presets: readonly Policy[] = [
  presetS0,
  presetS1,
  { ...presetS2, backupCodes: { issue: 'first-setup', acknowledge: 'gate', count: 3 } },
  { ...presetS3, backupCodes: { issue: 'first-setup', acknowledge: 'record', count: 3 } },
  presetS4,
  presetWorkforce,
];

/** A policy that a portal might have. */
export const anyPolicy: fc.Arbitrary<Policy> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .constantFrom<readonly Method[]>(
        ['totp'],
        ['totp', 'email'],
        ['totp', 'email'],
        ['totp', 'sms'],
        METHODS,
      )
      .chain(policyOf),
  },
  { weight: 1, arbitrary: fc.constantFrom(...presets) },
);
