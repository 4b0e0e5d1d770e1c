import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Base32Error, decodeBase32, encodeBase32 } from '../../src/otp/index.ts';
import { NOT_BASE32, RFC4648_ROWS } from './rfc4648-figures.ts';
import { callUntyped, thrownBy } from './untyped.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function refusal(text: string): unknown {
  const error = thrownBy(() => decodeBase32(text));
  return error instanceof Base32Error ? [error.code, error.position] : error;
}

describe('base32', () => {
  it.each(RFC4648_ROWS)('B2 B3 RFC 4648 §10: %j', (text, padded) => {
    const unpadded = padded.replaceAll('=', '');
    expect(encodeBase32(bytesOf(text))).toBe(unpadded);
    expect(decodeBase32(unpadded)).toEqual(bytesOf(text));
    expect(decodeBase32(padded)).toEqual(bytesOf(text));
  });

  it.each(NOT_BASE32)('B1 %j is refused as %s', (text, code, position) => {
    expect(refusal(text)).toEqual([code, position]);
  });

  it('B1 every character of 16 bits outside the alphabet is refused, or is a separator', () => {
    const read: string[] = [];
    for (let codePoint = 0; codePoint < 0x10000; codePoint++) {
      const char = String.fromCodePoint(codePoint);
      const error = thrownBy(() => decodeBase32(`MZXW${char}6YTB`));
      if (error === undefined) read.push(char);
    }
    const separator = /^[\p{White_Space}\p{Dash}\p{Default_Ignorable_Code_Point}]$/u;
    expect(read.every((char) => separator.test(char))).toBe(true);
    const letters: string[] = [];
    for (let codePoint = 0; codePoint < 0x10000; codePoint++) {
      const char = String.fromCodePoint(codePoint);
      const error = thrownBy(() => decodeBase32(`MZXW6YT${char}`));
      if (error === undefined) letters.push(char);
    }
    expect(letters.join('')).toBe('234567ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
  });

  it('B2 left-over bits must be zero: MZ====== is refused, MY====== is read', () => {
    expect(refusal('MZ======')).toEqual(['non-zero-bits', undefined]);
    expect(refusal('MZ')).toEqual(['non-zero-bits', undefined]);
    expect(decodeBase32('MY======')).toEqual(bytesOf('f'));
  });

  it('B2 each byte string has one spelling', () => {
    const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...alphabet) }), (text) => {
        const error = thrownBy(() => decodeBase32(text));
        if (error === undefined) expect(encodeBase32(decodeBase32(text))).toBe(text);
        else expect(error).toBeInstanceOf(Base32Error);
      }),
    );
  });

  it.each(['MY=', 'MY=====', 'MY=======', 'MZXW6YTB=', 'MZXW6YTB========', '========', 'MZXW6YTBOI='])(
    'B3 padding that does not fill the group is refused: %s',
    (text) => {
      expect(refusal(text)).toEqual(['bad-padding', undefined]);
    },
  );

  it('B3 nothing but padding and separators follows padding', () => {
    expect(refusal('MY======MY')).toEqual(['bad-padding', 8]);
    expect(refusal('M=Y=====')).toEqual(['bad-padding', 2]);
    expect(decodeBase32('MY== ==== \n')).toEqual(bytesOf('f'));
  });

  it('B3 what is encoded has no padding', () => {
    for (let length = 0; length < 20; length++) {
      expect(encodeBase32(new Uint8Array(length).fill(255))).not.toContain('=');
    }
  });

  it.each([
    ['lower case', SECRET.toLowerCase()],
    ['mixed case', 'GezdGnbvgy3tqOJQGEZDGNBVGY3TQOJQ'],
    ['groups of four with spaces', SECRET.replace(/.{4}/g, '$& ')],
    ['lower case in groups', SECRET.toLowerCase().replace(/.{4}/g, '$& ').trim()],
    ['dashes', SECRET.replace(/.{8}(?=.)/g, '$&-')],
    ['en dashes and no-break spaces', SECRET.replace(/.{8}(?=.)/g, '$&\u00a0–\u00a0')],
    ['tabs and line feeds around', `\t${SECRET}\r\n`],
  ])('S1.5 B1 a secret is read as people write it: %s', (_, text) => {
    expect(new TextDecoder().decode(decodeBase32(text))).toBe('12345678901234567890');
  });

  it('B1 letters that only look alike, or become alike in upper case, are refused', () => {
    // Dotless i, long s, Kelvin sign, Cyrillic a, full-width A and 2, Arabic-Indic 2.
    for (const char of ['\u0131', '\u017f', '\u212a', '\u0410', '\uff21', '\uff12', '\u0662']) {
      expect(refusal(`MZXW6YT${char}`)).toEqual(['bad-character', 7]);
    }
  });

  it('B2 any bytes come back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, lower) => {
        const text = encodeBase32(bytes);
        expect(text).toMatch(/^[A-Z2-7]*$/);
        expect(decodeBase32(lower ? text.toLowerCase() : text)).toEqual(bytes);
        expect(decodeBase32(text.padEnd(Math.ceil(text.length / 8) * 8, '='))).toEqual(bytes);
      }),
    );
  });

  it('B1 whatever the text, it is read or refused with a Base32Error that does not repeat it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (noise) => {
        const text = `CANARY${noise}CANARY`;
        const error = thrownBy(() => decodeBase32(text));
        if (error === undefined) return;
        expect(error).toBeInstanceOf(Base32Error);
        expect(inspect(error)).not.toContain('CANARY');
      }),
    );
  });

  it('refuses what is no text, and no bytes, by name', () => {
    expect(() => callUntyped(decodeBase32, bytesOf('MY'))).toThrow(new TypeError('text must be a string'));
    expect(() => callUntyped(encodeBase32, 'f')).toThrow(new TypeError('bytes must be a Uint8Array'));
    expect(() => callUntyped(encodeBase32, [1])).toThrow(new TypeError('bytes must be a Uint8Array'));
  });
});
