/** Most special first: nearly every browser says that it is Safari too, and an Android says that it is Linux. */
const BROWSERS: readonly (readonly [sign: string, name: string])[] = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['FxiOS/', 'Firefox'],
  ['CriOS/', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
];

const SYSTEMS: readonly (readonly [sign: string, name: string])[] = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['CrOS', 'ChromeOS'],
  ['Macintosh', 'Mac'],
  ['Linux', 'Linux'],
];

/**
 * A browser as people call it, from its `User-Agent` header: `Firefox on Linux`. In our own words only, for the header is
 * a stranger's; `undefined` where no browser is known in it. For the name of a trusted browser, say.
 *
 * @example
 * ```ts
 * import { browserName } from '@factorkit/core';
 *
 * browserName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'); // 'Firefox on Linux'
 * ```
 */
export function browserName(userAgent: string | undefined): string | undefined {
  const browser = BROWSERS.find(([sign]) => userAgent?.includes(sign))?.[1];
  const system = SYSTEMS.find(([sign]) => userAgent?.includes(sign))?.[1];
  if (browser === undefined) return system;
  return system === undefined ? browser : `${browser} on ${system}`;
}
