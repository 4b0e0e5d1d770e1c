import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantTimeEqual, normaliseCode, verifyHotp, verifyTotp } from '../../src/otp/index.ts';
import { RFC4226_SECRET as key } from './rfc4226-figures.ts';
import { callUntyped } from './untyped.ts';

// RFC 4226 Appendix D, counter 1; the same code as RFC 6238 Appendix B at 59 s.
const CODE = '287082';

const sameCode: readonly (readonly [string, string])[] = [
  ['as it is', '287082'],
  ['a space in the middle', '287 082'],
  ['space around, line feed and tab', ' 287082\t\r\n'],
  ['a no-break space', '287\u00a0082'],
  ['a narrow no-break space', '287\u202f082'],
  ['an ideographic space', '287\u3000082'],
  ['a hyphen', '287-082'],
  ['an en dash', '287–082'],
  ['an em dash', '287—082'],
  ['a non-breaking hyphen', '287\u2011082'],
  ['a minus sign', '287−082'],
  ['every digit apart', '2 8 7 - 0 8 2'],
  ['full-width', '287082'.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))],
  ['a full-width hyphen', '287\uff0d082'],
  ['Arabic-Indic', '٢٨٧٠٨٢'],
  ['extended Arabic-Indic', '۲۸۷۰۸۲'],
  ['Devanagari', '२८७०८२'],
  ['mathematical bold and monospace, beyond 16 bits', '𝟐𝟖𝟕𝟶𝟾𝟸'],
  ['scripts mixed', '2८٧082'],
];

const noCode: readonly (readonly [string, unknown])[] = [
  ['empty', ''],
  ['white space alone', '   '],
  ['dashes alone', '------'],
  ['five digits', '28708'],
  ['seven digits', '2870820'],
  ['seven digits, spaced', '287 082 0'],
  ['five digits, spaced', '287 08'],
  ['seven Arabic-Indic digits', '٢٨٧٠٨٢٠'],
  ['eight digits', '00287082'],
  ['a letter', '28708A'],
  ['a sign', '+287082'],
  ['a point', '287.082'],
  ['a fraction', '287082.0'],
  ['scientific notation', '287e82'],
  ['hexadecimal', '0x4616'],
  ['superscript digits', '²⁸⁷⁰⁸²'],
  ['roman numerals', 'ⅡⅧⅦⅠⅧⅡ'],
  ['circled digits', '②⑧⑦⓪⑧②'],
  ['a NUL', '287082\u0000'],
  ['a combining mark', '287082\u0301'],
  ['a lone surrogate', '28708\ud835'],
  ['the code after 60 spaces', `${' '.repeat(60)}287082`],
  ['a megabyte of spaces', ' '.repeat(1_000_000)],
  ['a megabyte of digits', '1'.repeat(1_000_000)],
  ['a number', 287082],
  ['a bigint', 287082n],
  ['a String object', new String('287082')],
  ['an array that converts', ['287082']],
  ['an object that converts', { toString: () => '287082' }],
  ['undefined', undefined],
  ['null', null],
  ['NaN', Number.NaN],
  ['a boolean', true],
];

describe('a typed code', () => {
  it.each(sameCode)('is read: %s', (_, typed) => {
    expect(normaliseCode(typed)).toBe(CODE);
    expect(verifyTotp({ key, code: typed, timeMs: 59_000 })).toEqual({ step: 1, drift: 0 });
    expect(verifyHotp({ key, code: typed, counter: 0 })).toEqual({ counter: 1 });
  });

  it.each(noCode)('of another shape is undefined and never a throw: %s', (_, typed) => {
    expect(normaliseCode(typed)).toBeUndefined();
    expect(verifyTotp({ key, code: typed, timeMs: 59_000 })).toBeUndefined();
    expect(verifyHotp({ key, code: typed, counter: 0 })).toBeUndefined();
  });

  it('of another length is undefined for each number of digits', () => {
    for (const digits of [6, 7, 8] as const) {
      for (let length = 0; length <= 10; length++) {
        const typed = '1'.repeat(length);
        expect(normaliseCode(typed, digits)).toBe(length === digits ? typed : undefined);
      }
    }
  });

  it('is read up to 64 characters', () => {
    expect(normaliseCode(`${' '.repeat(58)}287082`)).toBe(CODE);
    expect(normaliseCode(`${' '.repeat(59)}287082`)).toBeUndefined();
  });

  it('is read in every decimal numbering system of the runtime', () => {
    const systems = Intl.supportedValuesOf('numberingSystem');
    const digitsOf = (system: string): string =>
      new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false }).format(9_876_543_210);
    const decimal = systems.filter((system) => /^\p{Nd}{10}$/u.test(digitsOf(system)));
    expect(decimal.length).toBeGreaterThan(40);
    for (const system of decimal) {
      const digits = [...digitsOf(system)];
      expect(normaliseCode(digits.slice(0, 6).join(''))).toBe('987654');
      expect(normaliseCode(digits.slice(4).join(''))).toBe('543210');
    }
  });

  it('whatever it is, is a code of the right length or undefined', () => {
    const piece = fc.oneof(fc.constantFrom('1', '٢', '3', ' ', '-', '\u2003'), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (typed) => {
          expect(normaliseCode(typed) ?? '000000').toMatch(/^[0-9]{6}$/);
        },
      ),
    );
  });

  it('separators do not change it, wherever they stand', () => {
    const separator = fc.constantFrom(' ', '-', '\u00a0', '–', '');
    fc.assert(
      fc.property(fc.array(separator, { minLength: 7, maxLength: 7 }), (between) => {
        const typed = [...CODE].map((digit, index) => `${between[index]}${digit}`).join('') + between[6];
        expect(normaliseCode(typed)).toBe(CODE);
      }),
    );
  });

  it('a bad setting is thrown even where the code is misshapen', () => {
    expect(() => callUntyped(verifyTotp, { key, code: '', timeMs: Number.NaN })).toThrow(/^timeMs/);
    expect(() => verifyTotp({ key: new Uint8Array(3), code: '', timeMs: 0 })).toThrow(/^key/);
    expect(() => Reflect.apply(normaliseCode, undefined, ['287082', 5])).toThrow(/^digits/);
  });
});

describe('constantTimeEqual', () => {
  it('tells equal bytes from others', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        expect(constantTimeEqual(a, Uint8Array.from(a))).toBe(true);
        expect(constantTimeEqual(a, b)).toBe(
          a.length === b.length && a.every((byte, index) => byte === b[index]),
        );
      }),
    );
  });

  it('sees a difference of one bit in any place, and of length', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, index) => index);
    for (let bit = 0; bit < 256; bit++) {
      const other = Uint8Array.from(bytes);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(constantTimeEqual(bytes, other)).toBe(false);
    }
    expect(constantTimeEqual(bytes, bytes.subarray(1))).toBe(false);
    expect(constantTimeEqual(bytes.subarray(0, 31), bytes)).toBe(false);
  });

  it('refuses what is no bytes', () => {
    expect(() => Reflect.apply(constantTimeEqual, undefined, ['a', new Uint8Array(1)])).toThrow(
      new TypeError('a must be a Uint8Array'),
    );
    expect(() => Reflect.apply(constantTimeEqual, undefined, [new Uint8Array(1), [0]])).toThrow(
      new TypeError('b must be a Uint8Array'),
    );
  });
});
