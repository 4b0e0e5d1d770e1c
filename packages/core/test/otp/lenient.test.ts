import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildOtpauthUri,
  decodeBase32,
  encodeBase32,
  OtpauthUriError,
  type OtpauthUriInput,
  parseOtpauthUri,
} from '../../src/otp/index.ts';
import { callUntyped, thrownBy } from './untyped.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const secret = new TextEncoder().encode('12345678901234567890');
// Sixteen bytes and two bits more, as a generator that draws characters makes them.
const LEFT_OVER = 'S46SQCPPTCNPROMHWYBDCTBZXV';

const read = (uri: string) => parseOtpauthUri(uri, { lenient: true });

function strictFault(uri: string): unknown {
  const error = thrownBy(() => parseOtpauthUri(uri));
  return error instanceof OtpauthUriError ? error.code : error;
}

describe('FC6 a secret with left-over bits', () => {
  it('FC6 B2 is refused by default, and read by `lenient` as apps read it', () => {
    expect(() => decodeBase32(LEFT_OVER)).toThrow('the bits left over after the last byte are not zero');
    expect(decodeBase32(LEFT_OVER, { lenient: true })).toEqual(decodeBase32(`${LEFT_OVER.slice(0, -1)}U`));
    expect(decodeBase32(LEFT_OVER, { lenient: true })).toHaveLength(16);
  });

  it.each([
    ['five bits', 'MZX', 'f'],
    ['six bits of the next byte', 'MZXW6Y', 'foo'],
    ['padding of another length', 'MZXW6YTB==', 'fooba'],
    ['padding and bits', 'MZ=', 'f'],
  ])('FC6 %s are dropped: %s', (_, text, bytes) => {
    expect(() => decodeBase32(text)).toThrow();
    expect(decodeBase32(text, { lenient: true })).toEqual(new TextEncoder().encode(bytes));
  });

  it.each(['MZXW0YTB', 'MZXW8YTB', 'M=ZXW6YTB', 'MZXW!'])('FC6 B1 %s stays refused', (text) => {
    expect(() => decodeBase32(text, { lenient: true })).toThrow();
  });

  it('FC6 the strict reading of a well-formed text is the lenient one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(decodeBase32(encodeBase32(bytes), { lenient: true })).toEqual(bytes);
      }),
    );
  });
});

