import type { Policy } from '../schema/policy.ts';

/**
 * Required for all users, with one of four methods. SMS is never the only factor. Support resets an account after
 * verifying the user's identity, and the user enrols again.
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
