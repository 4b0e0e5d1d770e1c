import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createKeyring, type KeyringEntry, subkey } from '../../src/codec/keyring.ts';
import { keyFrom, mfaErrorOf, ringOf } from './sample-keyring.ts';

const key = keyFrom(1);
const base64 = Buffer.from(key).toString('base64');
/** What a program without types may pass. */
const untyped = (value: unknown) => value as readonly KeyringEntry[];
const one = (entry: unknown) => untyped([entry]);

describe('createKeyring', () => {
  it('takes a key as bytes, as base64 and as base64url, with white space around it', () => {
    const spellings = [
      key,
      Buffer.from(key),
      base64,
      `\n ${base64} \n`,
      base64.replace(/=/g, ''),
      Buffer.from(key).toString('base64url'),
    ];
    const derived = spellings.map((spelling) =>
      subkey(createKeyring([{ id: '1', key: spelling }]), '1', 'seal'),
    );
    expect(new Set(derived.map((bytes) => Buffer.from(bytes ?? []).toString('hex'))).size).toBe(1);
  });

  it('makes the first key the current one', () => {
    const ring = ringOf('b', 'a');
    expect(ring.currentId).toBe('b');
    expect(ring.ids).toEqual(['b', 'a']);
  });

  it('takes a copy: changing the bytes afterwards changes nothing', () => {
    const own = keyFrom(1);
    const ring = createKeyring([{ id: '1', key: own }]);
    own.fill(0);
    expect(subkey(ring, '1', 'seal')).toEqual(subkey(createKeyring([{ id: '1', key }]), '1', 'seal'));
  });

  const refused: readonly (readonly [name: string, keys: readonly KeyringEntry[], why: string])[] = [
    ['no keys', [], 'there is none'],
    ['nothing', untyped(undefined), 'there is none'],
    ['a bare text', untyped(base64), 'there is none'],
    ['31 bytes', [{ id: '1', key: key.subarray(1) }], 'keys[0].key has 31 bytes, 32 are needed'],
    ['33 bytes', [{ id: '1', key: Uint8Array.of(9, ...key) }], 'keys[0].key has 33 bytes, 32 are needed'],
    ['no bytes', [{ id: '1', key: '' }], 'keys[0].key has 0 bytes, 32 are needed'],
    [
      'the hexadecimal text of a key',
      [{ id: '1', key: Buffer.from(key).toString('hex') }],
      'keys[0].key has 48 bytes, 32 are needed',
    ],
    [
      'a text that is no base64',
      [{ id: '1', key: 'change me, please!' }],
      'keys[0].key is not bytes, nor base64 text',
    ],
    [
      'an unset environment variable',
      one({ id: '1', key: undefined }),
      'keys[0].key is not bytes, nor base64 text',
    ],
    ['a list of numbers', one({ id: '1', key: [...key] }), 'keys[0].key is not bytes, nor base64 text'],
    ['zeros', [{ id: '1', key: new Uint8Array(32) }], 'keys[0].key is one byte repeated'],
    [
      'one byte repeated',
      [{ id: '1', key: new Uint8Array(32).fill(0x61) }],
      'keys[0].key is one byte repeated',
    ],
    [
      'a bad second key',
      [
        { id: '1', key },
        { id: '2', key: '' },
      ],
      'keys[1].key has 0 bytes, 32 are needed',
    ],
    [
      'an id twice',
      [
        { id: '1', key },
        { id: '1', key: keyFrom(2) },
      ],
      'keys[1].id is used twice',
    ],
    ['no id', one({ key }), 'keys[0].id is not 1 to 32 letters, digits, "-" or "_"'],
    ['an empty id', [{ id: '', key }], 'keys[0].id is not 1 to 32 letters, digits, "-" or "_"'],
    ['an id with a dot', [{ id: 'a.b', key }], 'keys[0].id is not 1 to 32 letters, digits, "-" or "_"'],
    [
      'an id of 33 characters',
      [{ id: 'x'.repeat(33), key }],
      'keys[0].id is not 1 to 32 letters, digits, "-" or "_"',
    ],
    ['a number as id', one({ id: 1, key }), 'keys[0].id is not 1 to 32 letters, digits, "-" or "_"'],
    ['an empty place', one(null), 'keys[0].id is not 1 to 32 letters, digits, "-" or "_"'],
  ];

  it.each(refused)('refuses %s, and says how to make a key', (_, keys, why) => {
    const error = mfaErrorOf(() => createKeyring(keys));
    expect(error.code).toBe('configuration-invalid');
    expect(error.message).toContain(`no usable key: ${why}. `);
    expect(error.message).toContain('openssl rand -base64 32');
    expect(error.message).toContain("keys: [{ id: '1', key: process.env.MFA_KEY }]");
  });

  it('H8 no refusal shows a key, not even a wrong one', () => {
    const entries = [
      { id: '1', key: `${base64}AA` },
      { id: '1', key: `not base64: ${base64}` },
      { id: `${base64}`, key },
    ];
    for (const entry of entries) {
      expect(mfaErrorOf(() => createKeyring([entry])).message).not.toContain(base64.slice(0, 12));
    }
  });

  it('H8 whatever prints the ring shows its ids alone', () => {
    const ring = createKeyring([{ id: '2026', key: base64 }]);
    subkey(ring, '2026', 'seal');
    const plain = { currentId: '2026', ids: ['2026'] };
    expect(JSON.parse(JSON.stringify(ring))).toEqual(plain);
    expect(inspect(ring, { showHidden: true, depth: 9 })).not.toContain(base64.slice(0, 8));
    expect(inspect(ring, { showHidden: true, depth: 9 })).not.toMatch(/Uint8Array|Map/);
    expect({ ...ring }).toEqual(plain);
    expect(Reflect.ownKeys(ring)).toEqual(['currentId', 'ids']);
    expect(String(ring)).toBe('[object Object]');
  });

  it('is frozen: nobody makes another key the current one', () => {
    const ring = ringOf('a', 'b');
    expect(() => Object.assign(ring, { currentId: 'b' })).toThrow(TypeError);
    expect(() => (ring.ids as string[]).push('c')).toThrow(TypeError);
  });
});

describe('subkey', () => {
  it('is another one for each purpose and each key, and none of them is the key', () => {
    const ring = ringOf('a', 'b');
    const hex = (['seal', 'token'] as const).flatMap((purpose) =>
      ring.ids.map((id) => Buffer.from(subkey(ring, id, purpose) ?? []).toString('hex')),
    );
    expect(new Set([...hex, Buffer.from(keyFrom(97)).toString('hex')]).size).toBe(5);
    for (const one of hex) expect(one).toHaveLength(64);
  });

  it('is HKDF-SHA-256 (RFC 5869) without salt, with the purpose as info', async () => {
    const { hkdfSync } = await import('node:crypto');
    const ring = createKeyring([{ id: '1', key }]);
    for (const purpose of ['seal', 'token'] as const) {
      const expected = new Uint8Array(hkdfSync('sha256', key, '', `factorkit/${purpose}/v1`, 32));
      expect(subkey(ring, '1', purpose)).toEqual(expected);
      expect(subkey(ring, '1', purpose)).toEqual(expected);
    }
  });

  it('is not there for a key that the ring does not have, nor for a ring that was not made here', () => {
    const ring = ringOf('a');
    for (const id of ['b', '', '__proto__', 'constructor']) expect(subkey(ring, id, 'seal')).toBeUndefined();
    expect(subkey({ ...ring }, 'a', 'seal')).toBeUndefined();
  });
});
