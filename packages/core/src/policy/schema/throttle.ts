import type { ThrottleRule } from './policy.ts';

export const THROTTLE_DEFAULTS: Required<Omit<ThrottleRule, 'accountAttempts'>> = {
  attempts: 5,
  lock: '30s',
  maxLock: '1h',
  cap: 100,
};
