import type { Policy } from '../schema/policy.ts';

/**
 * Optional, only an authenticator app. A locked-out user writes to support from the registered address, and the
 * recovery code is sent there.
 */
export const presetS1: Policy = {
  schema: 1,
  id: 's1',
  methods: { totp: { allow: 'yes' } },
  rules: [],
  manage: { proof: { of: ['totp'], maxAge: '15m' } },
  recovery: [
    {
      via: 'support',
      verify: { checks: ['registered-email'], approvals: 1 },
      handover: 'contact',
      grants: 'enrolment',
      resets: 'on-approval',
    },
  ],
  on: [
    { event: 'mfa.enabled', do: ['revoke-other-sessions'] },
    { event: 'factor.removed', do: ['revoke-other-sessions'] },
  ],
};
