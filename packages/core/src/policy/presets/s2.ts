import type { Policy } from '../schema/policy.ts';

/**
 * Optional, authenticator app and backup codes. Active only after the codes are acknowledged; then all sessions end,
 * including the current one. A backup code signs in and permits removing the lost app.
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
