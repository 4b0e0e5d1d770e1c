import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { MfaError } from '../errors.ts';
import { fromBase64url } from './base64url.ts';

/** One key of the ring: 32 bytes, as bytes or as base64 or base64url text. */
export interface KeyringEntry {
  /** Up to 32 letters, digits, `-` and `_`. Never use it again for another key. */
  readonly id: string;
  readonly key: Uint8Array | string;
}

/** The keys, opaque: printing or serialising does not reveal them. */
export interface Keyring {
  readonly currentId: string;
  readonly ids: readonly string[];
}

/** Each use has its own subkey, so that a ciphertext of one use cannot be opened in another. */
export type KeyPurpose = 'seal' | 'token' | 'code' | 'account' | 'backup-code';

const masterKeys = new WeakMap<Keyring, ReadonlyMap<string, Uint8Array>>();
const subkeys = new WeakMap<Keyring, Map<string, Uint8Array>>();

const HOW_TO_MAKE_ONE =
  'Make a key of 32 random bytes with `openssl rand -base64 32`, keep it where you keep your other secrets, ' +
  "and pass it as keys: [{ id: '1', key: process.env.MFA_KEY }].";

/**
 * Reads the keys. The first one is current and seals. The others only open.
 *
 * @throws MfaError `configuration-invalid`, with how to create a key, if there is no usable one.
 */
export function createKeyring(entries: readonly KeyringEntry[]): Keyring {
  if (!Array.isArray(entries) || entries.length === 0) throw unusable('there is none');
  const keys = new Map<string, Uint8Array>();
  for (const [index, entry] of entries.entries()) {
    const id: unknown = entry?.id;
    if (typeof id !== 'string' || !/^[A-Za-z0-9_-]{1,32}$/.test(id)) {
      throw unusable(`keys[${index}].id is not 1 to 32 letters, digits, "-" or "_"`);
    }
    if (keys.has(id)) throw unusable(`keys[${index}].id is used twice`);
    keys.set(id, readKey(entry.key, index));
  }
  const ids = [...keys.keys()];
  const ring: Keyring = Object.freeze({ currentId: ids[0] as string, ids: Object.freeze(ids) });
  masterKeys.set(ring, keys);
  subkeys.set(ring, new Map());
  return ring;
}

/** HKDF-SHA-256 (RFC 5869) of one key for one purpose, or `undefined` if the ring does not have the key. */
export function subkey(ring: Keyring, keyId: string, purpose: KeyPurpose): Uint8Array | undefined {
  const derived = subkeys.get(ring);
  const known = derived?.get(`${purpose}/${keyId}`);
  if (known !== undefined) return known;
  const master = masterKeys.get(ring)?.get(keyId);
  if (master === undefined) return undefined;
  const key = hkdf(sha256, master, undefined, new TextEncoder().encode(`factorkit/${purpose}/v1`), 32);
  derived?.set(`${purpose}/${keyId}`, key);
  return key;
}

/** Whether a text that begins with the id of its key, as sealed texts and keyed hashes do, is under the current key. */
export function isUnderCurrentKey(ring: Keyring, text: string): boolean {
  return text.startsWith(`${ring.currentId}.`);
}

function readKey(key: unknown, index: number): Uint8Array {
  const bytes = typeof key === 'string' ? fromAnyBase64(key) : key;
  if (!(bytes instanceof Uint8Array)) throw unusable(`keys[${index}].key is not bytes, nor base64 text`);
  if (bytes.length !== 32) throw unusable(`keys[${index}].key has ${bytes.length} bytes, 32 are needed`);
  if (bytes.every((byte) => byte === bytes[0])) throw unusable(`keys[${index}].key is one byte repeated`);
  return bytes.slice();
}

function fromAnyBase64(text: string): Uint8Array | undefined {
  return fromBase64url(text.trim().replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'));
}

function unusable(why: string): MfaError {
  return new MfaError('configuration-invalid', `no usable key: ${why}. ${HOW_TO_MAKE_ONE}`);
}
