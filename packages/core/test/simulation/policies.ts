import type { Policy } from '@factorkit/core/policy';

/** Optional factors. Backup codes are only recorded, and the old factors go when the new one is confirmed. */
const optional: Policy = {
  schema: 1,
  id: 'optional',
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' }, webauthn: { allow: 'yes' } },
  rules: [],
  manage: { proof: { of: ['totp', 'email', 'webauthn', 'backup-code'], maxAge: '15m' } },
  backupCodes: { issue: 'first-setup', acknowledge: 'record', count: 4 },
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
  trustedDevices: { for: '30d' },
  // Locks and suspensions come within one run.
  throttle: { attempts: 3, lock: '2m', maxLock: '1h', cap: 4 },
  on: [
    { event: 'mfa.enabled', do: ['revoke-other-sessions'] },
    { event: 'factor.activated', do: ['notify'] },
    { event: 'factor.removed', do: ['revoke-other-sessions', 'notify'] },
    { event: 'recovery.completed', do: ['revoke-all-sessions', 'notify'] },
  ],
};

/** Required factors. Backup codes must be stored first, and an approval after a hold switches the old factors off. */
const required: Policy = {
  ...optional,
  id: 'required',
  rules: [{ id: 'everyone', enrol: { of: ['totp', 'email', 'webauthn'] } }],
  backupCodes: { issue: 'first-setup', acknowledge: 'gate', count: 4, replaceUsed: true },
  recovery: [
    { via: 'backup-code', grants: 'session' },
    {
      via: 'support',
      verify: { checks: ['identity'], approvals: 1 },
      hold: '1h',
      grants: 'enrolment',
      resets: 'on-approval',
      after: { enrol: true },
    },
  ],
};

export const policies: readonly Policy[] = [optional, required];
