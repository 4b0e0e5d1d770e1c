import { assertBytes, assertString } from './argument.ts';
import { withoutSeparators } from './typed-text.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A stable code for the fault of a base32 text. @inline */
export type Base32Fault = 'bad-character' | 'bad-length' | 'bad-padding' | 'non-zero-bits';

const REASONS: Readonly<Record<Base32Fault, string>> = {
  'bad-character': 'the text holds a character outside A-Z and 2-7',
  'bad-length': 'no whole number of bytes has this many base32 characters',
  'bad-padding': 'padding must fill the last group of eight and end the text, or be left out',
  'non-zero-bits': 'the bits left over after the last byte are not zero',
};

/** Thrown for a text that is not base32. The message never contains the text, which is usually a secret. */
export class Base32Error extends Error {
  override readonly name = 'Base32Error';
  readonly code: Base32Fault;
  /** Position in the text in UTF-16 units, from 0. `undefined` if the fault has no single position. */
  readonly position: number | undefined;

  constructor(code: Base32Fault, position?: number) {
    super(REASONS[code]);
    this.code = code;
    this.position = position;
  }
}

/**
 * Encodes bytes as base32 (RFC 4648 §6), in upper case and without padding, as otpauth URIs need it.
 *
 * @throws TypeError if `bytes` is not a Uint8Array.
 * @example
 * ```ts
 * import { encodeBase32 } from '@factorkit/core/otp';
 *
 * encodeBase32(new TextEncoder().encode('foobar')); // 'MZXW6YTBOI'
 * ```
 */
export function encodeBase32(bytes: Uint8Array): string {
  assertBytes('bytes', bytes);
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  // RFC 4648 §3.5: the bits that pad the last character are zero.
  return bits === 0 ? text : text + ALPHABET.charAt((held << (5 - bits)) & 31);
}

/** Options of {@link decodeBase32}. @inline */
export type DecodeBase32Options = {
  /**
   * For imports: drops any bits after the last whole byte and accepts any padding at the end, as authenticator apps do.
   *
   * @defaultValue `false`
   */
  readonly lenient?: boolean | undefined;
};

/**
 * Decodes base32 (RFC 4648 §6) as people and apps write it: upper or lower case, with or without padding, and with
 * white space, dashes and invisible characters between the characters. Everything else is refused: `0`, `1` and `8` are
 * not read as letters (§3.4), and left-over bits must be zero (§3.5) unless `lenient` is set, so each byte string has
 * one spelling.
 *
 * @throws TypeError if `text` is not a string or `lenient` is not a boolean.
 * @throws Base32Error, with a stable `code`, for any other text.
 * @example
 * ```ts
 * import { decodeBase32 } from '@factorkit/core/otp';
 *
 * const secret = decodeBase32('hxdm vjec jjws rb3h wizr 4ifu gftm xboz'); // 20 bytes
 * ```
 */
export function decodeBase32(text: string, { lenient = false }: DecodeBase32Options = {}): Uint8Array {
  assertString('text', text);
  if (typeof lenient !== 'boolean') throw new TypeError('lenient must be a boolean');
  const bytes: number[] = [];
  let characters = 0;
  let padding = 0;
  let held = 0;
  let bits = 0;
  let position = 0;
  for (const char of text) {
    const value = characterValue(char);
    if (value !== undefined) {
      if (padding > 0) throw new Base32Error('bad-padding', position);
      characters++;
      held = (held << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.push((held >>> bits) & 255);
      }
      held &= (1 << bits) - 1;
    } else if (char === '=') padding++;
    else if (withoutSeparators(char) !== '') throw new Base32Error('bad-character', position);
    position += char.length;
  }
  if (lenient) return Uint8Array.from(bytes);
  // RFC 4648 §6: a group ends after 2, 4, 5, 7 or 8 characters; otherwise five or more bits are left over.
  if (bits >= 5) throw new Base32Error('bad-length');
  if (padding > 0 && (padding > 6 || (characters + padding) % 8 !== 0)) throw new Base32Error('bad-padding');
  if (held !== 0) throw new Base32Error('non-zero-bits');
  return Uint8Array.from(bytes);
}

// By character code, because toUpperCase turns the dotless ı into I and the long ſ into S.
function characterValue(char: string): number | undefined {
  if (/^[A-Z]$/.test(char)) return char.charCodeAt(0) - 65;
  if (/^[a-z]$/.test(char)) return char.charCodeAt(0) - 97;
  if (/^[2-7]$/.test(char)) return char.charCodeAt(0) - 24;
  return undefined;
}
