import type { ThrottleLimits } from '../account/failures/lock.ts';
import type { SendLimits } from '../account/sending/sending.ts';
import { durationMs } from './schema/duration.ts';
import type { BackupCodeRule, MethodRule, Policy, TrustedDeviceRule } from './schema/policy.ts';
import { THROTTLE_DEFAULTS } from './schema/throttle.ts';

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

/** NIST SP 800-63B-4 §4.2.1.1: a saved recovery code has at least 64 bits. */
export function backupCodeLimitsOf(rule: BackupCodeRule): BackupCodeLimits {
  return { count: rule.count ?? 10, bits: rule.bits ?? 64, warnAt: rule.warnAt ?? 3 };
}

/** How often a code is sent to one user, with the defaults. */
export function sendLimitsOf({ send }: MethodRule): SendLimits {
  return {
    everyMs: durationMs(send?.every ?? '30s'),
    perHour: send?.perHour ?? 10,
    perDay: send?.perDay ?? 20,
  };
}

export interface DeviceLimits {
  readonly forMs: number;
  readonly max: number;
}

/** How long a browser is trusted, and how many browsers. */
export function deviceLimitsOf(rule: TrustedDeviceRule): DeviceLimits {
  return { forMs: durationMs(rule.for), max: rule.max ?? 5 };
}

export function maxOf(rule: MethodRule): number {
  return rule.max ?? 5;
}
