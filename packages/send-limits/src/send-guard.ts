import type { SendAdmission, SendGuard } from '@factorkit/core';
import { createBreaker } from './breaker.ts';
import { destinationOf } from './destination.ts';
import { createHideKey } from './hidden-keys.ts';
import { type IpFault, networkOf } from './ip-network.ts';
import type { Consumption, Limiter } from './limiter.ts';
import { readOptions, type SendGuardOptions } from './options.ts';
import { type Counted, countsOf } from './send-limits.ts';

/**
 * Creates a guard for `createMfa({ sendGuard })`. It checks in this order: off switch, number, countries, breaker,
 * risk, then the limits from the narrowest to the budget. An attempt that a limit refuses counts towards none, and
 * neither does a message that was not sent (`refund`).
 *
 * It refuses with `switched-off`, `number` (nothing can be sent to it), `ip` (not exactly one address), `country`,
 * `paused` (the breaker) or `risk`. Above a limit it returns `limited` until the window ends. It throws the errors of
 * the limiter, the store of the breaker, `off` and `risk`, and the engine then sends nothing. No result and no key in a
 * store contains a number, an address or a user id.
 *
 * @throws MfaError `configuration-invalid`, with the name of the option.
 * @example
 * ```ts
 * import { createSendGuard, memoryLimiter } from '@factorkit/send-limits';
 *
 * const limiter = memoryLimiter();
 * const sendGuard = createSendGuard({
 *   limiter,
 *   key: crypto.getRandomValues(new Uint8Array(32)),
 *   perDestination: { points: 5, windowSeconds: 3600 },
 *   budget: { points: 2000, windowSeconds: 86_400 },
 *   countries: { allow: ['DE', 'AT', 'CH'] },
 *   breaker: { store: limiter },
 * });
 * ```
 */
export function createSendGuard(options: SendGuardOptions): SendGuard {
  const read = readOptions(options);
  const { limiter, countries, mobileOnly = false, onUnusableIp, off, risk } = read;
  const hide = createHideKey(read.key);
  const limits = {
    perDestination: [read.perDestination ?? []].flat(),
    perIp: [read.perIp ?? []].flat(),
    perCountryPrefix: [read.perCountryPrefix ?? []].flat(),
    budget: [read.budget ?? []].flat(),
  };
  const allowed: readonly string[] | undefined = countries?.allow;
  const breaker = read.breaker && createBreaker(read.breaker, hide);

  return Object.freeze<SendGuard>({
    async admit(attempt) {
      const { userId, method, channel, purpose, proven, now } = attempt;
      if (off !== undefined && (await off(channel)) !== false) return refused('switched-off');
      const destination = destinationOf(attempt);
      if (destination === undefined) return refused('number');
      if (destination.channel === 'sms' && mobileOnly && !destination.mobile) return refused('number');
      const ip = attempt.source?.ip;
      if (ip !== undefined && limits.perIp.length > 0) {
        const counted = networkOf(ip, 64);
        if (counted.kind === 'unusable') {
          tell(onUnusableIp, counted.fault);
          return refused('ip');
        }
      }
      const country = destination.channel === 'sms' ? destination.country : undefined;
      if (country !== undefined && allowed?.includes(country) === false) return refused('country');
      const text = country === undefined ? undefined : { country, userId, method, purpose, proven, now };
      if (text !== undefined && (await breaker?.isPaused(text))) return refused('paused');
      if (risk !== undefined && (await risk(attempt)) !== 'send') return refused('risk');
      const counts = countsOf(limits, attempt, destination, hide);
      const consumption = await consumeAll(limiter, counts, now);
      if (consumption.kind === 'limited') return consumption;
      if (breaker === undefined || text === undefined) return consumption;
      // Last, so that it does not count texts that a limit refused.
      const giveBack = (): Promise<void> => refundAll(limiter, counts, now);
      const counting = breaker.count(text);
      if (await counting.catch((error: unknown) => giveBack().then(() => Promise.reject(error)))) {
        return consumption;
      }
      await giveBack();
      return refused('paused');
    },
    async refund(attempt) {
      const { userId, method, purpose, proven, now } = attempt;
      const destination = destinationOf(attempt);
      if (destination === undefined) return;
      await refundAll(limiter, countsOf(limits, attempt, destination, hide), now);
      if (destination.channel === 'sms') {
        await breaker?.uncount({ country: destination.country, userId, method, purpose, proven, now });
      }
    },
    used: async (use) => breaker?.used(use),
  });
}

/** Counts towards every limit, or towards none. */
async function consumeAll(limiter: Limiter, counts: readonly Counted[], now: number): Promise<Consumption> {
  const taken: Counted[] = [];
  for (const counted of counts) {
    const { key, points, windowSeconds } = counted;
    try {
      const consumption = await limiter.consume(key, { points, windowSeconds, now });
      taken.push(counted);
      if (consumption.kind === 'admitted') continue;
      await refundAll(limiter, taken, now);
      return consumption;
    } catch (error) {
      await refundAll(limiter, taken, now);
      throw error;
    }
  }
  return { kind: 'admitted' };
}

/** If a refund fails, a limit counts one message too many. */
async function refundAll(limiter: Limiter, counts: readonly Counted[], now: number): Promise<void> {
  await Promise.allSettled(
    counts.map(({ key, points, windowSeconds }) => limiter.refund?.(key, { points, windowSeconds, now })),
  );
}

function tell(onUnusableIp: SendGuardOptions['onUnusableIp'], fault: IpFault): void {
  try {
    onUnusableIp?.(fault);
  } catch {
    // Errors of `onUnusableIp` are ignored.
  }
}

function refused(reason: string): SendAdmission {
  return { kind: 'refused', reason };
}