describe('FC6 a key URI of another system', () => {
  it.each([
    [
      'missing-account',
      `OTPAUTH://TOTP/?SECRET=${SECRET}`,
      { account: '', issuer: undefined, tolerated: ['parameter-case', 'missing-account'] },
    ],
    [
      'parameter-case',
      `OTPAUTH://TOTP/ACME:ANNA?SECRET=${SECRET}&ISSUER=ACME&ALGORITHM=SHA256&DIGITS=8&PERIOD=60`,
      { account: 'ANNA', issuer: 'ACME', algorithm: 'SHA256', digits: 8, periodSeconds: 60 },
    ],
    ['unknown-algorithm', `otpauth://totp/a?secret=${SECRET}&algorithm=SHA-256`, { algorithm: 'SHA256' }],
    ['unknown-algorithm', `otpauth://totp/a?secret=${SECRET}&algorithm=HmacSHA512`, { algorithm: 'SHA512' }],
    ['unknown-algorithm', `otpauth://totp/a?secret=${SECRET}&algorithm=hmac-sha-1`, { algorithm: 'SHA1' }],
    [
      'raw-hash',
      `otpauth://totp/ACME #1:anna?secret=${SECRET}&issuer=ACME #1&digits=8`,
      { issuer: 'ACME #1', account: 'anna', digits: 8, tolerated: ['raw-hash'] },
    ],
    ['raw-hash', `otpauth://totp/a?issuer=No#1&secret=${SECRET}`, { issuer: 'No#1', account: 'a' }],
    [
      'ambiguous-colon',
      `otpauth://totp/ACME:anna:work?secret=${SECRET}&issuer=ACME`,
      { issuer: 'ACME', account: 'anna:work', tolerated: ['label-colon'] },
    ],
    [
      'ambiguous-colon',
      `otpauth://totp/ACME%3A%20Berlin%3A%20anna?secret=${SECRET}&issuer=ACME%3A%20Berlin`,
      { issuer: 'ACME: Berlin', account: 'anna', tolerated: ['label-colon'] },
    ],
    [
      'ambiguous-colon',
      `otpauth://totp/anna?secret=${SECRET}&issuer=ACME%3A%20Berlin`,
      { issuer: 'ACME: Berlin', account: 'anna' },
    ],
    ['bad-secret', `otpauth://totp/a?secret=${LEFT_OVER}`, { tolerated: ['left-over-bits'] }],
  ])('FC6 U1 U2 U3 refused as %s by default, read by `lenient`: %s', (fault, uri, expected) => {
    // The strict error names what is wrong first: a name in upper case is met before the account is.
    const first = uri.startsWith('OTPAUTH://TOTP') ? 'parameter-case' : fault;
    expect(strictFault(uri)).toBe(first);
    expect(read(uri)).toMatchObject(expected);
    expect(read(uri).tolerated?.length).toBeGreaterThan(0);
  });

  it('FC6 a plus for a space in the issuer is one where no space is written otherwise', () => {
    const uri = `otpauth://totp/Air+Canada:anna+tag@example.com?secret=${SECRET}&issuer=Air+Canada`;
    expect(parseOtpauthUri(uri).issuer).toBe('Air+Canada');
    expect(read(uri)).toMatchObject({
      issuer: 'Air Canada',
      account: 'anna+tag@example.com',
      tolerated: ['plus-as-space'],
    });
    expect(read(`otpauth://totp/a?secret=${SECRET}&issuer=A%20+%20B`).issuer).toBe('A + B');
    expect(read(`otpauth://totp/a?secret=${SECRET}&issuer=A%2BB`).issuer).toBe('A+B');
  });

  it.each([
    ['ambiguous-colon', `otpauth://totp/a:b:c?secret=${SECRET}&issuer=ACME`],
    ['ambiguous-colon', `otpauth://totp/a:b:c?secret=${SECRET}`],
    ['repeated-parameter', `otpauth://totp/a?secret=${SECRET}&SECRET=${SECRET}`],
    ['missing-secret', 'OTPAUTH://TOTP/?SECRET='],
    ['unknown-algorithm', `otpauth://totp/a?secret=${SECRET}&algorithm=SHA-224`],
    ['short-secret', 'otpauth://totp/a?secret=JBSWY3DPEHPK3PXP'],
    ['bad-secret', `otpauth://totp/a?secret=0${SECRET}`],
  ])('FC6 what cannot be settled stays refused as %s: %s', (fault, uri) => {
    expect(thrownBy(() => read(uri))).toMatchObject({ name: 'OtpauthUriError', code: fault });
  });

  it('FC6 a well-formed URI is read the same, and nothing was tolerated', () => {
    const part = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes(':'));
    const input = fc.record({
      type: fc.constant('totp' as const),
      secret: fc.uint8Array({ minLength: 16, maxLength: 40 }),
      account: part,
      issuer: fc.option(part, { nil: undefined }),
    });
    fc.assert(
      fc.property(input, (settings: OtpauthUriInput) => {
        const uri = buildOtpauthUri(settings);
        expect(read(uri)).toEqual(parseOtpauthUri(uri));
      }),
    );
    expect(read(`otpauth://totp/a?secret=${SECRET}#top`)).toMatchObject({ secret, account: 'a' });
  });

  it('FC6 the option is a boolean', () => {
    const other = (call: (...input: never[]) => unknown, text: string) => () =>
      Reflect.apply(call, undefined, [text, { lenient: 'yes' }]);
    expect(other(parseOtpauthUri, '')).toThrow(new TypeError('lenient must be a boolean'));
    expect(other(decodeBase32, '')).toThrow(new TypeError('lenient must be a boolean'));
    expect(() => callUntyped(decodeBase32, 7)).toThrow(TypeError);
  });
});
