import type { SendAttempt } from '@factorkit/core';
import { classOf } from './breaker.ts';
import type { Destination } from './destination.ts';
import type { HideKey } from './hidden-keys.ts';
import { type Ipv6Prefix, networkOf } from './ip-network.ts';
import type { SendLimit } from './limiter.ts';
import type { CountryCode } from './phone-number.ts';

/** A limit for the numbers of one country, or for numbers with the same first digits. @inline */
export type PrefixLimit = SendLimit & {
  /**
   * The number of digits after the country code that are counted together, 0 to 8. With 0, counts by country.
   * Fraudsters rent blocks of adjacent numbers.
   *
   * @defaultValue 0
   */
  readonly nationalDigits?: number;
  /** Only for these countries. */
  readonly only?: readonly CountryCode[];
  /** For all countries except these. */
  readonly except?: readonly CountryCode[];
};

/** A limit for codes requested from one network. @inline */
export type IpLimit = SendLimit & {
  /**
   * The prefix length of an IPv6 network: 48, 56 or 64. One site may have a /48.
   *
   * @defaultValue 48
   */
  readonly ipv6Prefix?: Ipv6Prefix;
};

/** All limits, in lists. */
export interface SendLimits {
  readonly perDestination: readonly SendLimit[];
  readonly perIp: readonly IpLimit[];
  readonly perCountryPrefix: readonly PrefixLimit[];
  readonly budget: readonly SendLimit[];
}

export interface Counted extends SendLimit {
  readonly key: string;
}

/**
 * The counts of one send, the narrowest first: repeated requests for one number stop there and use up nothing of the
 * country or the budget. Each class of sends has separate counts.
 */
export function countsOf(
  limits: SendLimits,
  attempt: SendAttempt,
  destination: Destination,
  hide: HideKey,
): readonly Counted[] {
  const { channel, address } = destination;
  const sends = classOf(attempt);
  const counted = (limit: SendLimit, kind: string, ...subject: readonly string[]): Counted => ({
    points: limit.points,
    windowSeconds: limit.windowSeconds,
    // Two windows of one kind are two counts, and so are two classes.
    key: hide(`${kind}.${limit.windowSeconds}`, sends, ...subject),
  });
  const ip = attempt.source?.ip;
  return [
    ...limits.perDestination.map((limit) => counted(limit, 'destination', channel, address)),
    ...(ip === undefined ? [] : limits.perIp).map((limit) =>
      counted(limit, 'ip', channel, countedNetwork(ip, limit)),
    ),
    ...(destination.channel === 'sms'
      ? [
          ...prefixesOf(limits, destination).map(({ limit, prefix }) =>
            counted(limit, 'prefix', destination.country, prefix),
          ),
          ...limits.budget.map((limit) => counted(limit, 'budget')),
        ]
      : []),
  ];
}

/** Refuses text that is not an address before anything is counted. */
function countedNetwork(ip = '', { ipv6Prefix = 48 }: IpLimit): string {
  const counted = networkOf(ip, ipv6Prefix);
  return counted.kind === 'network' ? counted.network : '';
}

function prefixesOf(
  { perCountryPrefix }: SendLimits,
  { country, national }: Extract<Destination, { readonly channel: 'sms' }>,
): readonly { readonly limit: PrefixLimit; readonly prefix: string }[] {
  return perCountryPrefix
    .filter(({ only, except }) => isNamed(only ?? [country], country) && !isNamed(except ?? [], country))
    .map((limit) => ({ limit, prefix: national.slice(0, limit.nationalDigits ?? 0) }))
    .toSorted((one, other) => other.prefix.length - one.prefix.length);
}

function isNamed(countries: readonly string[], country: string): boolean {
  return countries.includes(country);
}
