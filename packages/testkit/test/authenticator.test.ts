import { authenticatorFromUri } from '@factorkit/testkit';
import { expect, test } from 'vitest';

// RFC 6238 appendix B: the secret is the ASCII text 12345678901234567890, eight digits.
const uri = 'otpauth://totp/Acme:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme&digits=8';

test('RFC 6238 appendix B: the authenticator shows the codes of the RFC', () => {
  const phone = authenticatorFromUri(uri);
  expect([59, 1111111109, 20000000000].map((seconds) => phone.code(seconds * 1000))).toEqual([
    '94287082',
    '07081804',
    '65353130',
  ]);
  expect([phone.issuer, phone.account]).toEqual(['Acme', 'anna']);
});

test('the authenticator keeps to the algorithm and the period of the URI', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA';
  const phone = authenticatorFromUri(
    `otpauth://totp/Acme:anna?secret=${secret}&digits=8&algorithm=SHA256&period=60`,
  );
  expect(phone.code(2 * 59_000)).toBe('46119246');
});

test('an otpauth URI of type hotp is refused', () => {
  expect(() => authenticatorFromUri(`${uri.replace('totp', 'hotp')}&counter=1`)).toThrow(TypeError);
});
