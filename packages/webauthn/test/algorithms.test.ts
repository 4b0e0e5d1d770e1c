import { isoCBOR } from '@simplewebauthn/server/helpers';
import { describe, expect, test } from 'vitest';
import { algorithmOf } from '../src/signature/algorithms.ts';

type CoseKey = Readonly<Record<number, number | Uint8Array>>;

function cose(key: CoseKey): Uint8Array {
  return isoCBOR.encode(new Map(Object.entries(key).map(([label, value]) => [Number(label), value])));
}

const filled = (length: number): Uint8Array => new Uint8Array(length).fill(1);

const es256: CoseKey = { 1: 2, 3: -7, [-1]: 1, [-2]: filled(32), [-3]: filled(32) };
const eddsa: CoseKey = { 1: 1, 3: -8, [-1]: 6, [-2]: filled(32) };
const rs256: CoseKey = { 1: 3, 3: -257, [-1]: filled(256), [-2]: Uint8Array.of(1, 0, 1) };

describe('W9 a key is of the algorithm that it names', () => {
  test.each([
    ['ES256', es256],
    ['EdDSA', eddsa],
    ['RS256', rs256],
    ['RS256', { ...rs256, [-2]: Uint8Array.of(0, 1, 0, 1) }],
    ['RS256', { ...rs256, [-2]: Uint8Array.of(1, 0, 0, 0, 1) }],
    ['ES384', { 1: 2, 3: -35, [-1]: 2, [-2]: filled(48), [-3]: filled(48) }],
    ['ES512', { 1: 2, 3: -36, [-1]: 3, [-2]: filled(66), [-3]: filled(66) }],
  ])('%s', (name, key) => {
    expect(algorithmOf(cose(key))).toBe(name);
  });

  test.each([
    ['ES256 on the curve of ES512', { ...es256, [-1]: 3 }],
    ['ES256 on secp256k1', { ...es256, [-1]: 8 }],
    ['ES256 with a compressed point', { ...es256, [-3]: 1 }],
    ['ES256 without y', { 1: 2, 3: -7, [-1]: 1, [-2]: filled(32) }],
    ['ES256 with a short x', { ...es256, [-2]: filled(31) }],
    ['ES256 with a long y', { ...es256, [-3]: filled(33) }],
    ['ES256 of the type of EdDSA', { ...es256, 1: 1 }],
    ['EdDSA on the curve of Ed448', { ...eddsa, [-1]: 7, [-2]: filled(57) }],
    ['EdDSA on X25519', { ...eddsa, [-1]: 4 }],
    ['RS256 with 1024 bits', { ...rs256, [-1]: filled(128) }],
    ['RS256 without a modulus', { ...rs256, [-1]: 1 }],
    [
      'FB12 RS256 with an exponent of 1, under which everybody can sign',
      { ...rs256, [-2]: Uint8Array.of(1) },
    ],
    ['FB12 RS256 with an exponent of 1 after zeros', { ...rs256, [-2]: Uint8Array.of(0, 0, 1) }],
    ['FB12 RS256 with an exponent of 0', { ...rs256, [-2]: Uint8Array.of(0) }],
    ['FB12 RS256 with an exponent of 3', { ...rs256, [-2]: Uint8Array.of(3) }],
    ['FB12 RS256 with an exponent under 2^16', { ...rs256, [-2]: Uint8Array.of(255, 255) }],
    ['FB12 RS256 with an even exponent', { ...rs256, [-2]: Uint8Array.of(1, 0, 2) }],
    ['FB12 RS256 with an exponent over 256 bits', { ...rs256, [-2]: filled(33) }],
    ['FB12 RS256 without an exponent', { 1: 3, 3: -257, [-1]: filled(256) }],
    ['FB12 RS256 with an empty exponent', { ...rs256, [-2]: new Uint8Array() }],
    ['FB12 RS256 with an exponent that is a number', { ...rs256, [-2]: 65537 }],
    ['FB12 RS256 with an even modulus', { ...rs256, [-1]: filled(256).fill(2, 255) }],
    ['FB12 RS256 with 1024 bits after zeros', { ...rs256, [-1]: filled(256).fill(0, 0, 128) }],
    ['FB12 RS256 with a modulus that takes minutes', { ...rs256, [-1]: filled(2049) }],
    ['RS1', { ...rs256, 3: -65535 }],
    ['no algorithm', { 1: 2, [-1]: 1 }],
    ['nothing', {}],
  ])('and %s is none', (_what, key) => {
    expect(algorithmOf(cose(key as CoseKey))).toBeUndefined();
  });

  test('and what is no map is none', () => {
    expect(algorithmOf(Uint8Array.of(0x01))).toBeUndefined();
    expect(algorithmOf(new Uint8Array())).toBeUndefined();
  });
});
