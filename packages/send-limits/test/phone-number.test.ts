import { parsePhoneNumber } from '@factorkit/send-limits';
import type { CountryCode } from 'libphonenumber-js';
import { expect, test } from 'vitest';

test.each<[string, CountryCode | undefined, string, CountryCode]>([
  ['0151 123-45678', 'DE', '+4915112345678', 'DE'],
  ['0049 (151) 12345678', 'DE', '+4915112345678', 'DE'],
  ['+49 (0) 151 12345678', undefined, '+4915112345678', 'DE'],
  ['(+49) 151 12345678', undefined, '+4915112345678', 'DE'],
  ['\u202a+49 151 12345678\u202c', undefined, '+4915112345678', 'DE'],
  ['＋４９ １５１ １２３４５６７８', undefined, '+4915112345678', 'DE'],
  ['٠١٥١١٢٣٤٥٦٧٨', 'DE', '+4915112345678', 'DE'],
  ['(809) 555-1234', 'US', '+18095551234', 'DO'],
  ['+7 701 123 45 67', 'DE', '+77011234567', 'KZ'],
  ['8 (916) 123-45-67', 'RU', '+79161234567', 'RU'],
])('%s, written in %s, is %s', (text, defaultCountry, number, country) => {
  const parsed = parsePhoneNumber({ text, ...(defaultCountry && { defaultCountry }) });
  expect(parsed).toEqual({ kind: 'number', number, country });
});

test.each<[string, CountryCode | undefined, string]>([
  ['', 'DE', 'not-a-number'],
  ['call me 0151 12345678', 'DE', 'not-a-number'],
  ['1-800-FLOWERS', 'US', 'not-a-number'],
  ['0151 12345678 ext 5', 'DE', 'not-a-number'],
  ['0'.repeat(100_000), 'DE', 'not-a-number'],
  ['0151 12345678', undefined, 'country-unknown'],
  ['+999 1234567', 'DE', 'country-unknown'],
  ['+881 612 345 678', 'DE', 'country-unknown'],
  ['+49 1', 'DE', 'too-short'],
  [`+49 ${'1'.repeat(20)}`, 'DE', 'too-long'],
  ['030 12345678', 'DE', 'not-mobile'],
  ['0900 123456', 'DE', 'not-mobile'],
  ['020 7183 8750', 'GB', 'not-mobile'],
])('%s, written in %s, is %s', (text, defaultCountry, reason) => {
  const parsed = parsePhoneNumber({ text, ...(defaultCountry && { defaultCountry }) });
  expect(parsed).toEqual({ kind: 'invalid', reason });
});

test('a country that is none is a mistake of the program', () => {
  const country: string = 'germany';
  expect(() => parsePhoneNumber({ text: '0151', defaultCountry: country as CountryCode })).toThrow(
    RangeError,
  );
  expect(() => parsePhoneNumber({ text: 151 as unknown as string })).toThrow(TypeError);
});

test.each(['+४९ १५१ १२३ ४५ ६७८', '+٤٩ ١٥١ ١٢٣ ٤٥ ٦٧٨', '+４９１５１１２３４５６７８'])(
  'FT12 %s is read',
  (written) => {
    expect(parsePhoneNumber({ text: written })).toEqual({
      kind: 'number',
      number: '+4915112345678',
      country: 'DE',
    });
  },
);
