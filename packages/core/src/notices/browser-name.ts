/** Most specific first: nearly every browser also claims to be Safari, and Android claims to be Linux. */
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
 * Returns a readable browser name from a `User-Agent` header, such as `Firefox on Linux`. The result contains only
 * words from a fixed list, because the header is untrusted. `undefined` if the browser is unknown. Use it to name a
 * trusted browser. `on` joins the two names in another language.
 *
 * @example
 * ```ts
 * import { browserName } from '@factorkit/core';
 *
 * browserName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'); // 'Firefox on Linux'
 * ```
 */
export function browserName(
  userAgent: string | undefined,
  on: (browser: string, system: string) => string = (browser, system) => `${browser} on ${system}`,
): string | undefined {
  const browser = BROWSERS.find(([sign]) => userAgent?.includes(sign))?.[1];
  const system = SYSTEMS.find(([sign]) => userAgent?.includes(sign))?.[1];
  if (browser === undefined) return system;
  return system === undefined ? browser : on(browser, system);
}
