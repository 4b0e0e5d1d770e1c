import { expect, it } from 'vitest';
import { readBackupCode } from '../../src/factors/backup-code.ts';
import { decodeBase32, normaliseCode, withAsciiDigits } from '../../src/otp/index.ts';

const named: readonly (readonly [string, string])[] = [
  ['U+00AD soft hyphen', '\u00ad'],
  ['U+061C Arabic letter mark', '\u061c'],
  ['U+180E Mongolian vowel separator', '\u180e'],
  ['U+200B zero-width space', '\u200b'],
  ['U+200E left-to-right mark', '\u200e'],
  ['U+2028 line separator', '\u2028'],
  ['U+2060 word joiner', '\u2060'],
  ['U+3164 Hangul filler', '\u3164'],
  ['U+FE0F variation selector', '\ufe0f'],
  ['U+FEFF byte order mark', '\ufeff'],
  ['U+E0020 tag space, beyond 16 bits', '\u{e0020}'],
];

function expectRead(before: string, after = before): void {
  expect(normaliseCode(`${before}287${after}082${after}`)).toBe('287082');
  expect(readBackupCode(`${before}k7dn${after}-4Q2X${after}`)).toBe('K7DN4Q2X');
  expect(decodeBase32(`${before}MZXW${after}6ytb${after}`)).toEqual(new TextEncoder().encode('fooba'));
}

it.each(named)('FC1 S1.5 S2.9 %s in a code, a backup code or a secret is dropped', (_, char) => {
  expectRead(char);
});

it('FC1 a directional embedding around what was copied is dropped', () => {
  expectRead('\u202a', '\u202c');
});

it('FC1 every White_Space and Default_Ignorable_Code_Point of Unicode is dropped by all three readers', () => {
  let dropped = 0;
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    const char = String.fromCodePoint(codePoint);
    if (!/^[\p{White_Space}\p{Default_Ignorable_Code_Point}]$/u.test(char)) continue;
    expectRead(char);
    dropped++;
  }
  // Unicode 16: 25 of one and 4,174 of the other. Later versions may add some.
  expect(dropped).toBeGreaterThanOrEqual(4199);
});

it('FC1 every decimal digit of Unicode is the digit of its value', () => {
  expect(withAsciiDigits('٠١٢٣٤٥٦٧٨٩ ०१२३४५६७८९ ０１２３４５６７８９ 𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟘')).toBe(
    '0123456789 0123456789 0123456789 01234567890',
  );
  expect(withAsciiDigits('²Ⅱ②½a')).toBe('²Ⅱ②½a');
});

it.each([
  ['a combining mark', '\u0301'],
  ['a control character', '\u0007'],
  ['a private-use character', '\ue000'],
  ['a lone surrogate', '\ud835'],
])('FC1 %s is not dropped', (_, char) => {
  expect(normaliseCode(`287${char}082`)).toBeUndefined();
  expect(readBackupCode(`K7DN${char}4Q2X`)).toBeUndefined();
  expect(() => decodeBase32(`MZXW${char}6YTB`)).toThrow('outside A-Z');
});
