import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { assertString } from './argument.ts';

/** The hash of the HMAC. SHA1 is the default of RFC 6238 §1.2 and the only one that every app implements. */
export type OtpAlgorithm = 'SHA1' | 'SHA256' | 'SHA512';

type Hmac = ReturnType<typeof hmac.create>;

/** The state after the two hash blocks that depend only on the key. It is copied for each message and never updated. */
export interface HmacSchedule {
  readonly algorithm: OtpAlgorithm;
  readonly keyed: Hmac;
}

const HASHES = { SHA1: sha1, SHA256: sha256, SHA512: sha512 } as const;

interface Workspace {
  readonly state: Hmac;
  readonly tag: Uint8Array;
}

const workspaces = new Map<OtpAlgorithm, Workspace>();

/** Throws unless `value` names one of the three hashes exactly as in an otpauth URI: upper case, no hyphen. */
export function assertAlgorithm(value: unknown): asserts value is OtpAlgorithm {
  assertString('algorithm', value);
  if (!Object.hasOwn(HASHES, value)) throw new RangeError('algorithm must be SHA1, SHA256 or SHA512');
}

/** Output length of the hash in bytes. RFC 6238 §5.1: a key should have the same length. */
export function hashLength(algorithm: OtpAlgorithm): number {
  return HASHES[algorithm].outputLen;
}

/** Computes the key schedule, which is half the cost of the HMAC of a short message. The secret is not kept. */
export function scheduleHmac(algorithm: OtpAlgorithm, secret: Uint8Array): HmacSchedule {
  return { algorithm, keyed: hmac.create(HASHES[algorithm], secret) };
}

/**
 * The full HMAC tag of a message. The bytes are valid until the next call: state and tag are reused, which halves the
 * time. This is safe because nothing here is asynchronous. The digest wipes the state.
 */
export function computeHmac({ algorithm, keyed }: HmacSchedule, message: Uint8Array): Uint8Array {
  let workspace = workspaces.get(algorithm);
  if (workspace === undefined) {
    workspace = {
      state: hmac.create(HASHES[algorithm], new Uint8Array()),
      tag: new Uint8Array(keyed.outputLen),
    };
    workspaces.set(algorithm, workspace);
  }
  keyed._cloneInto(workspace.state).update(message).digestInto(workspace.tag);
  return workspace.tag;
}
