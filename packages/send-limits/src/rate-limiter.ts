import { MfaError } from '@factorkit/core';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { BreakerStore } from './breaker-store.ts';
import type { Limiter } from './limiter.ts';

/** What is asked of a limiter of `rate-limiter-flexible`, whichever store it counts in. */
export interface RateLimiterInstance {
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
}

interface RateLimiterCount {
  readonly consumedPoints: number;
}

/** Both ports over one store. */
export interface SharedLimiter extends Limiter, BreakerStore {}

/** A timer of Node.js for longer than this rings at once, and the memory limiter has one for each key. */
const LONGEST_TIMER_SECONDS = 2_000_000;

/** Keys outlive their window by this much, for a server whose clock is behind. */
const LINGER_SECONDS = 60;

/**
 * Counts in the store of a limiter of `rate-limiter-flexible`: memory, Redis, Valkey, PostgreSQL, MySQL, SQLite and others.
 * One instance does for all limits: its own `points` and `duration` are not used, nor are its blocks; its `keyPrefix` is.
 *
 * @param instance - atomic (no `…NonAtomic` class), and without `insuranceLimiter`, which would count in each process by
 * itself while the store is away.
 * @throws MfaError `configuration-invalid` if it is no such limiter.
 * @example
 * ```ts
 * import { limiterFrom } from '@factorkit/send-limits';
 * import { Redis } from 'ioredis';
 * import { RateLimiterRedis } from 'rate-limiter-flexible';
 *
 * // Where Redis does not answer, a code is refused at once, and not after a minute of trying again.
 * const storeClient = new Redis('redis://127.0.0.1:6379', { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
 * const limiter = limiterFrom(
 *   new RateLimiterRedis({ storeClient, points: 1, duration: 1, keyPrefix: 'portal-sends' }),
 * );
 * ```
 */
export function limiterFrom(instance: RateLimiterInstance): SharedLimiter {
  assertRateLimiter(instance);
  const add: BreakerStore['add'] = async (key, change, seconds) => {
    const options = { customDuration: seconds };
    if (change >= 0) return countOf(await instance.penalty(key, change, options));
    const left = countOf(await instance.reward(key, -change, options));
    if (left >= 0) return left;
    // Each caller puts back the part of its own change that went below zero: together they leave 0, in whatever order.
    return Math.max(0, countOf(await instance.penalty(key, Math.min(-change, -left), options)));
  };
  return Object.freeze<SharedLimiter>({
    async consume(key, { points, windowSeconds, now }) {
      const window = Math.floor(now / 1000 / windowSeconds);
      const options = { customDuration: windowSeconds + LINGER_SECONDS };
      // Not its own consume(): that compares with the points of the instance, and each limit has its own.
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
 * Counts in the memory of this process: for development, tests, and a portal that is one process. It begins at nothing
 * after a restart.
 */
export function memoryLimiter(): SharedLimiter {
  const limiter = limiterFrom(new RateLimiterMemory({ points: 1, duration: 1 }));
  return Object.freeze<SharedLimiter>({
    ...limiter,
    put: (key, value, seconds) => limiter.put(key, value, Math.min(seconds, LONGEST_TIMER_SECONDS)),
    add: (key, change, seconds) => limiter.add(key, change, Math.min(seconds, LONGEST_TIMER_SECONDS)),
  });
}

/** A store that does not say how many there were must not be read as one that said few. */
function countOf(result: RateLimiterCount | undefined): number {
  const count = result?.consumedPoints;
  if (!Number.isSafeInteger(count)) throw new TypeError('the rate limiter answered without a count');
  return Number(count);
}

function assertRateLimiter(instance: RateLimiterInstance): void {
  for (const name of ['penalty', 'reward', 'get', 'set', 'delete'] as const) {
    if (typeof instance?.[name] !== 'function') {
      throw new MfaError('configuration-invalid', `limiterFrom needs a limiter with ${name}()`);
    }
  }
}
