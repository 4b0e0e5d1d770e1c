import type { Policy } from '../../src/policy/schema/policy.ts';

/** A policy that names all there is to name. */
export const full: Policy = {
  $schema: 'https://example.com/policy.schema.json',
  schema: 1,
  id: 'full',
  methods: {
    totp: { allow: 'yes', max: 50, past: 10, future: 0 },
    email: {
      allow: 'yes',
      activeOnlyIf: { of: ['totp'] },
      code: { digits: 8, expiresAfter: '10m' },
      send: { every: '30s', perHour: 100, perDay: 1000 },
    },
    sms: { allow: 'existing', until: '2028-02-29T23:59:59Z' },
    webauthn: { allow: 'yes', userVerification: 'discouraged' },
    'x-smart-card2': { allow: 'existing', max: 1 },
  },
  enrolledMeansRequired: true,
  rules: [
    {
      id: 'a',
      when: {
        role: ['administrator'],
        group: ['north', 'south'],
        attribute: { country: ['DE', 49, true] },
        risk: 'high',
        not: { group: ['exempt'] },
        any: [{ role: ['auditor'] }, { risk: 'medium' }],
      },
      mode: 'enforce',
      enrol: { of: ['totp'] },
      grace: { until: '2027-03-01T00:00:00Z' },
      signIn: { count: 10, of: ['totp', 'password'], distinct: 'channel', maxAge: '3650d', live: true },
      actions: { 'payout:big-1.0_x': { of: ['totp'] } },
      advise: { count: 1, of: ['webauthn'], distinct: 'method' },
    },
    {
      id: 'b',
      mode: 'monitor',
      signIn: {
        any: [
          {
            of: [
              {
                method: ['webauthn', 'x-a'],
                trait: ['phishing-resistant', 'user-verified'],
                not: ['remembered'],
              },
            ],
          },
          { all: [{ of: ['federated'] }, { of: ['passkey', 'magic-link'], distinct: 'factor' }] },
        ],
      },
    },
    { id: 'c', enrol: { of: ['totp'] }, grace: { for: '14d' } },
    { id: 'd', enrol: { of: ['totp'] }, grace: { skips: 100 } },
    { id: 'e' },
  ],
  manage: {
    proof: { of: ['totp'] },
    enrol: { of: ['totp'] },
    remove: { of: ['sms'] },
    regenerate: { of: ['backup-code'] },
    primary: { of: ['email'] },
    bootstrap: { of: ['password'] },
    keep: { of: ['totp'] },
    primaryIf: { count: 2, of: ['totp', 'x-card'] },
  },
  backupCodes: {
    issue: 'each-setup',
    acknowledge: 'record',
    after: ['totp'],
    count: 50,
    bits: 256,
    warnAt: 0,
  },
  recovery: [
    { via: 'backup-code', grants: 'session' },
    {
      via: 'support',
      when: { role: ['administrator'] },
      verify: { checks: ['identity', 'call'], approvals: 2 },
      hold: '24h',
      handover: 'contact',
      grants: 'enrolment',
      resets: 'on-confirmation',
      after: { enrol: true, freeze: { actions: ['payout:big-1.0_x'], for: '3d' } },
    },
    { via: 'x-notary', handover: 'none', grants: 'session', resets: 'nothing' },
    { via: 'form', handover: 'staff', grants: 'session' },
  ],
  trustedDevices: { for: '90d', max: 50, when: { risk: 'low' }, proof: { of: ['totp'] } },
  throttle: { attempts: 100, lock: '1s', maxLock: '1d', cap: 100 },
  on: [
    {
      event: 'mfa.enabled',
      do: ['revoke-all-sessions', 'revoke-other-sessions', 'revoke-trusted-devices', 'notify'],
    },
    { event: 'mfa.disabled', do: ['notify'] },
    { event: 'factor.activated', do: ['notify'] },
    { event: 'factor.removed', do: ['notify'] },
    { event: 'backup-codes.issued', do: ['notify'] },
    { event: 'recovery.completed', do: ['notify'] },
    { event: 'password.changed', do: ['notify'] },
  ],
};

/** The full policy with one thing changed at a path; `undefined` removes it. */
export function changed(path: string, value: unknown): unknown {
  const doc: unknown = structuredClone(full);
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() ?? '';
  const parent = steps.reduce<unknown>((at, step) => Object(at)[step], doc);
  if (value === undefined) Reflect.deleteProperty(Object(parent), last);
  else Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
  return doc;
}
