import type { Policy } from '../schema/policy.ts';

/**
 * Optional, authenticator app and backup codes. In force only once the codes are acknowledged; then every session
 * ends, this one too. A backup code signs in, and allows to remove the app that was lost.
 */
export const presetS2: Policy = {
  schema: 1,
  id: 's2',
  methods: { totp: { allow: 'yes' } },
  rules: [],
  manage: { proof: { of: ['totp', 'backup-code'], maxAge: '15m' } },
  backupCodes: { issue: 'first-setup', acknowledge: 'gate' },
  recovery: [{ via: 'backup-code', grants: 'session' }],
  on: [
    { event: 'mfa.enabled', do: ['revoke-all-sessions'] },
    { event: 'factor.removed', do: ['revoke-other-sessions'] },
  ],
};
