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

/** Limits of this process. A derivation takes 16 MB and a thread of the pool that file and DNS work also use. */
const MAX_RUNNING = 4;
const MAX_WAITING = 48;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Hashes some texts with one salt (RFC 7914), one after the other. The numbers of running and waiting calls are
 * limited, so that a flood of guesses does not fill the memory or increase the waiting time without end.
 *
 * @throws MfaError `overloaded` if too many calls already wait.
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

/** The call that has waited longest is next. */
function leave(): void {
  const next = waiting.shift();
  if (next === undefined) running -= 1;
  else next();
}

/** Uses the runtime's own scrypt if there is one: it runs off the event loop, whereas noble's runs on it in turns. */
export async function scryptHash({ text, salt, parameters }: ScryptInput): Promise<Uint8Array> {
  const password = new TextEncoder().encode(text);
  const { n, r, p } = parameters;
  if (nativeScrypt === undefined) return scryptAsync(password, salt, { N: n, r, p, dkLen: HASH_BYTES });
  // The algorithm needs 128·r·(N + p) bytes. The runtime's default limit is lower from N = 2^15.
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

// Looked up at run time, so that core imports nothing that a browser or an edge runtime lacks.
const runtime = (globalThis as { readonly process?: { getBuiltinModule?(id: string): unknown } }).process;
const nativeScrypt = (
  runtime?.getBuiltinModule?.('node:crypto') as { readonly scrypt?: NativeScrypt } | undefined
)?.scrypt;
