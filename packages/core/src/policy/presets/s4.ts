import type { Policy } from '../schema/policy.ts';

/**
 * Optional, app and email, one of them primary. Each change needs the password, in a session with a proved factor. If
 * both are lost, support verifies the user, who then sets up a new factor.
 */
export const presetS4: Policy = {
  schema: 1,
  id: 's4',
  methods: { totp: { allow: 'yes', max: 1 }, email: { allow: 'yes', max: 1 } },
  rules: [],
  manage: {
    proof: { of: ['password'], maxAge: '5m', live: true },
    bootstrap: { of: ['password'], maxAge: '5m' },
    primary: { of: ['password', 'totp', 'email'] },
    keep: { of: ['totp', 'email'] },
    primaryIf: { count: 2, of: ['totp', 'email'], distinct: 'method' },
  },
  recovery: [
    {
      via: 'support',
      verify: { checks: ['identity'], approvals: 1 },
      grants: 'enrolment',
      resets: 'on-confirmation',
    },
  ],
  on: [
    { event: 'mfa.enabled', do: ['revoke-other-sessions'] },
    { event: 'factor.activated', do: ['notify'] },
    { event: 'factor.removed', do: ['notify'] },
  ],
};
