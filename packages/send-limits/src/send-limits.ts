import type { SendAttempt } from '@factorkit/core';
import { classOf } from './breaker.ts';
import type { Destination } from './destination.ts';
import type { HideKey } from './hidden-keys.ts';
import { type Ipv6Prefix, networkOf } from './ip-network.ts';
import type { SendLimit } from './limiter.ts';
import type { CountryCode } from './phone-number.ts';

/** A limit for the numbers of one country, or for those that begin alike. */
export interface PrefixLimit extends SendLimit {
  /**
   * 0 to 8. Defaults to 0: counted by country. Otherwise by so many digits after the country's too. Fraud rents
   * blocks of adjacent numbers.
   */
  readonly nationalDigits?: number;
  /** For these countries alone. */
  readonly only?: readonly CountryCode[];
  /** For all countries but these. */
  readonly except?: readonly CountryCode[];
}

/** Codes asked for from one network. */
export interface IpLimit extends SendLimit {
  /** How many bits of an IPv6 address are one network: 48, 56 or 64. Defaults to 48, what one site may have. */
  readonly ipv6Prefix?: Ipv6Prefix;
}

/** All limits, in lists. */
export interface SendLimits {
  readonly perDestination: readonly SendLimit[];
  readonly perIp: readonly Required<IpLimit>[];
  readonly perCountryPrefix: readonly PrefixLimit[];
  readonly budget: readonly SendLimit[];
}

export interface Counted extends SendLimit {
  readonly key: string;
}

/**
 * What one send counts towards, the narrowest first: whoever asks again and again for one number is stopped there, and uses
 * up nothing of what a country or the portal has left. Anybody may begin to set up any number, so such sends have counts of
 * their own.
 */
export function countsOf(
  limits: SendLimits,
  { source, purpose }: SendAttempt,
  destination: Destination,
  hide: HideKey,
): readonly Counted[] {
  const { channel, address } = destination;
  const sends = classOf({ purpose });
  const counted = (limit: SendLimit, kind: string, ...subject: readonly string[]): Counted => ({
    points: limit.points,
    windowSeconds: limit.windowSeconds,
    // Two windows of one kind are two counts, and so are numbers that are being set up and confirmed ones.
    key: hide(`${kind}.${limit.windowSeconds}`, sends, ...subject),
  });
  const ip = source?.ip;
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

/** An address that is none is refused before anything is counted. */
function countedNetwork(ip = '', { ipv6Prefix }: Required<IpLimit>): string {
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
