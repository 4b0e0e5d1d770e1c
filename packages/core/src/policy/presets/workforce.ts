import type { Policy } from '../schema/policy.ts';

/**
 * For employees: all users have a factor after 14 days, administrators a phishing-resistant one. Payouts need fresh
 * proof. Recovery needs two approvals and a day, and payouts wait for three more days.
 */
export const presetWorkforce: Policy = {
  schema: 1,
  id: 'workforce',
  methods: { webauthn: { allow: 'yes', userVerification: 'required' }, totp: { allow: 'yes' } },
  rules: [
    { id: 'everyone', enrol: { of: ['webauthn', 'totp'] }, grace: { for: '14d' } },
    {
      id: 'administrators',
      when: { role: ['administrator'] },
      enrol: { of: [{ method: ['webauthn'], trait: ['phishing-resistant'] }] },
      grace: { for: '14d' },
      signIn: { of: [{ trait: ['phishing-resistant'] }] },
    },
    { id: 'spare-key', when: { role: ['administrator'] }, advise: { count: 2, of: ['webauthn'] } },
    {
      id: 'payouts',
      actions: {
        payout: { of: ['webauthn', 'totp'], maxAge: '5m', live: true },
      },
    },
  ],
  manage: {
    proof: { of: ['webauthn', 'totp'], maxAge: '10m' },
    keep: { of: ['webauthn', 'totp'] },
  },
  recovery: [
    {
      via: 'support',
      verify: { checks: ['identity-document', 'manager-call'], approvals: 2 },
      hold: '24h',
      grants: 'enrolment',
      resets: 'on-confirmation',
      after: { enrol: true, freeze: { actions: ['payout'], for: '3d' } },
    },
  ],
  trustedDevices: { for: '7d', max: 3 },
  throttle: { attempts: 5, lock: '1m', cap: 50 },
  on: [
    { event: 'mfa.enabled', do: ['revoke-other-sessions', 'notify'] },
    { event: 'factor.activated', do: ['notify', 'revoke-trusted-devices'] },
    { event: 'factor.removed', do: ['revoke-other-sessions', 'revoke-trusted-devices', 'notify'] },
    { event: 'recovery.completed', do: ['revoke-all-sessions', 'revoke-trusted-devices', 'notify'] },
    { event: 'password.changed', do: ['revoke-other-sessions', 'revoke-trusted-devices'] },
  ],
};
