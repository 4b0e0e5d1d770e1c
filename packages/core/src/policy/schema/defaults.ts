import type { BackupCodeRule, MethodRule, TrustedDeviceRule } from './policy.ts';
import type { ThrottleRule } from './throttle.ts';

type Defaults<T, K extends keyof T> = { readonly [P in K]-?: NonNullable<T[P]> };

export const THROTTLE_DEFAULTS: Defaults<ThrottleRule, 'attempts' | 'lock' | 'maxLock' | 'cap'> = {
  attempts: 5,
  lock: '30s',
  maxLock: '1h',
  cap: 100,
};

/** How often a code is sent to one user. */
export const SEND_DEFAULTS: Defaults<NonNullable<MethodRule['send']>, 'every' | 'perHour' | 'perDay'> = {
  every: '30s',
  perHour: 10,
  perDay: 20,
};

/** NIST SP 800-63B-4 §4.2.1.1: a saved recovery code has at least 64 bits. */
export const BACKUP_CODE_DEFAULTS: Defaults<BackupCodeRule, 'count' | 'bits' | 'warnAt'> = {
  count: 10,
  bits: 64,
  warnAt: 3,
};

export const DEVICE_DEFAULTS: Defaults<TrustedDeviceRule, 'max'> = { max: 5 };

export const METHOD_DEFAULTS: Defaults<MethodRule, 'max'> = { max: 5 };
