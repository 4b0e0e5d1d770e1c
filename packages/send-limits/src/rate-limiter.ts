import { port, readConfiguration } from '@factorkit/core/schema';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { BreakerStore } from './breaker-store.ts';
import type { Limiter } from './limiter.ts';

/** The members of a limiter of `rate-limiter-flexible` that are used, with any of its stores. @inline */
export type RateLimiterInstance = {
  penalty(
    key: string,
    points: number,
    options: { readonly customDuration: number },
  ): Promise<RateLimiterCount>;
  reward(
    key: string,
    points: number,
    options: { readonly customDuration: number },
  ): Promise<RateLimiterCount>;
  get(key: string): Promise<RateLimiterCount | null>;
  set(key: string, points: number, secDuration: number): Promise<unknown>;
  delete(key: string): Promise<boolean>;
};

/** @inline */
type RateLimiterCount = {
  readonly consumedPoints: number;
};

/** Both ports over one store. @inline */
export type SharedLimiter = Limiter & BreakerStore;

const RATE_LIMITER = port<RateLimiterInstance>('penalty', 'reward', 'get', 'set', 'delete');

/** A longer timer of Node.js fires at once, and the memory limiter has one timer for each key. */
const LONGEST_TIMER_SECONDS = 2_000_000;

/** How much longer keys are kept than their window, for a server whose clock is behind. */
const LINGER_SECONDS = 60;

/**
 * Counts in the store of a limiter of `rate-limiter-flexible`: memory, Redis, Valkey, PostgreSQL, MySQL, SQLite and
 * others. One instance is enough for all limits. Its `points`, `duration` and blocks are not used; its `keyPrefix` is.
 *
 * @param instance - must be atomic (not a `…NonAtomic` class) and have no `insuranceLimiter`, which would count in each
 * process separately while the store is not available.
 * @throws MfaError `configuration-invalid` if it is not such a limiter.
 * @example
 * ```ts
 * import { limiterFrom } from '@factorkit/send-limits';
 * import { Redis } from 'ioredis';
 * import { RateLimiterRedis } from 'rate-limiter-flexible';
 *
 * // If Redis does not answer, refuse a code at once instead of retrying for a minute.
 * const storeClient = new Redis('redis://127.0.0.1:6379', { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
 * const limiter = limiterFrom(
 *   new RateLimiterRedis({ storeClient, points: 1, duration: 1, keyPrefix: 'portal-sends' }),
 * );
 * ```
 */
export function limiterFrom(instance: RateLimiterInstance): SharedLimiter {
  readConfiguration('limiterFrom', RATE_LIMITER, instance);
  const add: BreakerStore['add'] = async (key, change, seconds) => {
    const options = { customDuration: seconds };
    if (change >= 0) return countOf(await instance.penalty(key, change, options));
    const left = countOf(await instance.reward(key, -change, options));
    if (left >= 0) return left;
    // Each caller adds back its own part below zero. Together they end at 0, in any order.
    return Math.max(0, countOf(await instance.penalty(key, Math.min(-change, -left), options)));
  };
  return Object.freeze<SharedLimiter>({
    async consume(key, { points, windowSeconds, now }) {
      const window = Math.floor(now / 1000 / windowSeconds);
      const options = { customDuration: windowSeconds + LINGER_SECONDS };
      // Not `consume()`: it compares with the instance's points, and each limit has its own.
      const count = countOf(await instance.penalty(`${key}.${window}`, 1, options));
      return count <= points
        ? { kind: 'admitted' }
        : { kind: 'limited', retryAt: (window + 1) * windowSeconds * 1000 };
    },
    async refund(key, { windowSeconds, now }) {
      const window = Math.floor(now / 1000 / windowSeconds);
      await add(`${key}.${window}`, -1, windowSeconds + LINGER_SECONDS);
    },
    add,
    async get(key) {
      const found = await instance.get(key);
      return found === null ? undefined : countOf(found);
    },
    async put(key, value, seconds) {
      await instance.set(key, value, seconds);
    },
    remove: async (key) => (await instance.delete(key)) === true,
  });
}

/**
 * Counts in the memory of this process: for development, tests, and a portal with one process. A restart resets it.
 */
export function memoryLimiter(): SharedLimiter {
  const limiter = limiterFrom(new RateLimiterMemory({ points: 1, duration: 1 }));
  return Object.freeze<SharedLimiter>({
    ...limiter,
    put: (key, value, seconds) => limiter.put(key, value, Math.min(seconds, LONGEST_TIMER_SECONDS)),
    add: (key, change, seconds) => limiter.add(key, change, Math.min(seconds, LONGEST_TIMER_SECONDS)),
  });
}

/** Throws if the store returned no count: otherwise it would look like a small one. */
function countOf(result: RateLimiterCount | undefined): number {
  const count = result?.consumedPoints;
  if (!Number.isSafeInteger(count)) throw new TypeError('the rate limiter returned no count');
  return Number(count);
}
