import type { Policy } from '@factorkit/core/policy';

/** The throttle of this bench. The ledger calculates the locks from it. */
export interface Throttle {
  /** Consecutive wrong answers before the first lock. */
  readonly attempts: number;
  readonly lockMs: number;
  readonly maxLockMs: number;
  readonly cap: number;
}

export const throttle: Throttle = { attempts: 5, lockMs: 15_000, maxLockMs: 30_000, cap: 100 };

/** The number of backup codes in a set. Few, because each one costs a slow hash. */
const CODES_IN_A_SET = 4;

/** A small portal S2: an app, backup codes that must be acknowledged, and short locks. */
export const policy: Policy = {
  schema: 1,
  id: 'cluster',
  methods: { totp: { allow: 'yes', max: 4 } },
  rules: [],
  manage: {
    proof: { of: ['totp', 'backup-code'], maxAge: '8h' },
    bootstrap: { of: ['password'], maxAge: '8h' },
  },
  backupCodes: { issue: 'first-setup', acknowledge: 'gate', count: CODES_IN_A_SET },
  recovery: [{ via: 'backup-code', grants: 'session' }],
  throttle: { attempts: throttle.attempts, lock: '15s', maxLock: '30s', cap: throttle.cap },
};
