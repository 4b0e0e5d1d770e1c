import { type Account, newAccount } from '../../src/account/account.ts';
import type { BackupCodeSet } from '../../src/account/backup-codes/backup-code-set.ts';
import type {
  ActiveFactor,
  Factor,
  PendingFactor,
  SuspendedFactor,
} from '../../src/account/factors/factor.ts';
import { noFailures } from '../../src/account/failures/failures.ts';
import type { ThrottleLimits } from '../../src/account/failures/lock.ts';

/** A Tuesday noon. */
export const NOON: number = Date.UTC(2026, 2, 3, 12);

/** Five tries, then 30 seconds, doubled up to an hour; ended for good at 100. */
export const LIMITS: ThrottleLimits = { attempts: 5, lockMs: 30_000, maxLockMs: 3_600_000, cap: 100 };

export function pending(id: string, changes: Partial<PendingFactor> = {}): PendingFactor {
  return {
    id,
    method: 'totp',
    label: `App ${id}`,
    createdAt: NOON,
    failures: noFailures,
    data: { secret: `sealed-${id}` },
    status: 'pending',
    awaits: 'proof',
    expiresAt: NOON + 900_000,
    epoch: '0',
    ...changes,
  };
}

export function active(id: string, changes: Partial<ActiveFactor> = {}): ActiveFactor {
  return {
    id,
    method: 'totp',
    label: `App ${id}`,
    createdAt: NOON - 1000,
    failures: noFailures,
    data: { secret: `sealed-${id}` },
    status: 'active',
    activatedAt: NOON,
    lastUsedAt: NOON,
    ...changes,
  };
}

export function suspended(id: string, changes: Partial<SuspendedFactor> = {}): SuspendedFactor {
  return {
    ...active(id),
    failures: { count: 100, lastAt: NOON },
    status: 'suspended',
    suspendedAt: NOON,
    ...changes,
  };
}

export function codeSet(changes: Partial<BackupCodeSet> = {}): BackupCodeSet {
  return {
    id: 'set-1',
    createdAt: NOON,
    issued: 3,
    kdf: { name: 'scrypt', n: 16384, r: 8, p: 1 },
    salt: 'c2FsdHNhbHRzYWx0c2FsdA',
    hashes: ['hash-a', 'hash-b', 'hash-c'],
    failures: noFailures,
    ...changes,
  };
}

/** An account with these factors; the first that is enrolled is the primary. */
export function accountWith(factors: readonly Factor[], changes: Partial<Account> = {}): Account {
  const primary = factors.find(({ status }) => status !== 'pending');
  return deepFreeze({
    ...newAccount('anna', NOON),
    epoch: 'epoch-1',
    factors,
    ...(primary ? { primary: primary.id } : {}),
    ...changes,
  });
}

/** Freezes it with all that it holds: a transition that changes its input throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
