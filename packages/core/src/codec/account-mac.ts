import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { MfaError } from '../errors.ts';
import { constantTimeEqual } from '../otp/compare.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { type Keyring, subkey } from './keyring.ts';

/** What a stored document is bound to: it is genuine only for this user and this save. */
interface Place {
  readonly userId: string;
  readonly tag: string;
}

/** The last member of a document: the id of the key, and 32 bytes of HMAC-SHA-256. */
const LAST_MEMBER = /^,"mac":"([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]{43})"\}$/;

/**
 * Adds the message authentication code to a JSON object, as its last member, under the current key. It stays one JSON
 * object, so that SQL can read it.
 */
export function authenticate(keyring: Keyring, place: Place, body: string): string {
  const mac = macOf(keyring, keyring.currentId, place, body);
  if (mac === undefined) throw new TypeError('keyring: not made by createKeyring');
  return `${body.slice(0, -1)},"mac":"${keyring.currentId}.${toBase64url(mac)}"}`;
}

/**
 * The JSON object as it was before {@link authenticate}. Nothing of it is parsed before the code was compared.
 *
 * @throws MfaError `account-tampered` where one byte differs, the code is missing, or the document belongs to another
 * user or save. `key-unknown` where the keyring lacks its key.
 */
export function authenticBody(keyring: Keyring, place: Place, text: string): string {
  const { body, keyId, mac } = split(text) ?? {};
  // Encoding replaces half a surrogate pair, so that two texts would have one code. `JSON.stringify` writes none.
  if (body === undefined || keyId === undefined || mac === undefined || /\p{Surrogate}/u.test(body)) {
    throw tampered();
  }
  const genuine = macOf(keyring, keyId, place, body);
  if (genuine === undefined) {
    throw new MfaError('key-unknown', `a stored account needs the key "${keyId}", which is not in keys`);
  }
  if (!constantTimeEqual(genuine, mac)) throw tampered();
  return body;
}

/** The id of the key that a document says it was authenticated under. */
export function keyIdOf(text: string): string | undefined {
  return split(text)?.keyId;
}

function split(
  text: string,
): { readonly body: string; readonly keyId: string; readonly mac: Uint8Array } | undefined {
  const end = text.lastIndexOf(',"mac":"');
  const [, keyId = '', encoded = ''] = (end < 0 ? null : LAST_MEMBER.exec(text.slice(end))) ?? [];
  const mac = fromBase64url(encoded);
  return keyId === '' || mac === undefined ? undefined : { body: `${text.slice(0, end)}}`, keyId, mac };
}

function macOf(
  keyring: Keyring,
  keyId: string,
  { userId, tag }: Place,
  body: string,
): Uint8Array | undefined {
  const key = subkey(keyring, keyId, 'account');
  // JSON holds no raw line break: the first one ends the header, whatever characters an id holds.
  const header = JSON.stringify(['factorkit/account/v1', userId, tag]);
  return key && hmac(sha256, key, new TextEncoder().encode(`${header}\n${body}`));
}

function tampered(): MfaError {
  return new MfaError(
    'account-tampered',
    'a stored account is not as it was saved: it was changed, cut short, or moved from another row',
  );
}
