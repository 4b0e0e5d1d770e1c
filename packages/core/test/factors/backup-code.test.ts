import nodeCrypto from 'node:crypto';
import { createSeededRandom } from '@factorkit/testkit';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { BackupCodeSet } from '../../src/account/backup-codes/backup-code-set.ts';
import { fromBase64url } from '../../src/codec/base64url.ts';
import {
  createBackupCodes,
  drawBackupCodes,
  findBackupCode,
  hashBackupCode,
  readBackupCode,
} from '../../src/factors/backup-code.ts';
import { BACKUP_CODE_COST } from '../../src/factors/backup-code-cost.ts';
import { backupCodeLimitsOf } from '../../src/policy/limits.ts';
import type { RandomSource } from '../../src/ports/random.ts';

const NOON = Date.UTC(2026, 2, 3, 12);
/** The 32 characters, in an order of their own: written down a second time. */
const CHARACTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const tenOf64 = { count: 10, bits: 64, warnAt: 3 };
const make = (limits: Partial<typeof tenOf64> = {}, random: RandomSource = createSeededRandom(21)) =>
  createBackupCodes({ limits: { ...tenOf64, ...limits }, random, now: NOON });
const find = async (set: BackupCodeSet, code: string) => findBackupCode(set, await hashBackupCode(set, code));
const matches = async (set: BackupCodeSet, typed: string) =>
  (await find(set, readBackupCode(typed) ?? '')) !== undefined;

const { codes, set } = await make();

/** A set of one code, hashed by another implementation at another, low cost. */
function setOf(code: string): BackupCodeSet {
  const salt = Buffer.from(set.salt, 'base64url');
  const hash = nodeCrypto.scryptSync(code, salt, 32, { N: 1024, r: 4, p: 2 });
  return { ...set, kdf: { name: 'scrypt', n: 1024, r: 4, p: 2 }, hashes: [hash.toString('base64url')] };
}

