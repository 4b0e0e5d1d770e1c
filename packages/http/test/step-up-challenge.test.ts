import { expect, test } from 'vitest';
import { stepUpChallenge } from '../src/index.ts';

const START =
  'Bearer error="insufficient_user_authentication", ' +
  'error_description="A stronger or more recent authentication is required"';

test.each([
  [{}, START],
  [{ acrValues: ['multi-factor'] }, `${START}, acr_values="multi-factor"`],
  [{ acrValues: ['urn:a', 'urn:b'] }, `${START}, acr_values="urn:a urn:b"`],
  [{ maxAgeSeconds: 0 }, `${START}, max_age="0"`],
  [{ acrValues: ['a'], maxAgeSeconds: 900 }, `${START}, acr_values="a", max_age="900"`],
  [{ acrValues: ['a"b\\c'] }, `${START}, acr_values="a\\"b\\\\c"`],
  [{ acrValues: ['a",error="x'] }, `${START}, acr_values="a\\",error=\\"x"`],
])('S3 the header for %j', (asked, header) => {
  expect(stepUpChallenge(asked)).toBe(header);
});

test('S3 what could break out of the header is refused, whatever it is', () => {
  for (const value of ['', 'a b', 'a\r\nset-cookie: x', 'a\0', 'ä', 'a\tb', '\u2028']) {
    expect(() => stepUpChallenge({ acrValues: [value] })).toThrow(TypeError);
  }
  for (const maxAgeSeconds of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    expect(() => stepUpChallenge({ maxAgeSeconds })).toThrow(RangeError);
  }
});
