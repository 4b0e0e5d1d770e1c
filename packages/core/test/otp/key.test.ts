import { inspect } from 'node:util';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import {
  encodeBase32,
  generateHotp,
  generateTotp,
  prepareKey,
  verifyHotp,
  verifyTotp,
} from '../../src/otp/index.ts';
import { RFC6238_SECRETS } from './rfc6238-figures.ts';
import { callUntyped, thrownBy } from './untyped.ts';

const secret = RFC6238_SECRETS.SHA1;
const algorithms = ['SHA1', 'SHA256', 'SHA512'] as const;

describe('prepareKey', () => {
  it('H1 refuses 15 bytes and takes 16', () => {
    expect(() => prepareKey({ secret: new Uint8Array(15) })).toThrow(
      new RangeError('secret must have at least 16 bytes'),
    );
    expect(prepareKey({ secret: new Uint8Array(16) }).algorithm).toBe('SHA1');
  });

  it('H1 takes 10 bytes of another system only when told to, and 9 never', () => {
    const short = (length: number, allowShortSecret?: boolean) => () =>
      prepareKey({ secret: new Uint8Array(length), allowShortSecret });
    expect(short(10, true)).not.toThrow();
    expect(short(10, false)).toThrow(RangeError);
    expect(short(10)).toThrow(RangeError);
    expect(short(9, true)).toThrow(new RangeError('secret must have at least 10 bytes'));
    expect(short(0, true)).toThrow(RangeError);
  });

  it.each(['true', 1, null, {}])('H1 allowShortSecret is not coerced: %o', (allowShortSecret) => {
    expect(() => callUntyped(prepareKey, { secret: new Uint8Array(10), allowShortSecret })).toThrow(
      new TypeError('allowShortSecret must be a boolean'),
    );
  });

  it('gives the codes of the bytes it was made from', () => {
    for (const algorithm of algorithms) {
      const bytes = RFC6238_SECRETS[algorithm];
      const key = prepareKey({ secret: bytes, algorithm });
      expect(generateHotp({ key, counter: 1 })).toBe(generateHotp({ key: bytes, counter: 1, algorithm }));
    }
  });

  it('takes keys longer than a hash block, and buffers', () => {
    const long = new Uint8Array(200).fill(7);
    expect(generateHotp({ key: prepareKey({ secret: long }), counter: 0 })).toMatch(/^\d{6}$/);
    expect(generateHotp({ key: Buffer.from(secret), counter: 0 })).toBe('755224');
  });

  it('is not changed by what becomes of the bytes later', () => {
    const bytes = Uint8Array.from(secret);
    const key = prepareKey({ secret: bytes });
    const before = generateHotp({ key, counter: 0 });
    bytes.fill(0);
    expect(generateHotp({ key, counter: 0 })).toBe(before);
    expect(before).toBe('755224');
  });

  it('keys used in turn do not disturb each other', () => {
    const other = prepareKey({ secret: new Uint8Array(20).fill(9) });
    const key = prepareKey({ secret });
    const first = [generateHotp({ key, counter: 0 }), generateHotp({ key: other, counter: 0 })];
    const second = [generateHotp({ key, counter: 0 }), generateHotp({ key: other, counter: 0 })];
    expect(second).toEqual(first);
    expect(first[0]).not.toBe(first[1]);
  });
});

describe('an OtpKey', () => {
  const key = prepareKey({ secret });

  it('does not print its secret, whatever prints it', () => {
    const prints = [
      String(key),
      `${key}`,
      JSON.stringify({ key }),
      inspect(key, { showHidden: true, depth: Number.POSITIVE_INFINITY, customInspect: true }),
      inspect(key, { showHidden: true, depth: Number.POSITIVE_INFINITY, customInspect: false }),
      JSON.stringify(Object.getOwnPropertyDescriptors(key)),
    ];
    const text = new TextDecoder().decode(secret);
    const spellings = [
      text,
      bytesToHex(secret),
      encodeBase32(secret),
      [...secret].join(','),
      [...secret].join(', '),
    ];
    for (const print of prints) {
      expect(print).toContain('SHA1');
      for (const spelling of spellings) expect(print).not.toContain(spelling);
    }
    expect(inspect({ key })).toBe('{ key: OtpKey(SHA1) }');
  });

  it('is frozen', () => {
    expect(Object.isFrozen(key)).toBe(true);
  });

  it('cannot be imitated: a copy is refused by name', () => {
    const refusal = new TypeError('key must be an OtpKey made by prepareKey, or a Uint8Array');
    for (const imitation of [
      { ...key },
      Object.create(key),
      { algorithm: 'SHA1' },
      'secret',
      null,
      undefined,
      [1],
    ]) {
      expect(() => callUntyped(generateHotp, { key: imitation, counter: 0 })).toThrow(refusal);
    }
  });
});

describe('the key of a call', () => {
  const timeMs = 59_000;
  const calls: readonly (readonly [string, (input: object) => unknown])[] = [
    ['generateHotp', (input) => callUntyped(generateHotp, { counter: 0, ...input })],
    ['verifyHotp', (input) => callUntyped(verifyHotp, { counter: 0, code: '755224', ...input })],
    ['generateTotp', (input) => callUntyped(generateTotp, { timeMs, ...input })],
    ['verifyTotp', (input) => callUntyped(verifyTotp, { timeMs, code: '287082', ...input })],
  ];

  it.each(calls)('H1 %s refuses 15 bytes, and 10 unless told to take them', (_, call) => {
    expect(() => call({ key: new Uint8Array(15) })).toThrow(
      new RangeError('key must have at least 16 bytes'),
    );
    expect(() => call({ key: new Uint8Array(10), allowShortSecret: true })).not.toThrow();
    expect(() => call({ key: new Uint8Array(9), allowShortSecret: true })).toThrow(RangeError);
  });

  it.each(calls)('%s refuses an algorithm other than that of the prepared key', (_, call) => {
    const key = prepareKey({ secret, algorithm: 'SHA256' });
    expect(() => call({ key, algorithm: 'SHA1' })).toThrow(
      new TypeError('algorithm is not that of the prepared key'),
    );
    expect(() => call({ key, algorithm: 'SHA256' })).not.toThrow();
    expect(() => call({ key })).not.toThrow();
  });

  it.each(calls)('%s refuses unknown algorithms by name', (_, call) => {
    for (const algorithm of ['sha1', 'SHA-1', 'MD5', '', 'toString', '__proto__']) {
      expect(() => call({ key: secret, algorithm })).toThrow(
        new RangeError('algorithm must be SHA1, SHA256 or SHA512'),
      );
    }
    for (const algorithm of [1, null, ['SHA1']]) {
      expect(() => call({ key: secret, algorithm })).toThrow(new TypeError('algorithm must be a string'));
    }
  });

  it.each(calls)('%s refuses text as a key and does not repeat it', (_, call) => {
    const canary = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    const error = thrownBy(() => call({ key: canary }));
    expect(error).toBeInstanceOf(TypeError);
    expect(inspect(error)).not.toContain(canary);
  });

  it('prepareKey refuses text as a secret and does not repeat it', () => {
    const canary = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    const error = thrownBy(() => callUntyped(prepareKey, { secret: canary }));
    expect(error).toEqual(new TypeError('secret must be a Uint8Array'));
    expect(inspect(error)).not.toContain(canary);
  });
});
