import { MfaError } from '../errors.ts';
import type { RandomSource } from '../ports/random.ts';
import type { SealContext, Sealer } from '../ports/sealer.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import { createKeyring, isUnderCurrentKey, type Keyring, type KeyringEntry } from './keyring.ts';

/** The built-in sealer: the keyring's `seal` subkeys, with user, factor and field as associated data. */
export function createKeyringSealer(keyring: Keyring, random: RandomSource): Sealer {
  return {
    seal: async (plain, context) =>
      sealEnvelope({ keyring, purpose: 'seal', plain, associated: placeOf(context), random }),
    open: async (text, context) => {
      const plain = openEnvelope({ keyring, purpose: 'seal', text, associated: placeOf(context) });
      if (plain === undefined) {
        throw new MfaError('seal-broken', 'a sealed secret was altered or moved, or its key is missing');
      }
      return plain;
    },
    outdated: (text) => !isUnderCurrentKey(keyring, text),
  };
}

/**
 * Returns the built-in sealer over keys of your own, to seal something outside of accounts, such as the state in a cookie.
 * It opens nothing that an engine sealed, unless that has the same keys and the same context.
 *
 * @throws MfaError `configuration-invalid`, with how to create a key, if there is no usable one.
 * @example
 * ```ts
 * import { keyringSealer } from '@factorkit/core';
 *
 * const sealer = keyringSealer([{ id: '1', key: crypto.getRandomValues(new Uint8Array(32)) }]);
 * ```
 */
export function keyringSealer(keys: readonly KeyringEntry[]): Sealer {
  return createKeyringSealer(createKeyring(keys), (length) => crypto.getRandomValues(new Uint8Array(length)));
}

// JSON separates the parts, whatever characters an id contains.
function placeOf({ userId, factorId, field }: SealContext): string {
  return JSON.stringify(['factorkit/seal/v1', userId, factorId, field]);
}
