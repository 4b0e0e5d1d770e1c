import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { constantTimeEqual } from '../otp/constant-time.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { type Keyring, subkey } from './keyring.ts';

/** HMAC-SHA-256 under the current key, as `<key id>.<base64url>`. Useless without the keys. */
export function keyedHash(keyring: Keyring, text: string): string {
  return `${keyring.currentId}.${toBase64url(hashWith(keyring, keyring.currentId, text) as Uint8Array)}`;
}

/** Whether a text has this hash. A hash under a missing key matches nothing. */
export function matchesKeyedHash(keyring: Keyring, text: string, stored: string): boolean {
  const [keyId = '', encoded = ''] = stored.split('.');
  const hash = hashWith(keyring, keyId, text);
  const known = fromBase64url(encoded);
  return hash !== undefined && known !== undefined && constantTimeEqual(hash, known);
}

function hashWith(keyring: Keyring, keyId: string, text: string): Uint8Array | undefined {
  const key = subkey(keyring, keyId, 'code');
  return key && hmac(sha256, key, new TextEncoder().encode(text));
}
