import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import type { RandomSource } from '../ports/random.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { type KeyPurpose, type Keyring, subkey } from './keyring.ts';

const NONCE_BYTES = 24;

interface SealInput {
  readonly keyring: Keyring;
  readonly purpose: KeyPurpose;
  readonly plain: Uint8Array;
  /** Bound to the ciphertext but not contained in it: opening needs the same text. */
  readonly associated: string;
  readonly random: RandomSource;
}

/**
 * Seals with XChaCha20-Poly1305 under the current key, as `<key id>.<base64url of nonce and ciphertext>`. 24 random
 * bytes of nonce do not repeat at any scale.
 */
export function sealEnvelope({ keyring, purpose, plain, associated, random }: SealInput): string {
  const key = subkey(keyring, keyring.currentId, purpose);
  if (key === undefined) throw new TypeError('keyring: not made by createKeyring');
  const nonce = random(NONCE_BYTES);
  const sealed = xchacha20poly1305(key, nonce, new TextEncoder().encode(associated)).encrypt(plain);
  const bytes = new Uint8Array(NONCE_BYTES + sealed.length);
  bytes.set(nonce);
  bytes.set(sealed, NONCE_BYTES);
  return `${keyring.currentId}.${toBase64url(bytes)}`;
}

interface OpenInput {
  readonly keyring: Keyring;
  readonly purpose: KeyPurpose;
  readonly text: string;
  readonly associated: string;
}

/** Opens a sealed text, or returns `undefined` if it was altered, belongs elsewhere, or its key is missing. */
export function openEnvelope({ keyring, purpose, text, associated }: OpenInput): Uint8Array | undefined {
  const dot = text.indexOf('.');
  const key = subkey(keyring, text.slice(0, Math.max(dot, 0)), purpose);
  const bytes = fromBase64url(text.slice(dot + 1));
  if (key === undefined || bytes === undefined || bytes.length <= NONCE_BYTES) return undefined;
  const cipher = xchacha20poly1305(key, bytes.subarray(0, NONCE_BYTES), new TextEncoder().encode(associated));
  try {
    return cipher.decrypt(bytes.subarray(NONCE_BYTES));
  } catch {
    // The cipher throws only if the authentication tag is wrong.
    return undefined;
  }
}
