import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { RandomSource } from '../ports/random.ts';
import { toBase64url } from './base64url.ts';
import { type Keyring, subkey } from './keyring.ts';

/**
 * Bytes that are the same for the same text and key, and unpredictable without the key: HKDF-SHA-256 (RFC 5869), a new one for
 * each call. For what must be shown again and is stored nowhere.
 */
export function derivedRandom(keyring: Keyring, parts: readonly string[]): RandomSource {
  const key = subkey(keyring, keyring.currentId, 'backup-code') as Uint8Array;
  let calls = 0;
  return (length) => {
    calls += 1;
    return hkdf(sha256, key, undefined, new TextEncoder().encode(JSON.stringify([...parts, calls])), length);
  };
}

/** A short id of a text, under the current key. */
export function derivedId(keyring: Keyring, parts: readonly string[]): string {
  return toBase64url(derivedRandom(keyring, ['id', ...parts])(12));
}
