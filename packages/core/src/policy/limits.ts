import type { ThrottleLimits } from '../account/failures/lock.ts';
import type { SendLimits } from '../account/sending/sending.ts';
import {
  BACKUP_CODE_DEFAULTS,
  DEVICE_DEFAULTS,
  METHOD_DEFAULTS,
  SEND_DEFAULTS,
  THROTTLE_DEFAULTS,
} from './schema/defaults.ts';
import { durationMs } from './schema/duration.ts';
import type { BackupCodeRule, MethodRule, Policy, TrustedDeviceRule } from './schema/policy.ts';

/** The throttle with its defaults. */
export function throttleOf({ throttle }: Policy): ThrottleLimits {
  const { attempts, lock, maxLock, cap } = { ...THROTTLE_DEFAULTS, ...throttle };
  const lockMs = durationMs(lock);
  return { attempts, lockMs, maxLockMs: Math.max(durationMs(maxLock), lockMs), cap };
}

/** The throttle for codes of the whole account. It suspends nothing: the count of each factor does that. */
export function accountThrottleOf(policy: Policy): ThrottleLimits {
  const limits = throttleOf(policy);
  const attempts = policy.throttle?.accountAttempts ?? limits.attempts;
  return { ...limits, attempts, cap: Number.POSITIVE_INFINITY };
}

export interface BackupCodeLimits {
  readonly count: number;
  readonly bits: number;
  readonly warnAt: number;
}

export function backupCodeLimitsOf(rule: BackupCodeRule): BackupCodeLimits {
  const { count, bits, warnAt } = { ...BACKUP_CODE_DEFAULTS, ...rule };
  return { count, bits, warnAt };
}

/** How often a code is sent to one user, with the defaults. */
export function sendLimitsOf({ send }: MethodRule): SendLimits {
  const { every, perHour, perDay } = { ...SEND_DEFAULTS, ...send };
  return { everyMs: durationMs(every), perHour, perDay };
}

export interface DeviceLimits {
  readonly forMs: number;
  readonly max: number;
}

/** How long a browser is trusted, and how many browsers. */
export function deviceLimitsOf(rule: TrustedDeviceRule): DeviceLimits {
  return { forMs: durationMs(rule.for), max: rule.max ?? DEVICE_DEFAULTS.max };
}

export function maxOf(rule: MethodRule): number {
  return rule.max ?? METHOD_DEFAULTS.max;
}
