import { inspect } from 'node:util';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { buildOtpauthUri, OtpauthUriError, otpauthWarnings, parseOtpauthUri } from '../../src/otp/index.ts';
import { KEY_URI_EXAMPLES, KEY_URI_LABELS } from './keyuri-figures.ts';
import { callUntyped, NOT_WHOLE_NUMBERS, thrownBy } from './untyped.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const secret = new TextEncoder().encode('12345678901234567890');
const base = { type: 'totp', secret, account: 'alice', issuer: 'ACME Co' } as const;

function faultOf(uri: string): unknown {
  const error = thrownBy(() => parseOtpauthUri(uri));
  return error instanceof OtpauthUriError ? error.code : error;
}

describe('buildOtpauthUri', () => {
  it('U1 S2.4 carries type, issuer, account and secret', () => {
    expect(buildOtpauthUri(base)).toBe(`otpauth://totp/ACME%20Co:alice?secret=${SECRET}&issuer=ACME%20Co`);
    expect(buildOtpauthUri({ ...base, type: 'hotp', counter: 5 })).toBe(
      `otpauth://hotp/ACME%20Co:alice?secret=${SECRET}&issuer=ACME%20Co&counter=5`,
    );
    expect(buildOtpauthUri({ type: 'totp', secret, account: 'alice' })).toBe(
      `otpauth://totp/alice?secret=${SECRET}`,
    );
  });

  it.each(KEY_URI_EXAMPLES)('U1 the example of the format is built: $account', (example) => {
    const built = buildOtpauthUri({
      type: 'totp',
      secret: hexToBytes(example.secretHex),
      issuer: example.issuer,
      account: example.account,
      allowShortSecret: true,
    });
    expect(built).toBe(example.uri.replace('&algorithm=SHA1&digits=6&period=30', ''));
  });

  it('U1 a counter is required for hotp', () => {
    expect(() => callUntyped(buildOtpauthUri, { ...base, type: 'hotp' })).toThrow(
      new TypeError('counter must be a number'),
    );
  });

  it.each([undefined, 'TOTP', 'steam', '', 1])('U1 another type is refused: %o', (type) => {
    expect(() => callUntyped(buildOtpauthUri, { ...base, type })).toThrow(
      new RangeError('type must be totp or hotp'),
    );
  });

  it('U2 a colon in issuer or account is refused with the reason', () => {
    expect(() => buildOtpauthUri({ ...base, issuer: 'ACME: Berlin' })).toThrow(
      new RangeError('issuer must not contain a colon: apps split issuer and account at it'),
    );
    expect(() => buildOtpauthUri({ ...base, account: 'a:b' })).toThrow(
      new RangeError('account must not contain a colon: apps split issuer and account at it'),
    );
  });

  it('U2 spaces are %20 and plus signs %2B, for apps show a plus as it stands', () => {
    const uri = buildOtpauthUri({ ...base, issuer: 'ACME & Co + Söhne', account: 'a+b@example.com' });
    expect(uri).toContain('/ACME%20%26%20Co%20%2B%20S%C3%B6hne:a%2Bb@example.com?');
    expect(uri).toContain('&issuer=ACME%20%26%20Co%20%2B%20S%C3%B6hne');
    expect(uri).not.toMatch(/[+ ]/);
  });

  it('U2 empty, missing, ill-formed and non-text parts are refused by name', () => {
    const call = (part: object) => () => callUntyped(buildOtpauthUri, { ...base, ...part });
    expect(call({ account: '' })).toThrow(new RangeError('account must not be empty'));
    expect(call({ issuer: '' })).toThrow(new RangeError('issuer must not be empty'));
    expect(call({ account: undefined })).toThrow(new TypeError('account must be a string'));
    expect(call({ issuer: null })).toThrow(new TypeError('issuer must be a string'));
    expect(call({ issuer: '\ud800' })).toThrow(new RangeError('issuer must be well-formed Unicode'));
    expect(call({ account: 'a\udc00' })).toThrow(new RangeError('account must be well-formed Unicode'));
  });

  it('U3 what is not the default is stated, in upper case', () => {
    expect(buildOtpauthUri({ ...base, algorithm: 'SHA512', digits: 8, periodSeconds: 60 })).toBe(
      `otpauth://totp/ACME%20Co:alice?secret=${SECRET}&issuer=ACME%20Co&algorithm=SHA512&digits=8&period=60`,
    );
  });

  it('U3 the defaults are left out', () => {
    expect(buildOtpauthUri({ ...base, algorithm: 'SHA1', digits: 6, periodSeconds: 30 })).toBe(
      buildOtpauthUri(base),
    );
  });

  it('B3 the secret has no padding', () => {
    for (let length = 16; length < 40; length++) {
      const [, text] =
        /secret=([^&]*)/.exec(buildOtpauthUri({ ...base, secret: new Uint8Array(length) })) ?? [];
      expect(text).toMatch(/^A+$/);
    }
  });

  it('H1 a short secret is refused unless told otherwise', () => {
    const short = { ...base, secret: new Uint8Array(10) };
    expect(() => buildOtpauthUri(short)).toThrow(new RangeError('secret must have at least 16 bytes'));
    expect(buildOtpauthUri({ ...short, allowShortSecret: true })).toContain(`secret=${'A'.repeat(16)}&`);
  });

  it.each(NOT_WHOLE_NUMBERS)('U3 period and counter that are %s are refused by name', (_, value, error) => {
    const period = () => callUntyped(buildOtpauthUri, { ...base, periodSeconds: value });
    const counter = () => callUntyped(buildOtpauthUri, { ...base, type: 'hotp', counter: value });
    expect(period).toThrow(error);
    expect(period).toThrow(/^periodSeconds must be/);
    expect(counter).toThrow(error);
    expect(counter).toThrow(/^counter must be/);
  });
});

