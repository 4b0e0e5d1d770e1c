import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Makes the key for a count about a person. */
export type HideKey = (kind: string, ...subject: readonly string[]) => string;

/**
 * Keys as HMAC-SHA-256. All numbers of a country can be hashed in minutes, so a hash without a key would hide none of
 * them from a reader of the store.
 */
export function createHideKey(key: Uint8Array | string): HideKey {
  // A derived key (RFC 5869): the same key may be passed to createMfa.
  const subkey = hkdf(sha256, bytesOf(key), undefined, utf8ToBytes('factorkit/send-limits/v1'), 32);
  // JSON, so that different lists never become the same text.
  return (kind, ...subject) =>
    `${kind}.${bytesToHex(hmac(sha256, subkey, utf8ToBytes(JSON.stringify([kind, ...subject]))))}`;
}

export function isStrongKey(key: Uint8Array | string): boolean {
  const secret: unknown = bytesOf(key);
  return secret instanceof Uint8Array && secret.length >= 32 && secret.some((byte) => byte !== secret[0]);
}

function bytesOf(key: Uint8Array | string): Uint8Array {
  return typeof key === 'string' ? utf8ToBytes(key) : key;
}
