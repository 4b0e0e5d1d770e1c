import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { MfaError } from '../errors.ts';
import { constantTimeEqual } from '../otp/constant-time.ts';
import { toBase64url } from './base64url.ts';
import { type Keyring, subkey } from './keyring.ts';

const encoder = new TextEncoder();

/** What a stored document is bound to: it is genuine only for this user and this save. */
interface Place {
  readonly userId: string;
  readonly tag: string;
}

/** The last member of a document: the id of the key, and 32 bytes of HMAC-SHA-256. */
const LAST_MEMBER = /^,"mac":"([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]{43})"\}$/;

/**
 * Adds the message authentication code to a JSON object as its last member, under the current key. The result is still
 * one JSON object, so that SQL can read it.
 */
export function authenticate(keyring: Keyring, place: Place, body: string): string {
  const open = body.slice(0, -1);
  const mac = macOf(keyring, keyring.currentId, place, open);
  if (mac === undefined) throw new TypeError('keyring: not made by createKeyring');
  return `${open},"mac":"${keyring.currentId}.${mac}"}`;
}

/**
 * Checks the authentication code of a document. Nothing of the document is parsed before.
 *
 * @throws MfaError `account-tampered` if one byte differs, the code is missing, or the document belongs to another user
 * or save; `key-unknown` if the keyring does not have its key.
 */
export function assertAuthentic(keyring: Keyring, place: Place, text: string): void {
  const found = split(text);
  // UTF-8 encoding replaces half a surrogate pair, so two texts would have one code. `JSON.stringify` writes none.
  if (found === undefined || /\p{Surrogate}/u.test(text)) throw tampered();
  const genuine = macOf(keyring, found.keyId, place, found.open);
  if (genuine === undefined) {
    throw new MfaError(
      'key-unknown',
      `a stored account needs the key "${found.keyId}", which is not in keys`,
    );
  }
  if (!constantTimeEqual(encoder.encode(genuine), encoder.encode(found.mac))) throw tampered();
}

/** The id of the key that a document names. */
export function keyIdOf(text: string): string | undefined {
  return split(text)?.keyId;
}

interface Parts {
  /** The authenticated part: the object without its code and its closing brace. */
  readonly open: string;
  readonly keyId: string;
  readonly mac: string;
}

function split(text: string): Parts | undefined {
  const end = text.lastIndexOf(',"mac":"');
  const [, keyId, mac] = (end < 0 ? null : LAST_MEMBER.exec(text.slice(end))) ?? [];
  return keyId === undefined || mac === undefined ? undefined : { open: text.slice(0, end), keyId, mac };
}

function macOf(keyring: Keyring, keyId: string, { userId, tag }: Place, open: string): string | undefined {
  const key = subkey(keyring, keyId, 'account');
  if (key === undefined) return undefined;
  // JSON contains no raw line break, so the first one ends the header, whatever characters an id contains.
  const header = `${JSON.stringify(['factorkit/account/v1', userId, tag])}\n`;
  const code = hmac.create(sha256, key).update(encoder.encode(header)).update(encoder.encode(open)).digest();
  return toBase64url(code);
}

function tampered(): MfaError {
  return new MfaError(
    'account-tampered',
    'a stored account is not as it was saved: it was changed, cut short, or moved from another row',
  );
}
