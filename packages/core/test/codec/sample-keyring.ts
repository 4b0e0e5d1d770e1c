import { createKeyring, type Keyring } from '../../src/codec/keyring.ts';
import { MfaError } from '../../src/errors.ts';

/** 32 bytes that count up from a number: a key for tests, the same in every run. */
export function keyFrom(first: number): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, index) => (first + index) % 256);
}

/** A ring of these ids, the first of them current; the same id has the same key in every ring. */
export function ringOf(...ids: readonly string[]): Keyring {
  return createKeyring(ids.map((id) => ({ id, key: keyFrom(id.charCodeAt(0)) })));
}

/** The error that a call throws; a call that throws none, or another kind, fails. */
export function mfaErrorOf(call: () => unknown): MfaError {
  try {
    call();
  } catch (error) {
    if (error instanceof MfaError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The same text with the bits of one base64url character flipped, at every place from `start`. */
export function* withOneCharacterChanged(text: string, start = 0): Generator<string> {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  for (let index = start; index < text.length; index++) {
    const value = alphabet.indexOf(text.charAt(index));
    for (const bit of [1, 32]) {
      yield text.slice(0, index) + alphabet.charAt(value ^ bit) + text.slice(index + 1);
    }
  }
}
