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

/** @inline */
export type RiskVerdict = 'send' | 'refuse';

/** The options of {@link createSendGuard}. An omitted option sets no limit. */
export interface SendGuardOptions {
  readonly limiter: Limiter;
  /**
   * 32 random bytes or more, or text of at least 32 characters. You may pass the key of `createMfa`, since a separate
   * key is derived from it. All servers need the same key. If you change it, all counts start again.
   */
  readonly key: Uint8Array | string;
  /**
   * Codes to one number or address, for all users together. Here and in the limits below, three classes of sends have
   * separate counts, each with all the points: enrolments, sends after a first factor only, and sends after a proved
   * factor or from a browser in which one was proved. Neither the enrolment of another person's number nor a stolen
   * password uses up that person's limit.
   */
  readonly perDestination?: SendLimit | readonly SendLimit[];
  /**
   * Codes requested from one IPv4 address, or one /48 of IPv6. Without `source.ip` nothing is counted. A `source.ip`
   * that is not exactly one address refuses the send and is reported to `onUnusableIp`.
   */
  readonly perIp?: IpLimit | readonly IpLimit[];
  /**
   * Called if `source.ip` cannot be counted. `list` means a whole `X-Forwarded-For` header, which a client can forge:
   * pass the address that your own proxy added. Errors that it throws are ignored.
   */
  readonly onUnusableIp?: (fault: IpFault) => void;
  /** Texts to one country, or to numbers in it with the same first digits. */
  readonly perCountryPrefix?: PrefixLimit | readonly PrefixLimit[];
  /** All texts of a class together. */
  readonly budget?: SendLimit | readonly SendLimit[];
  /** Sends texts only to these countries. A number of an unknown country is then refused. */
  readonly countries?: { readonly allow: readonly CountryCode[] };
  /**
   * Sends texts only to mobile ranges, not to landlines, premium or service numbers. If a country does not separate
   * mobile numbers from landlines, as in North America, both pass.
   *
   * @defaultValue false
   */
  readonly mobileOnly?: boolean;
  /**
   * Stops texts to a country whose codes are not used, separately for each class of sends. A user whose codes are used
   * keeps the service.
   */
  readonly breaker?: BreakerOptions;
  /** Called before each send. Any result but `false` stops it. */
  readonly off?: (channel: SendAttempt['channel']) => boolean | Promise<boolean>;
  /**
   * Called on both channels before anything is counted or sent, for example to check whether the SIM was changed or the
   * number ported recently (NIST SP 800-63B-4 §3.1.3.3). Any result but `send` refuses, and so does an error.
   */
  readonly risk?: (attempt: SendAttempt) => Promise<RiskVerdict>;
}

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

function tell(onUnusableIp: (fault: IpFault) => void, fault: IpFault): void {
  try {
    onUnusableIp(fault);
  } catch {
    // Errors of `onUnusableIp` are ignored.
  }
}

function refused(reason: string): SendAdmission {
  return { kind: 'refused', reason };
}
