import { isoCBOR } from '@simplewebauthn/server/helpers';

/** A signature algorithm by its COSE name. `EdDSA` is Ed25519. @inline */
export type Algorithm = 'ES256' | 'EdDSA' | 'RS256' | 'ES384' | 'ES512';

interface KeyShape {
  /** The COSE number of the algorithm. */
  readonly id: number;
  /** The COSE key type: 1 is OKP, 2 is EC2, 3 is RSA. */
  readonly type: number;
  readonly curve?: number;
  readonly coordinateBytes?: number;
}

// WebAuthn L3 §5.8.5 requires one curve per algorithm and uncompressed points. COSE does not.
const KEY_SHAPES: { readonly [name in Algorithm]: KeyShape } = {
  ES256: { id: -7, type: 2, curve: 1, coordinateBytes: 32 },
  EdDSA: { id: -8, type: 1, curve: 6, coordinateBytes: 32 },
  RS256: { id: -257, type: 3 },
  ES384: { id: -35, type: 2, curve: 2, coordinateBytes: 48 },
  ES512: { id: -36, type: 2, curve: 3, coordinateBytes: 66 },
};

/**
 * The algorithms that WebAuthn L3 §5.4 recommends to every relying party. Not the library's default: that depends on
 * the runtime, and a key created under one could not be used under another.
 */
export const DEFAULT_ALGORITHMS: readonly Algorithm[] = ['ES256', 'EdDSA', 'RS256'];

export function isAlgorithm(name: unknown): name is Algorithm {
  return typeof name === 'string' && Object.hasOwn(KEY_SHAPES, name);
}

export function coseIdOf(algorithm: Algorithm): number {
  return KEY_SHAPES[algorithm].id;
}

/** The algorithm of a COSE key. `undefined` if it is not supported or the key does not fit it. */
export function algorithmOf(publicKey: Uint8Array): Algorithm | undefined {
  const key = readKey(publicKey);
  return key && (Object.keys(KEY_SHAPES) as Algorithm[]).find((name) => fits(key, KEY_SHAPES[name]));
}

function fits(key: ReadonlyMap<unknown, unknown>, { id, type, curve, coordinateBytes }: KeyShape): boolean {
  if (key.get(1) !== type || key.get(3) !== id) return false;
  if (coordinateBytes === undefined) return isSoundRsaKey(key.get(-1), key.get(-2));
  if (key.get(-1) !== curve || bytesIn(key.get(-2)) !== coordinateBytes) return false;
  return type === 1 || bytesIn(key.get(-3)) === coordinateBytes;
}

/**
 * NIST SP 800-131A: a modulus of at least 2048 bits. FIPS 186-5 §5.1: an odd public exponent from 2^16 + 1 to 2^256;
 * with the exponent 1 anyone could sign. No authenticator has more than 16,384 bits, and the limit bounds the work.
 */
function isSoundRsaKey(modulus: unknown, exponent: unknown): boolean {
  const n = magnitudeOf(modulus);
  const e = magnitudeOf(exponent);
  if (n.length < 256 || n.length > 2048 || !isOdd(n) || !isOdd(e)) return false;
  return e.length >= 3 && e.length <= 32;
}

function magnitudeOf(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) return new Uint8Array();
  const first = value.findIndex((byte) => byte !== 0);
  return first === -1 ? new Uint8Array() : value.subarray(first);
}

function isOdd(magnitude: Uint8Array): boolean {
  return ((magnitude.at(-1) ?? 0) & 1) === 1;
}

function bytesIn(value: unknown): number {
  return value instanceof Uint8Array ? value.length : 0;
}

function readKey(publicKey: Uint8Array): ReadonlyMap<unknown, unknown> | undefined {
  try {
    const key: unknown = isoCBOR.decodeFirst(publicKey.slice());
    return key instanceof Map ? key : undefined;
  } catch {
    return undefined;
  }
}
