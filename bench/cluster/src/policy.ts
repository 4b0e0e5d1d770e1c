import type { Policy } from '@factorkit/core/policy';

/** How guessing is slowed, in figures of this bench's own: the ledger works the locks out again from them. */
export interface Throttle {
  /** Wrong answers in a row before the first lock. */
  readonly attempts: number;
  readonly lockMs: number;
  readonly maxLockMs: number;
  readonly cap: number;
}

export const throttle: Throttle = { attempts: 5, lockMs: 15_000, maxLockMs: 30_000, cap: 100 };

/** How many backup codes a set has. Few, because each one costs a slow hash to make. */
const CODES_IN_A_SET = 4;

/** Portal S2 in small: an app, backup codes that have to be acknowledged, locks that pass while one watches. */
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
