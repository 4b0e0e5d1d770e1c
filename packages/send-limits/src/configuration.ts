import { MfaError } from '@factorkit/core';
import type { BreakerOptions } from './breaker.ts';
import type { SendLimit } from './limiter.ts';
import { type CountryCode, isCountryCode } from './phone-number.ts';
import type { IpLimit, PrefixLimit } from './send-limits.ts';

const WEEK_SECONDS = 604_800;

/** No limit, one or several, checked and copied: later changes of the caller's object have no effect. */
export function readLimits(
  given: SendLimit | readonly SendLimit[] | undefined,
  name: string,
): readonly SendLimit[] {
  return listOf(given).map((limit) => readLimit(limit, name));
}

export function readIpLimits(given: IpLimit | readonly IpLimit[] | undefined): readonly Required<IpLimit>[] {
  return listOf(given).map(({ ipv6Prefix = 48, ...limit }) => {
    if (![48, 56, 64].includes(ipv6Prefix)) throw invalid('perIp.ipv6Prefix must be 48, 56 or 64');
    return { ...readLimit(limit, 'perIp'), ipv6Prefix };
  });
}

export function readPrefixLimits(
  given: PrefixLimit | readonly PrefixLimit[] | undefined,
): readonly PrefixLimit[] {
  const name = 'perCountryPrefix';
  return listOf(given).map((limit) => {
    const { nationalDigits = 0, only, except } = limit;
    return {
      ...readLimit(limit, name),
      nationalDigits: whole(nationalDigits, `${name}.nationalDigits`, { least: 0, most: 8 }),
      ...(only === undefined ? {} : { only: readCountries(only, `${name}.only`) }),
      ...(except === undefined ? {} : { except: readCountries(except, `${name}.except`) }),
    };
  });
}

export function readCountries(given: readonly CountryCode[], name: string): readonly CountryCode[] {
  if (!Array.isArray(given) || given.length === 0 || !given.every(isCountryCode)) {
    throw invalid(`${name} must name countries by two capital letters (ISO 3166-1), and at least one`);
  }
  return [...given];
}

export function readBreaker({
  store,
  codes = 50,
  minUsedPercent = 20,
  pauseSeconds = 3600,
  onPause = () => undefined,
}: BreakerOptions): Required<BreakerOptions> {
  for (const name of ['add', 'get', 'put', 'remove'] as const) {
    if (typeof store?.[name] !== 'function') throw invalid(`breaker.store must have ${name}()`);
  }
  return {
    store,
    codes: whole(codes, 'breaker.codes', { least: 10, most: 100_000 }),
    minUsedPercent: whole(minUsedPercent, 'breaker.minUsedPercent', { least: 1, most: 90 }),
    pauseSeconds: whole(pauseSeconds, 'breaker.pauseSeconds', { least: 60, most: WEEK_SECONDS }),
    onPause: requireFunction(onPause, 'breaker.onPause'),
  };
}

export function requireFunction<Given>(given: Given, name: string): Given {
  if (typeof given !== 'function') throw invalid(`${name} must be a function`);
  return given;
}

function readLimit({ points, windowSeconds }: SendLimit, name: string): SendLimit {
  return {
    points: whole(points, `${name}.points`, { least: 1, most: 1_000_000 }),
    windowSeconds: whole(windowSeconds, `${name}.windowSeconds`, { least: 1, most: WEEK_SECONDS }),
  };
}

function listOf<Limit extends SendLimit>(given: Limit | readonly Limit[] | undefined): readonly Limit[] {
  if (given === undefined) return [];
  return isList(given) ? given : [given];
}

// Array.isArray does not narrow a readonly array.
function isList<Item>(given: Item | readonly Item[]): given is readonly Item[] {
  return Array.isArray(given);
}

function whole(value: unknown, name: string, { least, most }: { least: number; most: number }): number {
  if (typeof value === 'number' && Number.isInteger(value) && least <= value && value <= most) return value;
  throw invalid(`${name} must be a whole number from ${least} to ${most}`);
}

function invalid(message: string): MfaError {
  return new MfaError('configuration-invalid', message);
}
