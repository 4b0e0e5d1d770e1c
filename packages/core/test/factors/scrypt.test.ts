import { scrypt as nobleScrypt } from '@noble/hashes/scrypt.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ScryptParameters } from '../../src/account/backup-codes/backup-code-set.ts';
import { scryptHash } from '../../src/factors/scrypt.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const cost = (n: number, r: number, p: number): ScryptParameters => ({ name: 'scrypt', n, r, p });

/** The same function in a runtime without one of its own, as a browser or an edge server is. */
async function withoutNative(): Promise<typeof scryptHash> {
  const lookUp = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
  vi.resetModules();
  const { scryptHash: portable } = await import('../../src/factors/scrypt.ts');
  lookUp.mockRestore();
  return portable;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

// RFC 7914 §12, of which the first 32 of 64 bytes are the same whatever length is asked for.
const figures = [
  {
    text: '',
    salt: '',
    parameters: cost(16, 1, 1),
    hash: '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442',
  },
  {
    text: 'password',
    salt: 'NaCl',
    parameters: cost(1024, 8, 16),
    hash: 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162',
  },
  {
    text: 'pleaseletmein',
    salt: 'SodiumChloride',
    parameters: cost(16384, 8, 1),
    hash: '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2',
  },
] as const;

describe('scrypt', () => {
  it.each(figures)(
    'R2 gives the figures of RFC 7914 §12: $parameters',
    async ({ text, salt, parameters, hash }) => {
      expect(hex(await scryptHash({ text, salt: bytesOf(salt), parameters }))).toBe(hash);
    },
  );

  it.each([
    cost(2, 1, 1),
    cost(2, 8, 16),
    cost(16, 1, 1),
    cost(64, 8, 1),
    cost(128, 3, 5),
    cost(1024, 16, 2),
  ])('R2 the runtime’s own and noble’s agree: %j', async (parameters) => {
    const portable = await withoutNative();
    const input = { text: 'K7DN4Q2X9WM3TPVA', salt: Uint8Array.of(0, 1, 254, 255), parameters };
    const native = await scryptHash(input);
    expect(native).toHaveLength(32);
    expect(hex(await portable(input))).toBe(hex(native));
    const { n: N, r, p } = parameters;
    expect(hex(nobleScrypt(input.text, input.salt, { N, r, p, dkLen: 32 }))).toBe(hex(native));
  });

  it('uses the runtime’s own where there is one, and noble’s where there is none', async () => {
    const { default: nodeCrypto } = await import('node:crypto');
    const watched = vi.spyOn(nodeCrypto, 'scrypt');
    const input = { text: 'a', salt: bytesOf('b'), parameters: cost(16, 1, 1) };
    vi.resetModules();
    const { scryptHash: fresh } = await import('../../src/factors/scrypt.ts');
    await fresh(input);
    expect(watched).toHaveBeenCalledTimes(1);
    const portable = await withoutNative();
    await portable(input);
    expect(watched).toHaveBeenCalledTimes(1);
  });

  it('works above the memory that the runtime allows unasked', async () => {
    const parameters = cost(2 ** 15, 8, 1);
    expect(await scryptHash({ text: 'a', salt: bytesOf('b'), parameters })).toHaveLength(32);
  });

  it('rejects a cost that there is not, and says nothing of the text', async () => {
    const attempt = scryptHash({ text: 'CODE-CANARY', salt: bytesOf('b'), parameters: cost(3, 1, 1) });
    const error: unknown = await attempt.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toContain('CANARY');
  });
});
