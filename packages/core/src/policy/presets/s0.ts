import type { Policy } from '../schema/policy.ts';

/**
 * Required of everyone, one of four methods. SMS never alone; support resets after verifying who somebody is, and the
 * user enrols again.
 */
export const presetS0: Policy = {
  schema: 1,
  id: 's0',
  methods: {
    totp: { allow: 'yes' },
    email: { allow: 'yes' },
    sms: { allow: 'yes', activeOnlyIf: { of: ['totp', 'email', 'webauthn'] } },
    webauthn: { allow: 'yes' },
  },
  rules: [{ id: 'everyone', enrol: { of: ['totp', 'email', 'sms', 'webauthn'] } }],
  manage: { proof: { of: ['totp', 'email', 'sms', 'webauthn'], maxAge: '15m' } },
  recovery: [
    {
      via: 'support',
      verify: { checks: ['identity'], approvals: 1 },
      grants: 'enrolment',
      resets: 'on-approval',
      after: { enrol: true },
    },
  ],
  on: [
    { event: 'mfa.enabled', do: ['revoke-other-sessions'] },
    { event: 'factor.activated', do: ['notify'] },
    { event: 'factor.removed', do: ['revoke-other-sessions', 'notify'] },
    { event: 'recovery.completed', do: ['revoke-all-sessions', 'notify'] },
  ],
};
