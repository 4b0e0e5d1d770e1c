/**
 * Decides about codes before they are sent, across users and servers: an off switch, an allow-list of countries, a risk
 * check, limits by destination, address, country and budget, and a breaker for countries whose codes are never used.
 *
 * @module
 */
export type { BreakerOptions, Pause, SendClass } from './breaker.ts';
export type { BreakerStore } from './breaker-store.ts';
export type { IpFault, Ipv6Prefix } from './ip-network.ts';
export type { Consumption, Limiter, SendLimit } from './limiter.ts';
export { type CountryCode, type ParsedPhoneNumber, parsePhoneNumber } from './phone-number.ts';
export { limiterFrom, memoryLimiter, type RateLimiterInstance, type SharedLimiter } from './rate-limiter.ts';
export { createSendGuard, type RiskVerdict, type SendGuardOptions } from './send-guard.ts';
export type { IpLimit, PrefixLimit } from './send-limits.ts';
