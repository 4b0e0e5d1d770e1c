import { createSeededRandom } from '@factorkit/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '../../src/codec/base64url.ts';
import { openEnvelope, sealEnvelope } from '../../src/codec/envelope.ts';
import { ringOf, withOneCharacterChanged } from './sample-keyring.ts';

const keyring = ringOf('a');
const plain = new TextEncoder().encode('SECRET-CANARY-1234567890');
const base = { keyring, purpose: 'seal', associated: 'place' } as const;
const seal = (changes: Partial<Parameters<typeof sealEnvelope>[0]> = {}): string =>
  sealEnvelope({ ...base, plain, random: createSeededRandom(1), ...changes });
const open = (text: string, changes: Partial<Parameters<typeof openEnvelope>[0]> = {}) =>
  openEnvelope({ ...base, text, ...changes });

describe('an envelope', () => {
  it('names its key, and opens to what was sealed', () => {
    const text = seal();
    expect(text).toMatch(/^a\.[A-Za-z0-9_-]+$/);
    expect(open(text)).toEqual(plain);
  });

  it('opens to any bytes, also to none, under any associated text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary' }), (bytes, associated) => {
        expect(open(seal({ plain: bytes, associated }), { associated })).toEqual(bytes);
      }),
    );
  });

  it('asks for 24 fresh bytes of nonce each time, so that the same never seals to the same', () => {
    const asked: number[] = [];
    const source = createSeededRandom(5);
    const random = (length: number) => {
      asked.push(length);
      return source(length);
    };
    expect(seal({ random })).not.toBe(seal({ random }));
    expect(asked).toEqual([24, 24]);
  });

  it('H8 does not contain what was sealed', () => {
    const bytes = Buffer.from(seal().slice(2), 'base64url');
    expect(bytes.includes('CANARY')).toBe(false);
    expect(bytes).toHaveLength(24 + plain.length + 16);
  });

  it('H8 fails closed with any one byte flipped, in nonce, ciphertext and tag', () => {
    const bytes = fromBase64url(seal().slice(2)) ?? new Uint8Array();
    expect(bytes.length).toBeGreaterThan(40);
    for (const index of bytes.keys()) {
      for (const bit of [1, 128, 255]) {
        const flipped = bytes.with(index, (bytes[index] ?? 0) ^ bit);
        expect(open(`a.${toBase64url(flipped)}`)).toBeUndefined();
      }
    }
  });

  it('H8 fails closed with any one character changed, cut or added', () => {
    const text = seal();
    for (const changed of withOneCharacterChanged(text, 2)) expect(open(changed)).toBeUndefined();
    for (let length = 0; length < text.length; length++) expect(open(text.slice(0, length))).toBeUndefined();
    for (const more of ['A', 'AA', 'AAAA', '=', '.', ' ', '\n']) expect(open(text + more)).toBeUndefined();
  });

  it.each([
    '',
    '.',
    'a',
    'a.',
    '.AAAA',
    'b.AAAA',
    'a.AAAA',
    `a.${'A'.repeat(32)}`,
    `a.${'A'.repeat(64)}`,
    '__proto__.AAAA',
  ])('is not: %j', (text) => expect(open(text)).toBeUndefined());

  it('does not open for another purpose, although the key is the same', () => {
    expect(open(seal({ purpose: 'token' }))).toBeUndefined();
    expect(open(seal(), { purpose: 'token' })).toBeUndefined();
  });

  it.each(['', 'Place', 'place ', 'place\0', 'plac'])('does not open at another place: %j', (associated) => {
    expect(open(seal(), { associated })).toBeUndefined();
  });

  it('opens after a rotation, as long as its key is in the ring', () => {
    const old = seal();
    const rotated = ringOf('b', 'a');
    expect(open(old, { keyring: rotated })).toEqual(plain);
    expect(seal({ keyring: rotated })).toMatch(/^b\./);
    expect(open(old, { keyring: ringOf('b') })).toBeUndefined();
    expect(open(seal({ keyring: rotated }))).toBeUndefined();
  });

  it('does not open under the name of another key of the ring', () => {
    const rotated = ringOf('b', 'a');
    expect(open(`b.${seal().slice(2)}`, { keyring: rotated })).toBeUndefined();
  });

  it('is not sealed by a ring that createKeyring did not make', () => {
    expect(() => seal({ keyring: { currentId: 'a', ids: ['a'] } })).toThrow(TypeError);
  });
});
