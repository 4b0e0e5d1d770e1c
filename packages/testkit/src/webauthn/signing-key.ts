import { fromBase64url } from './base64url.ts';
import { type Cbor, concat, encodeCbor } from './cbor.ts';

/** What the software authenticator can sign with, by its name in COSE. @inline */
export type SigningAlgorithm = 'ES256' | 'EdDSA' | 'RS256';

/** A key pair inside the authenticator. */
export interface SigningKey {
  readonly algorithm: SigningAlgorithm;
  /** RFC 9052 §7. */
  readonly cosePublicKey: Uint8Array;
  /** As WebAuthn wants it: ECDSA in DER. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

interface Scheme {
  readonly coseId: number;
  readonly generate: EcKeyGenParams | RsaHashedKeyGenParams | Algorithm;
  readonly sign: EcdsaParams | Algorithm;
  readonly cose: (jwk: JsonWebKey) => ReadonlyMap<number, Cbor>;
}

const part = (value: string | undefined): Uint8Array => fromBase64url(value ?? '');

const SCHEMES: { readonly [name in SigningAlgorithm]: Scheme } = {
  ES256: {
    coseId: -7,
    generate: { name: 'ECDSA', namedCurve: 'P-256' },
    sign: { name: 'ECDSA', hash: 'SHA-256' },
    cose: ({ x, y }) =>
      new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, part(x)],
        [-3, part(y)],
      ]),
  },
  EdDSA: {
    coseId: -8,
    generate: { name: 'Ed25519' },
    sign: { name: 'Ed25519' },
    cose: ({ x }) =>
      new Map<number, Cbor>([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, part(x)],
      ]),
  },
  RS256: {
    coseId: -257,
    generate: {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 2048,
      publicExponent: Uint8Array.of(1, 0, 1),
    },
    sign: { name: 'RSASSA-PKCS1-v1_5' },
    cose: ({ n, e }) =>
      new Map<number, Cbor>([
        [1, 3],
        [3, -257],
        [-1, part(n)],
        [-2, part(e)],
      ]),
  },
};

export function coseIdOf(algorithm: SigningAlgorithm): number {
  return SCHEMES[algorithm].coseId;
}

/** A fresh pair, from the runtime's own chance: WebCrypto takes no other. */
export async function createSigningKey(algorithm: SigningAlgorithm): Promise<SigningKey> {
  const { generate, sign, cose } = SCHEMES[algorithm];
  const pair = (await crypto.subtle.generateKey(generate, true, ['sign', 'verify'])) as CryptoKeyPair;
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return {
    algorithm,
    cosePublicKey: encodeCbor(cose(jwk)),
    async sign(data) {
      const signature = new Uint8Array(await crypto.subtle.sign(sign, pair.privateKey, data.slice()));
      return algorithm === 'ES256' ? derOf(signature) : signature;
    },
  };
}

/** WebCrypto gives r and s side by side; WebAuthn L3 §6.5.5 wants RFC 3279 §2.2.3. */
function derOf(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2;
  const body = concat(derInteger(signature.subarray(0, half)), derInteger(signature.subarray(half)));
  return concat(Uint8Array.of(0x30, body.length), body);
}

function derInteger(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const trimmed = bytes.subarray(first < 0 ? bytes.length - 1 : first);
  const padded = (trimmed[0] ?? 0) >= 0x80 ? concat(Uint8Array.of(0), trimmed) : trimmed;
  return concat(Uint8Array.of(0x02, padded.length), padded);
}
