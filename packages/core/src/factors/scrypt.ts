import { scryptAsync } from '@noble/hashes/scrypt.js';
import type { ScryptParameters } from '../account/backup-code-set.ts';

const HASH_BYTES = 32;

interface ScryptInput {
  readonly text: string;
  readonly salt: Uint8Array;
  readonly parameters: ScryptParameters;
}

/** RFC 7914. The runtime's own where there is one: it works off the event loop, noble's takes turns on it. */
export async function scryptHash({ text, salt, parameters }: ScryptInput): Promise<Uint8Array> {
  const password = new TextEncoder().encode(text);
  const { n, r, p } = parameters;
  if (nativeScrypt === undefined) return scryptAsync(password, salt, { N: n, r, p, dkLen: HASH_BYTES });
  // 128·r·(N + p) bytes are what the algorithm needs; the runtime's default ceiling is below that from N = 2^15.
  const options = { N: n, r, p, maxmem: 256 * r * (n + p) };
  return new Promise((resolve, reject) => {
    nativeScrypt?.(password, salt, HASH_BYTES, options, (error, hash) =>
      error ? reject(error) : resolve(new Uint8Array(hash)),
    );
  });
}

type NativeScrypt = (
  password: Uint8Array,
  salt: Uint8Array,
  length: number,
  options: { readonly N: number; readonly r: number; readonly p: number; readonly maxmem: number },
  done: (error: Error | null, hash: Uint8Array) => void,
) => void;

// Asked for at run time, so that core imports nothing that a browser or an edge runtime lacks.
const runtime = (globalThis as { readonly process?: { getBuiltinModule?(id: string): unknown } }).process;
const nativeScrypt = (
  runtime?.getBuiltinModule?.('node:crypto') as { readonly scrypt?: NativeScrypt } | undefined
)?.scrypt;
