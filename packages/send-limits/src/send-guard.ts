import type { SendAdmission, SendAttempt, SendGuard } from '@factorkit/core';
import { type BreakerOptions, createBreaker } from './breaker.ts';
import {
  readBreaker,
  readCountries,
  readIpLimits,
  readLimits,
  readPrefixLimits,
  requireFunction,
} from './configuration.ts';
import { destinationOf } from './destination.ts';
import { createHideKey } from './hidden-keys.ts';
import { type IpFault, networkOf } from './ip-network.ts';
import type { Consumption, Limiter, SendLimit } from './limiter.ts';
import type { CountryCode } from './phone-number.ts';
import { type Counted, countsOf, type IpLimit, type PrefixLimit } from './send-limits.ts';

export type RiskVerdict = 'send' | 'refuse';

/** What {@link createSendGuard} takes. What is left out is not limited. */
export interface SendGuardOptions {
  readonly limiter: Limiter;
  /**
   * 32 random bytes or more, or text of at least 32 characters; the one that `createMfa` has may be given, since a key of
   * its own is derived from it. All servers need the same, and with another one all counts start again.
   */
  readonly key: Uint8Array | string;
  /**
   * Codes to one number or address, by whichever user. Here as in the limits below, codes that set a number or address up
   * and codes to a confirmed one are counted apart, each with all the points: whoever begins to set up the number of
   * somebody else uses up nothing of its owner's.
   */
  readonly perDestination?: SendLimit | readonly SendLimit[];
  /**
   * Codes asked for from one IPv4 address, or one /48 of IPv6. Nothing is counted where the portal passes no `source.ip`. A
   * `source.ip` that is not one address refuses the send: `onUnusableIp` hears of it.
   */
  readonly perIp?: IpLimit | readonly IpLimit[];
  /**
   * Told that `source.ip` could not be counted: `list` for a whole `X-Forwarded-For` header, which a client can write to;
   * pass the address that your own proxy added. What it throws is dropped.
   */
  readonly onUnusableIp?: (fault: IpFault) => void;
  /** Texts to one country, or to numbers in it that begin alike. */
  readonly perCountryPrefix?: PrefixLimit | readonly PrefixLimit[];
  /** Texts in all: at most so many that set a number up, and so many to confirmed ones. */
  readonly budget?: SendLimit | readonly SendLimit[];
  /** Texts go to these countries alone. A number of no known country goes nowhere then. */
  readonly countries?: { readonly allow: readonly CountryCode[] };
  /**
   * Texts go to numbers of mobile ranges alone, and not to landlines, premium or service numbers. Where a country does not
   * tell mobile numbers from landlines, as in North America, both pass. Defaults to false.
   */
  readonly mobileOnly?: boolean;
  /**
   * Stops texts to a country whose codes do not come back: those that set numbers up and those to confirmed numbers apart. A
   * user whose codes come back keeps the service.
   */
  readonly breaker?: BreakerOptions;
  /** Asked before each send: anything but `false` stops it. */
  readonly off?: (channel: SendAttempt['channel']) => boolean | Promise<boolean>;
  /**
   * Asked before anything is counted or sent, on both channels: whether the SIM was changed or the number ported lately
   * (NIST SP 800-63B-4 §3.1.3.3). Anything but `send` refuses; so does what it throws.
   */
  readonly risk?: (attempt: SendAttempt) => Promise<RiskVerdict>;
}

/**
 * A guard for `createMfa({ sendGuard })`. Asks in this order: off switch, number, countries, breaker, risk, then the limits,
 * the narrowest first, the budget last. An attempt that a limit refuses counts towards none, and neither does a message
 * that was not sent (`refund`).
 *
 * Refuses with `switched-off`, `number` (nothing can be sent to it), `ip` (not one address), `country`, `paused` (the breaker) or `risk`; past a
 * limit it is `limited`, until the window ends. It throws what the limiter, the store of the breaker, `off` and `risk`
 * throw, and the engine then sends nothing. No answer, and no key in a store, holds a number, an address or a user's id.
 *
 * @throws MfaError `configuration-invalid`, saying which option.
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
  const limiter = options.limiter;
  requireFunction(limiter?.consume, 'limiter.consume');
  const hide = createHideKey(options.key);
  const limits = {
    perDestination: readLimits(options.perDestination, 'perDestination'),
    perIp: readIpLimits(options.perIp),
    perCountryPrefix: readPrefixLimits(options.perCountryPrefix),
    budget: readLimits(options.budget, 'budget'),
  };
  const allowed: readonly string[] | undefined =
    options.countries && readCountries(options.countries.allow, 'countries.allow');
  const breaker = options.breaker && createBreaker(readBreaker(options.breaker), hide);
  const onUnusableIp = requireFunction(options.onUnusableIp ?? (() => undefined), 'onUnusableIp');
  const { mobileOnly = false } = options;
  const off = options.off && requireFunction(options.off, 'off');
  const risk = options.risk && requireFunction(options.risk, 'risk');

  return Object.freeze<SendGuard>({
    async admit(attempt) {
      const { userId, method, channel, purpose, now } = attempt;
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
      const text = country === undefined ? undefined : { country, userId, method, purpose, now };
      if (text !== undefined && (await breaker?.isPaused(text))) return refused('paused');
      if (risk !== undefined && (await risk(attempt)) !== 'send') return refused('risk');
      const counts = countsOf(limits, attempt, destination, hide);
      const consumption = await consumeAll(limiter, counts, now);
      if (consumption.kind === 'limited') return consumption;
      if (breaker === undefined || text === undefined) return consumption;
      // Last, so that it counts what is sent, and not what a limit has kept back.
      const giveBack = (): Promise<void> => refundAll(limiter, counts, now);
      const counting = breaker.count(text);
      if (await counting.catch((error: unknown) => giveBack().then(() => Promise.reject(error)))) {
        return consumption;
      }
      await giveBack();
      return refused('paused');
    },
    async refund(attempt) {
      const { userId, method, purpose, now } = attempt;
      const destination = destinationOf(attempt);
      if (destination === undefined) return;
      await refundAll(limiter, countsOf(limits, attempt, destination, hide), now);
      if (destination.channel === 'sms') {
        await breaker?.uncount({ country: destination.country, userId, method, purpose, now });
      }
    },
    used: async ({ userId, method, now }) => breaker?.used({ userId, method, now }),
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

function tell(onUnusableIp: (fault: IpFault) => void, fault: IpFault): void {
  try {
    onUnusableIp(fault);
  } catch {
    // Dropped, as documented.
  }
}

function refused(reason: string): SendAdmission {
  return { kind: 'refused', reason };
}
