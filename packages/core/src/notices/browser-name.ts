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

/** `Firefox on Linux`, in our own words only, for the header is a stranger's; nothing where no browser is known in it. */
export function browserName(userAgent: string | undefined): string | undefined {
  const browser = BROWSERS.find(([sign]) => userAgent?.includes(sign))?.[1];
  const system = SYSTEMS.find(([sign]) => userAgent?.includes(sign))?.[1];
  if (browser === undefined) return system;
  return system === undefined ? browser : `${browser} on ${system}`;
}
