import { assertBytes, assertString } from './argument.ts';
import { withoutSeparators } from './typed-text.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What is wrong with a base32 text, as a stable word. */
export type Base32Fault = 'bad-character' | 'bad-length' | 'bad-padding' | 'non-zero-bits';

const REASONS: Readonly<Record<Base32Fault, string>> = {
  'bad-character': 'the text holds a character outside A-Z and 2-7',
  'bad-length': 'no whole number of bytes has this many base32 characters',
  'bad-padding': 'padding must fill the last group of eight and end the text, or be left out',
  'non-zero-bits': 'the bits left over after the last byte are not zero',
};

/** A text that is not base32. The message never holds the text, which is a secret as a rule. */
export class Base32Error extends Error {
  override readonly name = 'Base32Error';
  readonly code: Base32Fault;
  /** Where in the text, counted in UTF-16 units from 0; `undefined` where no single place is wrong. */
  readonly position: number | undefined;

  constructor(code: Base32Fault, position?: number) {
    super(REASONS[code]);
    this.code = code;
    this.position = position;
  }
}

/**
 * Bytes as base32 (RFC 4648 §6), upper case and without padding, as otpauth URIs want it.
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

/** What {@link decodeBase32} may be told. */
export interface DecodeBase32Options {
  /**
   * For imports: drops the bits after the last whole byte, of any number and value, and takes any amount of padding at
   * the end, as authenticator apps do. Default `false`.
   */
  readonly lenient?: boolean | undefined;
}

/**
 * Reads base32 (RFC 4648 §6) as people and apps write it: upper or lower case, padded or not, with white space,
 * dashes of any kind and invisible characters between the characters. It reads nothing else: `0`, `1` and `8` are not
 * taken for letters (§3.4), and each byte string has one spelling, because left-over bits must be zero (§3.5), unless
 * `lenient` is set.
 *
 * @throws TypeError if `text` is not a string or `lenient` not a boolean.
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

// By code, not by toUpperCase, which would turn the dotless ı into I and the long ſ into S.
function characterValue(char: string): number | undefined {
  if (/^[A-Z]$/.test(char)) return char.charCodeAt(0) - 65;
  if (/^[a-z]$/.test(char)) return char.charCodeAt(0) - 97;
  if (/^[2-7]$/.test(char)) return char.charCodeAt(0) - 24;
  return undefined;
}
