import { expect, test } from 'vitest';
import { stepUpChallenge, stepUpResponse } from '../src/index.ts';

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

test('S3 the response is a problem document that is not kept', async () => {
  const response = stepUpResponse({ acrValues: ['multi-factor'] });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe(`${START}, acr_values="multi-factor"`);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toMatchObject({
    type: 'urn:factorkit:problem:insufficient-user-authentication',
    status: 401,
    acrValues: ['multi-factor'],
  });
});
