import { MfaError } from '@factorkit/core';
import { isoBase64URL } from '@simplewebauthn/server/helpers';

/**
 * What the key signs. The engine's binding holds 16 random bytes, lives in a sealed token, and is spent by the commit
 * that accepts an answer to it (WebAuthn L3 §13.4.3).
 *
 * @throws MfaError `input-invalid` for an empty one: two challenges that are not there would be equal.
 */
export function challengeOf(binding: string): string {
  if (typeof binding !== 'string' || binding.length < 16) {
    throw new MfaError('input-invalid', 'binding is too short for a challenge');
  }
  return isoBase64URL.fromUTF8String(binding);
}
