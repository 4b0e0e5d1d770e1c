/**
 * Decides about codes before they are sent, across users and servers: an off switch, an allow-list of countries, a risk
 * check, limits by destination, address, country and budget, and a breaker for countries whose codes are never used.
 *
 * @module
 */
export type { BreakerStore } from './breaker-store.ts';
export type { Limiter, SendLimit } from './limiter.ts';
export type { SendGuardOptions } from './options.ts';
export { parsePhoneNumber } from './phone-number.ts';
export { limiterFrom, memoryLimiter } from './rate-limiter.ts';
export { createSendGuard } from './send-guard.ts';
