import { MfaError } from '@factorkit/core';
import { isoBase64URL } from '@simplewebauthn/server/helpers';

/**
 * The challenge that the key signs. The engine's binding contains 16 random bytes, is part of a sealed token, and is
 * used up by the commit that accepts a response to it (WebAuthn L3 §13.4.3).
 *
 * @throws MfaError `input-invalid` for an empty binding: two missing challenges would be equal.
 */
export function challengeOf(binding: string): string {
  if (typeof binding !== 'string' || binding.length < 16) {
    throw new MfaError('input-invalid', 'binding is too short for a challenge');
  }
  return isoBase64URL.fromUTF8String(binding);
}
