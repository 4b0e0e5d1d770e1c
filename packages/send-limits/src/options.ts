import type { SendAttempt } from '@factorkit/core';
import {
  callback,
  choose,
  flag,
  listOf,
  object,
  oneOf,
  optional,
  port,
  readConfiguration,
  type Schema,
  unchecked,
  where,
  whole,
} from '@factorkit/core/schema';
import type { BreakerOptions } from './breaker.ts';
import type { BreakerStore } from './breaker-store.ts';
import { isStrongKey } from './hidden-keys.ts';
import type { IpFault } from './ip-network.ts';
import type { Limiter, SendLimit } from './limiter.ts';
import { type CountryCode, isCountryCode } from './phone-number.ts';
import type { IpLimit, PrefixLimit } from './send-limits.ts';

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
 * The checked options, copied: later changes of the caller's object have no effect.
 *
 * @throws MfaError `configuration-invalid`, with the name of the option.
 */
export function readOptions(options: SendGuardOptions): SendGuardOptions {
  return readConfiguration('createSendGuard', OPTIONS, options);
}

const WEEK_SECONDS = 604_800;

const limit = {
  points: whole({ min: 1, max: 1_000_000 }),
  windowSeconds: whole({ min: 1, max: WEEK_SECONDS }),
};

const countries = listOf(
  where(unchecked<CountryCode>({}), isCountryCode, 'the two capital letters of a country (ISO 3166-1)'),
  { min: 1 },
);

const OPTIONS = object<SendGuardOptions>({
  limiter: port<Limiter>('consume'),
  key: where(
    unchecked<Uint8Array | string>({}),
    isStrongKey,
    '32 random bytes or more, or text of 32 characters or more: `openssl rand -base64 32` makes one',
  ),
  perDestination: optional(oneOrMore(object<SendLimit>(limit))),
  perIp: optional(oneOrMore(object<IpLimit>({ ...limit, ipv6Prefix: optional(oneOf(48, 56, 64)) }))),
  onUnusableIp: optional(callback()),
  perCountryPrefix: optional(
    oneOrMore(
      object<PrefixLimit>({
        ...limit,
        nationalDigits: optional(whole({ min: 0, max: 8 })),
        only: optional(countries),
        except: optional(countries),
      }),
    ),
  ),
  budget: optional(oneOrMore(object<SendLimit>(limit))),
  countries: optional(object({ allow: countries })),
  mobileOnly: optional(flag),
  breaker: optional(
    object<BreakerOptions>({
      store: port<BreakerStore>('add', 'get', 'put', 'remove'),
      codes: optional(whole({ min: 10, max: 100_000 })),
      minUsedPercent: optional(whole({ min: 1, max: 90 })),
      pauseSeconds: optional(whole({ min: 60, max: WEEK_SECONDS })),
      onPause: optional(callback()),
    }),
  ),
  off: optional(callback()),
  risk: optional(callback()),
});

function oneOrMore<T>(entry: Schema<T>): Schema<T | readonly T[]> {
  return choose({ one: entry, list: listOf(entry) }, (_, given) => (Array.isArray(given) ? 'list' : 'one'));
}
