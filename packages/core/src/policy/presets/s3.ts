import type { Policy } from '../schema/policy.ts';

/**
 * Optional, four methods. Backup codes with the first set-up. A user who lost everything recovers with a verified
 * identity form.
 */
export const presetS3: Policy = {
  schema: 1,
  id: 's3',
  methods: {
    totp: { allow: 'yes' },
    webauthn: { allow: 'yes' },
    sms: { allow: 'yes' },
    email: { allow: 'yes' },
  },
  rules: [],
  manage: { proof: { of: ['totp', 'webauthn', 'sms', 'email', 'backup-code'], maxAge: '15m' } },
  backupCodes: { issue: 'first-setup', acknowledge: 'record' },
  recovery: [
    { via: 'backup-code', grants: 'session' },
    {
      via: 'form',
      verify: { checks: ['verified-form'], approvals: 1 },
      grants: 'enrolment',
      resets: 'on-confirmation',
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
