import { describe, expect, it, vi } from 'vitest';
import { encodeBase32, generateSecret, prepareKey } from '../../src/otp/index.ts';
import { callUntyped } from './untyped.ts';

describe('generateSecret', () => {
  it('H1 T2 is as long as the hash puts out: 20 bytes by default, 32 and 64', () => {
    expect(generateSecret()).toHaveLength(20);
    expect(generateSecret({})).toHaveLength(20);
    expect(generateSecret({ algorithm: 'SHA1' })).toHaveLength(20);
    expect(generateSecret({ algorithm: 'SHA256' })).toHaveLength(32);
    expect(generateSecret({ algorithm: 'SHA512' })).toHaveLength(64);
  });

  it('T3 ten thousand secrets are all different', () => {
    const secrets = new Set(Array.from({ length: 10_000 }, () => encodeBase32(generateSecret())));
    expect(secrets.size).toBe(10_000);
  });

  it('T3 every bit is sometimes set and sometimes not', () => {
    const secrets = Array.from({ length: 200 }, () => generateSecret());
    for (let index = 0; index < 20; index++) {
      expect(secrets.reduce((bits, secret) => bits | (secret[index] ?? 0), 0)).toBe(255);
      expect(secrets.reduce((bits, secret) => bits & (secret[index] ?? 255), 255)).toBe(0);
    }
  });

  it('T3 takes all its bytes from the random source of the runtime', () => {
    const source = vi.spyOn(globalThis.crypto, 'getRandomValues');
    const secret = generateSecret({ algorithm: 'SHA256' });
    expect(source.mock.results.map(({ value }) => value)).toEqual([secret]);
    source.mockRestore();
  });

  it('T3 or from the one passed, asked once for the length, and copies what it gave', () => {
    const pool = Uint8Array.from({ length: 20 }, (_, index) => index);
    const asked: number[] = [];
    const secret = generateSecret({
      random: (length) => {
        asked.push(length);
        return pool;
      },
    });
    expect(asked).toEqual([20]);
    expect(secret).toEqual(Uint8Array.from(pool));
    pool.fill(255);
    expect(secret[5]).toBe(5);
  });

  it('T3 refuses a random source that gives too little, too much or no bytes', () => {
    for (const length of [0, 19, 21]) {
      expect(() => generateSecret({ random: () => new Uint8Array(length) })).toThrow(
        new RangeError('the result of random must have 20 bytes'),
      );
    }
    expect(() => callUntyped(generateSecret, { random: () => 'x'.repeat(20) })).toThrow(
      new TypeError('the result of random must be a Uint8Array'),
    );
    expect(() => callUntyped(generateSecret, { random: 4 })).toThrow(
      new TypeError('random must be a function'),
    );
  });

  it('T2 refuses an unknown algorithm', () => {
    expect(() => callUntyped(generateSecret, { algorithm: 'MD5' })).toThrow(
      new RangeError('algorithm must be SHA1, SHA256 or SHA512'),
    );
  });

  it('H1 makes what prepareKey takes', () => {
    for (const algorithm of ['SHA1', 'SHA256', 'SHA512'] as const) {
      expect(prepareKey({ secret: generateSecret({ algorithm }), algorithm }).algorithm).toBe(algorithm);
    }
  });
});