describe('new backup codes', () => {
  it('S2.5 are ten by default, in groups for reading, all different', () => {
    expect(backupCodeLimitsOf({ issue: 'first-setup', acknowledge: 'gate' })).toEqual(tenOf64);
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
  });

  it('S2.6 copy as plain text: letters, digits and hyphens', () => {
    expect(codes.join('\n')).toMatch(/^[0-9A-Z\n-]+$/);
  });

  it('use no letter that is mistaken for a digit or for another letter', () => {
    expect(codes.join('')).not.toMatch(/[ILOU]/);
  });

  it.each([
    [64, 16],
    [65, 16],
    [80, 16],
    [81, 20],
    [100, 20],
    [112, 24],
    [128, 28],
    [256, 52],
  ])('R1 R5 of at least %i bits each: %i characters of five bits', async (bits, length) => {
    const made = await make({ bits, count: 2 });
    expect(length * Math.log2(CHARACTERS.length)).toBeGreaterThanOrEqual(bits);
    for (const code of made.codes) expect(code.replaceAll('-', '')).toHaveLength(length);
    for (const code of made.codes) expect(await matches(made.set, code)).toBe(true);
  });

  it('R5 the 64 bits come out of the random source: every character is drawn apart, from one byte', async () => {
    const asked: number[] = [];
    const source = createSeededRandom(3);
    await make({ count: 3 }, (length) => {
      asked.push(length);
      return source(length);
    });
    // The salt, three codes, the id of the set.
    expect(asked).toEqual([16, 16, 16, 16, 12]);
  });

  it('R1 every character is as likely as every other, at every place', () => {
    const drawn = drawBackupCodes({ ...tenOf64, count: 32_000 }, createSeededRandom(99));
    const expected = drawn.length / CHARACTERS.length;
    for (let place = 0; place < 16; place++) {
      const counts = new Map([...CHARACTERS].map((character) => [character, 0]));
      for (const code of drawn) {
        const character = code.charAt(place);
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
      expect(counts.size).toBe(CHARACTERS.length);
      const chiSquare = [...counts.values()].reduce(
        (sum, count) => sum + (count - expected) ** 2 / expected,
        0,
      );
      // 31 degrees of freedom: 31 on average, above 80 once in some hundred thousand; a bias of one bit gives thousands.
      expect(chiSquare).toBeLessThan(80);
      expect(chiSquare).toBeGreaterThan(6);
    }
  });

  it('R1 each byte of chance stands for the character of its low five bits', () => {
    for (let byte = 0; byte < 256; byte++) {
      const [code = ''] = drawBackupCodes({ ...tenOf64, count: 1 }, (length) =>
        new Uint8Array(length).fill(byte),
      );
      expect(code).toBe(CHARACTERS.charAt(byte % 32).repeat(16));
    }
  });

  it('refuses a random source that repeats itself', async () => {
    const stuck = (length: number) => new Uint8Array(length).fill(7);
    await expect(make({}, stuck)).rejects.toMatchObject({ name: 'MfaError', code: 'random-failed' });
  });
});

describe('what is kept of them', () => {
  it('R2 a password hash with its cost, a salt of at least 32 bits, and one hash for each code', () => {
    expect(set.kdf).toEqual(BACKUP_CODE_COST);
    expect((fromBase64url(set.salt) ?? []).length * 8).toBeGreaterThanOrEqual(128);
    expect(set.hashes).toHaveLength(10);
    expect(new Set(set.hashes).size).toBe(10);
    for (const hash of set.hashes) expect(fromBase64url(hash)).toHaveLength(32);
    expect(set).toMatchObject({ createdAt: NOON, issued: 10, failures: { count: 0, lastAt: 0 } });
    expect(set).not.toHaveProperty('acknowledgedAt');
  });

  it('R2 each hash is the scrypt of its code under the salt of the set, by another implementation', () => {
    for (const [index, code] of codes.entries()) {
      const salt = Buffer.from(set.salt, 'base64url');
      const hash = nodeCrypto.scryptSync(code.replaceAll('-', ''), salt, 32, { N: set.kdf.n, r: 8, p: 1 });
      expect(set.hashes[index]).toBe(hash.toString('base64url'));
    }
  });

  it('R2 each set has a salt of its own', async () => {
    const random = createSeededRandom(5);
    const [first, second] = [await make({ count: 1 }, random), await make({ count: 1 }, random)];
    expect(first.set.salt).not.toBe(second.set.salt);
    expect(first.set.id).not.toBe(second.set.id);
  });

  it('R2 no code is kept, in no spelling', () => {
    const kept = JSON.stringify(set).toUpperCase();
    for (const code of codes) {
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(code.replaceAll('-', ''));
      expect(kept).not.toContain(code.slice(0, 9));
    }
  });
});

describe('a code that is typed in', () => {
  const [code = ''] = codes;
  const bare = code.replaceAll('-', '');

  it.each([
    ['as it was shown', code],
    ['without separators', bare],
    ['in lower case', code.toLowerCase()],
    ['in both cases', bare.replace(/./g, (char, at: number) => (at % 2 ? char.toLowerCase() : char))],
    ['with spaces', code.replaceAll('-', ' ')],
    ['with a space between all characters', [...bare].join(' ')],
    ['with tabs and line ends around it', `\t${code}\r\n`],
    ['with a no-break space', code.replaceAll('-', '\u00a0')],
    ['with en dashes', code.replaceAll('-', '–')],
    ['with minus signs', code.replaceAll('-', '−')],
    ['with dots', code.replaceAll('-', '.')],
    ['with underscores', code.replaceAll('-', '_')],
    ['in groups of another size', bare.replace(/(.{5})/g, '$1-')],
    ['in full-width letters', bare.replace(/./g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))],
  ])('S2.9 is read %s', (_, typed) => {
    expect(readBackupCode(typed)).toBe(bare);
  });

  it.each([
    ['O', '0'],
    ['o', '0'],
    ['I', '1'],
    ['i', '1'],
    ['l', '1'],
    ['L', '1'],
  ])('S2.9 the letter %s is read as the digit %s', (letter, digit) => {
    expect(readBackupCode(`${letter}ABC-DEFG`)).toBe(`${digit}ABCDEFG`);
  });

  it('S2.9 a code with 0 and 1 is found with O, I and l in their place', async () => {
    const made = setOf('A0B1C0D1E0F1G0H1');
    for (const one of ['I', 'l', 'i', 'L']) {
      expect(await matches(made, `AOB${one}-COD${one}-EOF${one}-GOH${one}`)).toBe(true);
      expect(await matches(made, `aob${one}cod${one}eof${one}goh${one}`)).toBe(true);
    }
    expect(await matches(made, 'AOBO-COD1-E0F1-G0H1')).toBe(false);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 12345678],
    ['a list', ['ABCDEFGH']],
    ['an empty field', ''],
    ['separators alone', ' - – . _ '],
    ['the six digits of an app', '123456'],
    ['seven characters', 'ABCDEFG'],
    ['sixty-five characters', 'A'.repeat(65)],
    ['a letter that is in no code', 'UBCDEFGH'],
    ['a letter outside the alphabet', 'ÄBCDEFGH'],
    ['punctuation', 'ABCD,EFGH'],
    ['a million characters', 'A'.repeat(1_000_000)],
  ])('is no code: %s', (_, typed) => {
    expect(readBackupCode(typed)).toBeUndefined();
  });

  it('is a code or nothing, whatever is typed, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.anything()), (typed) => {
        expect(readBackupCode(typed) ?? 'ABCDEFGH').toMatch(/^[0-9A-HJKMNP-TV-Z]{8,64}$/);
      }),
    );
  });

  it('is read the same when it was read already', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0189abIiLlOoZ -–._'), maxLength: 70 }), (typed) => {
        const code_ = readBackupCode(typed);
        if (code_ !== undefined) expect(readBackupCode(code_)).toBe(code_);
      }),
    );
  });
});

