import { MfaError } from '@factorkit/core';
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
export function createHideKey(key: unknown): HideKey {
  const secret = typeof key === 'string' ? utf8ToBytes(key) : key;
  if (!(secret instanceof Uint8Array) || secret.length < 32 || secret.every((byte) => byte === secret[0])) {
    throw new MfaError(
      'configuration-invalid',
      'key must be 32 random bytes or more, or text of 32 characters or more: `openssl rand -base64 32` makes one',
    );
  }
  // A derived key (RFC 5869): the same key may be passed to createMfa.
  const subkey = hkdf(sha256, secret, undefined, utf8ToBytes('factorkit/send-limits/v1'), 32);
  // JSON, so that different lists never become the same text.
  return (kind, ...subject) =>
    `${kind}.${bytesToHex(hmac(sha256, subkey, utf8ToBytes(JSON.stringify([kind, ...subject]))))}`;
}