describe('otpauthWarnings', () => {
  it('U3 names what apps may ignore', () => {
    expect(otpauthWarnings(base)).toEqual([]);
    expect(otpauthWarnings({ ...base, algorithm: 'SHA256' })).toEqual(['algorithm-may-be-ignored']);
    expect(otpauthWarnings({ ...base, digits: 8 })).toEqual(['digits-may-be-ignored']);
    expect(otpauthWarnings({ ...base, periodSeconds: 60 })).toEqual(['period-may-be-ignored']);
    expect(otpauthWarnings({ algorithm: 'SHA512', digits: 7, periodSeconds: 15 })).toEqual([
      'issuer-missing',
      'algorithm-may-be-ignored',
      'digits-may-be-ignored',
      'period-may-be-ignored',
    ]);
  });

  it('U3 refuses what could stand in no URI', () => {
    expect(() => callUntyped(otpauthWarnings, { algorithm: 'MD5' })).toThrow(RangeError);
    expect(() => callUntyped(otpauthWarnings, { digits: 9 })).toThrow(RangeError);
    expect(() => callUntyped(otpauthWarnings, { periodSeconds: 0 })).toThrow(RangeError);
  });
});

describe('parseOtpauthUri', () => {
  it.each(KEY_URI_EXAMPLES)('U1 the example of the format is read: $account', (example) => {
    const { secret: bytes, ...rest } = parseOtpauthUri(example.uri, { allowShortSecret: true });
    expect(bytesToHex(bytes)).toBe(example.secretHex);
    expect(rest).toEqual({
      type: 'totp',
      issuer: example.issuer,
      account: example.account,
      algorithm: 'SHA1',
      digits: 6,
      periodSeconds: 30,
    });
  });

  it.each(KEY_URI_LABELS)('U1 U2 the label %s is read', (label, issuer, account) => {
    const parsed = parseOtpauthUri(`otpauth://totp/${label}?secret=${SECRET}`);
    expect([parsed.issuer, parsed.account]).toEqual([issuer, account]);
  });

  it('U1 scheme and type in any case, white space around, a fragment behind', () => {
    const parsed = parseOtpauthUri(` OTPAuth://HOTP/alice?secret=${SECRET}&counter=9007199254740991#x\n`);
    expect(parsed).toEqual({
      type: 'hotp',
      secret,
      issuer: undefined,
      account: 'alice',
      algorithm: 'SHA1',
      digits: 6,
      counter: Number.MAX_SAFE_INTEGER,
    });
  });

  it('U2 where prefix and parameter differ, the parameter counts; an empty one does not', () => {
    const read = (rest: string) => parseOtpauthUri(`otpauth://totp/${rest}&secret=${SECRET}`);
    expect(read('Old:alice?issuer=New')).toMatchObject({ issuer: 'New', account: 'alice' });
    expect(read('Old:alice?issuer=')).toMatchObject({ issuer: 'Old', account: 'alice' });
    expect(read('alice?issuer=New')).toMatchObject({ issuer: 'New', account: 'alice' });
    expect(read(':alice?x=')).toMatchObject({ issuer: undefined, account: 'alice' });
  });

  it('U2 a plus is a plus', () => {
    const uri = `otpauth://totp/a+b?secret=${SECRET}&issuer=A+B`;
    expect(parseOtpauthUri(uri)).toMatchObject({ issuer: 'A+B', account: 'a+b' });
  });

  it('U3 algorithm, digits and period are read, the algorithm in lower case too', () => {
    const uri = `otpauth://totp/a?secret=${SECRET}&algorithm=sha512&digits=8&period=45&image=x&color=y`;
    expect(parseOtpauthUri(uri)).toMatchObject({ algorithm: 'SHA512', digits: 8, periodSeconds: 45 });
  });

  it.each([
    ['lower case', SECRET.toLowerCase()],
    ['padded, the padding raw', 'GEZDGNBVGY3TQOJQGEZDGNBVGY======'],
    ['padded, the padding encoded', 'GEZDGNBVGY3TQOJQGEZDGNBVGY%3D%3D%3D%3D%3D%3D'],
    ['spaced', 'gezd%20gnbv%20gy3t%20qojq%20gezd%20gnbv%20gy3t%20qojq'],
    ['dashed', 'GEZDGNBV-GY3TQOJQ-GEZDGNBV-GY3TQOJQ'],
  ])('B3 the secret is read: %s', (_, text) => {
    const { secret: bytes } = parseOtpauthUri(`otpauth://totp/a?secret=${text}`);
    expect('12345678901234567890'.startsWith(new TextDecoder().decode(bytes))).toBe(true);
    expect(bytes.length).toBeGreaterThanOrEqual(16);
  });

  const good = `secret=${SECRET}`;
  const faults: readonly (readonly [string, string])[] = [
    ['wrong-scheme', ''],
    ['wrong-scheme', `https://totp/a?${good}`],
    ['wrong-scheme', `otpauth:totp/a?${good}`],
    ['wrong-scheme', 'otpauth-migration://offline?data=CANARY'],
    ['wrong-scheme', SECRET],
    ['wrong-type', `otpauth://steam/a?${good}`],
    ['wrong-type', `otpauth:///totp/a?${good}`],
    ['wrong-type', `otpauth://?${good}`],
    ['missing-account', `otpauth://totp/?${good}`],
    ['missing-account', `otpauth://totp?${good}`],
    ['missing-account', `otpauth://totp/ACME:?${good}`],
    ['missing-account', `otpauth://totp/ACME:%20%20?${good}`],
    ['ambiguous-colon', `otpauth://totp/ACME:a:b?${good}`],
    ['ambiguous-colon', `otpauth://totp/ACME%3Aa%3Ab?${good}`],
    ['ambiguous-colon', `otpauth://totp/a?${good}&issuer=AC%3AME`],
    ['missing-secret', 'otpauth://totp/a'],
    ['missing-secret', 'otpauth://totp/a?'],
    ['missing-secret', 'otpauth://totp/a?secret='],
    ['missing-secret', 'otpauth://totp/a?issuer=b'],
    ['bad-secret', 'otpauth://totp/a?secret=CANARY01CANARY01CANARY01CANARY01'],
    ['bad-secret', 'otpauth://totp/a?secret=MZ======'],
    ['short-secret', 'otpauth://totp/a?secret=JBSWY3DPEHPK3PXP'],
    ['short-secret', 'otpauth://totp/a?secret=%20'],
    ['unknown-algorithm', `otpauth://totp/a?${good}&algorithm=MD5`],
    ['unknown-algorithm', `otpauth://totp/a?${good}&algorithm=`],
    ['bad-digits', `otpauth://totp/a?${good}&digits=5`],
    ['bad-digits', `otpauth://totp/a?${good}&digits=06`],
    ['bad-digits', `otpauth://totp/a?${good}&digits=9`],
    ['bad-period', `otpauth://totp/a?${good}&period=0`],
    ['bad-period', `otpauth://totp/a?${good}&period=-30`],
    ['bad-period', `otpauth://totp/a?${good}&period=1e3`],
    ['bad-period', `otpauth://totp/a?${good}&period=30.5`],
    ['missing-counter', `otpauth://hotp/a?${good}`],
    ['bad-counter', `otpauth://hotp/a?${good}&counter=`],
    ['bad-counter', `otpauth://hotp/a?${good}&counter=9007199254740992`],
    ['bad-counter', `otpauth://hotp/a?${good}&counter=0x1`],
    ['repeated-parameter', `otpauth://totp/a?${good}&${good}`],
    ['repeated-parameter', `otpauth://totp/a?${good}&%73ecret=CANARY`],
    ['bad-encoding', `otpauth://totp/%E0?${good}`],
    ['bad-encoding', `otpauth://totp/a?${good}&issuer=%`],
  ];

  it.each(faults)('U1 U2 U3 %s is named: %s', (fault, uri) => {
    expect(faultOf(uri)).toBe(fault);
  });

  it.each(faults)('the error of %s repeats neither secret nor URI: %s', (_, uri) => {
    const print = inspect(thrownBy(() => parseOtpauthUri(uri)));
    expect(print).not.toContain(SECRET);
    expect(print).not.toContain('CANARY');
    expect(print).not.toContain('JBSWY3DPEHPK3PXP');
  });

  it('H1 a short secret is read when told to, and never one under 10 bytes', () => {
    const read = (text: string) => () =>
      parseOtpauthUri(`otpauth://totp/a?secret=${text}`, { allowShortSecret: true }).secret.length;
    expect(read('JBSWY3DPEHPK3PXP')()).toBe(10);
    expect(read('JBSWY3DPEHPK3')).toThrow(OtpauthUriError);
    expect(() => Reflect.apply(parseOtpauthUri, undefined, ['', { allowShortSecret: 'yes' }])).toThrow(
      new TypeError('allowShortSecret must be a boolean'),
    );
  });

  it('what is no text is refused by name', () => {
    for (const uri of [undefined, null, 7, new URL(`otpauth://totp/a?${good}`)]) {
      expect(() => callUntyped(parseOtpauthUri, uri)).toThrow(new TypeError('uri must be a string'));
    }
  });
});
