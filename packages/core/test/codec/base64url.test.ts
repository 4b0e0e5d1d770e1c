import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '../../src/codec/base64url.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('base64url', () => {
  it('gives the figures of RFC 4648 §10, without padding', () => {
    const rows = {
      '': '',
      f: 'Zg',
      fo: 'Zm8',
      foo: 'Zm9v',
      foob: 'Zm9vYg',
      fooba: 'Zm9vYmE',
      foobar: 'Zm9vYmFy',
    };
    for (const [plain, text] of Object.entries(rows)) {
      expect(toBase64url(bytesOf(plain))).toBe(text);
      expect(fromBase64url(text)).toEqual(bytesOf(plain));
    }
    expect(toBase64url(Uint8Array.of(0xfb, 0xff))).toBe('-_8');
  });

  it('reads back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
      }),
    );
  });

  it('writes 300 kB without running out of stack', () => {
    expect(toBase64url(new Uint8Array(300_000))).toHaveLength(400_000);
  });

  it.each([
    ['padding', 'Zg=='],
    ['the other alphabet', '+/8'],
    ['white space', 'Zm 9v'],
    ['a line end', 'Zm9v\n'],
    ['a length that no bytes have', 'Zm9vY'],
    ['one character', 'Z'],
    ['pad bits that are not zero', 'Zh'],
    ['pad bits that are not zero, of two bytes', 'Zm9'],
    ['a letter outside ASCII', 'Zmé'],
  ])('takes one spelling of a value and no other: %s is refused', (_, text) => {
    expect(fromBase64url(text)).toBeUndefined();
  });

  it('reads only what it would write', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AZaz09-_+/= '), maxLength: 12 }), (text) => {
        const bytes = fromBase64url(text);
        if (bytes !== undefined) expect(toBase64url(bytes)).toBe(text);
      }),
    );
  });
});