describe('findBackupCode', () => {
  it('S2.9 names the hash of a right code, wherever it is in the set', async () => {
    for (const [index, code] of codes.entries()) {
      expect(await find(set, readBackupCode(code) ?? '')).toBe(set.hashes[index]);
    }
  });

  it('R1 finds no wrong code, none of another set, and none that was used', async () => {
    const other = await make({ count: 1 }, createSeededRandom(1234));
    expect(await matches(set, other.codes[0] ?? '')).toBe(false);
    expect(await matches(set, 'ABCD-EFGH-JKMN-PQRS')).toBe(false);
    const left = { ...set, hashes: set.hashes.slice(1) };
    expect(await matches(left, codes[0] ?? '')).toBe(false);
    expect(await matches({ ...set, hashes: [] }, codes[0] ?? '')).toBe(false);
  });

  it('R1 takes no code for another that begins like it', async () => {
    const bare = (codes[0] ?? '').replaceAll('-', '');
    expect(await matches(set, bare.slice(0, -1))).toBe(false);
    expect(await matches(set, `${bare}0`)).toBe(false);
  });

  it('R2 costs one derivation an attempt, right or wrong, however many codes there are', async () => {
    // The runtime's own function, watched: it is looked up when the module loads.
    const watched = vi.spyOn(nodeCrypto, 'scrypt');
    vi.resetModules();
    const fresh = await import('../../src/factors/backup-code.ts');
    try {
      for (const typed of [codes[0] ?? '', codes[9] ?? '', 'ABCD-EFGH-JKMN-PQRS']) {
        watched.mockClear();
        fresh.findBackupCode(set, await fresh.hashBackupCode(set, fresh.readBackupCode(typed) ?? ''));
        expect(watched).toHaveBeenCalledTimes(1);
      }
      watched.mockClear();
      await fresh.createBackupCodes({
        limits: { ...tenOf64, count: 4 },
        random: createSeededRandom(1),
        now: NOON,
      });
      expect(watched).toHaveBeenCalledTimes(4);
    } finally {
      watched.mockRestore();
      vi.resetModules();
    }
  });

  it('P2 a set of another cost keeps it, whatever new sets are made with', async () => {
    expect(await matches(setOf('ABCDEFGH'), 'abcd-efgh')).toBe(true);
  });

  it.each([
    ['a salt that is not base64url', { salt: 'a b' }],
    ['a cost that is no power of two', { kdf: { name: 'scrypt', n: 16383, r: 8, p: 1 } }],
    ['no cost', { kdf: { name: 'scrypt', n: 1, r: 8, p: 1 } }],
    ['a cost that takes gigabytes', { kdf: { name: 'scrypt', n: 2 ** 30, r: 8, p: 1 } }],
    ['no block size', { kdf: { name: 'scrypt', n: 16384, r: 0, p: 1 } }],
    ['a parallelism that takes for ever', { kdf: { name: 'scrypt', n: 16384, r: 8, p: 2 ** 20 } }],
  ] as const)('invariant 4: a stored set with %s refuses', async (_, change) => {
    await expect(find({ ...set, ...change }, 'ABCDEFGH')).rejects.toMatchObject({
      name: 'MfaError',
      code: 'account-unreadable',
    });
  });
});
