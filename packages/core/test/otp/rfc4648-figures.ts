/** RFC 4648 §10: text, padded base32. */
export const RFC4648_ROWS: readonly (readonly [string, string])[] = [
  ['', ''],
  ['f', 'MY======'],
  ['fo', 'MZXQ===='],
  ['foo', 'MZXW6==='],
  ['foob', 'MZXW6YQ='],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI======'],
];

/** Not in the RFC; what its §3.3, §3.4, §6 and §12 have refused, and where. */
export const NOT_BASE32: readonly (readonly [string, string, number | undefined])[] = [
  ['MZXW6YTB!', 'bad-character', 8],
  ['MZXW0YTB', 'bad-character', 4],
  ['MZXW1YTB', 'bad-character', 4],
  ['MZXW8YTB', 'bad-character', 4],
  ['M', 'bad-length', undefined],
  ['MZX', 'bad-length', undefined],
  ['MZXW6Y', 'bad-length', undefined],
  ['MZXW6YTB\u0000', 'bad-character', 8],
];
