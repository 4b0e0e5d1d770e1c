import { scryptAsync } from '@noble/hashes/scrypt.js';
import type { ScryptParameters } from '../account/backup-codes/backup-code-set.ts';
import { MfaError } from '../errors.ts';

const HASH_BYTES = 32;

interface ScryptInput {
  readonly text: string;
  readonly salt: Uint8Array;
  readonly parameters: ScryptParameters;
}

interface ScryptBatch {
  readonly texts: readonly string[];
  readonly salt: Uint8Array;
  readonly parameters: ScryptParameters;
}

/** In this process. A derivation takes 16 MB and a thread of the runtime's pool, which all its file and DNS work shares. */
const MAX_RUNNING = 4;
const MAX_WAITING = 48;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * RFC 7914 for some texts under one salt, one after the other. A bounded number of calls runs at once and a bounded number
 * waits, so that a flood of guesses neither fills the memory nor makes everyone wait longer and longer.
 *
 * @throws MfaError `overloaded` if too many calls wait already.
 */
export async function scryptHashes({ texts, salt, parameters }: ScryptBatch): Promise<readonly Uint8Array[]> {
  await enter();
  try {
    const hashes: Uint8Array[] = [];
    for (const text of texts) hashes.push(await scryptHash({ text, salt, parameters }));
    return hashes;
  } finally {
    leave();
  }
}

async function enter(): Promise<void> {
  if (running < MAX_RUNNING) {
    running += 1;
    return;
  }
  if (waiting.length >= MAX_WAITING) {
    throw new MfaError('overloaded', 'too many key derivations wait in this process');
  }
  await new Promise<void>((resolve) => waiting.push(resolve));
}

/** Whoever waits longest takes the place over. */
function leave(): void {
  const next = waiting.shift();
  if (next === undefined) running -= 1;
  else next();
}

/** The runtime's own where there is one: it works off the event loop, noble's takes turns on it. */
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
