import { createHash, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers';
import { challengeOf } from '../src/ceremony/challenge.ts';
import { dataOf } from '../src/response/credential.ts';
import type { Algorithm } from '../src/signature/algorithms.ts';
import { BINDING, judge, newMethod, ORIGIN, place } from './laboratory.ts';

type CoseKey = Readonly<Record<number, number | Uint8Array>>;

export interface Forge {
  readonly algorithm: Algorithm;
  readonly privateKey: KeyObject;
  readonly cose: CoseKey;
}

const bytesOf = (text: string | undefined): Uint8Array =>
  new Uint8Array(Buffer.from(text ?? '', 'base64url'));

function jwkOf({ publicKey }: { readonly publicKey: KeyObject }): JsonWebKey {
  return publicKey.export({ format: 'jwk' });
}

export function p256(): Forge {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = jwkOf(pair);
  const cose = { 1: 2, 3: -7, [-1]: 1, [-2]: bytesOf(x), [-3]: bytesOf(y) };
  return { algorithm: 'ES256', privateKey: pair.privateKey, cose };
}

export function ed25519(): Forge {
  const pair = generateKeyPairSync('ed25519');
  const cose = { 1: 1, 3: -8, [-1]: 6, [-2]: bytesOf(jwkOf(pair).x) };
  return { algorithm: 'EdDSA', privateKey: pair.privateKey, cose };
}

export function rsa(): Forge {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n, e } = jwkOf(pair);
  const cose = { 1: 3, 3: -257, [-1]: bytesOf(n), [-2]: bytesOf(e) };
  return { algorithm: 'RS256', privateKey: pair.privateKey, cose };
}

const method = newMethod();

/** What a key of this forge answers, with a signature made by `signed`; the verdict on it. */
export async function verdict(
  { algorithm, cose }: Forge,
  signed: (message: Uint8Array) => Uint8Array,
): Promise<string> {
  const key = new Map(Object.entries(cose).map(([label, value]) => [Number(label), value]));
  const credential = {
    kind: 'credential',
    id: 'AAAAAAAAAAAAAAAAAAAAAA',
    publicKey: isoBase64URL.fromBuffer(isoCBOR.encode(key)),
    algorithm,
    userHandle: 'AAAA',
    aaguid: '00000000-0000-0000-0000-000000000000',
    transports: [],
    signCount: 0,
    uvInitialized: false,
    backupEligible: false,
    backedUp: false,
  } as const;
  const clientData = { type: 'webauthn.get', challenge: challengeOf(BINDING), origin: ORIGIN };
  const clientDataJSON = Buffer.from(JSON.stringify(clientData));
  const rpIdHash = createHash('sha256').update('example.com').digest();
  const authenticatorData = Buffer.concat([rpIdHash, Uint8Array.of(1, 0, 0, 0, 0)]);
  const clientDataHash = createHash('sha256').update(clientDataJSON).digest();
  const signature = Buffer.from(signed(Buffer.concat([authenticatorData, clientDataHash])));
  const response = {
    id: credential.id,
    rawId: credential.id,
    type: 'public-key',
    response: {
      clientDataJSON: clientDataJSON.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
    },
  };
  const result = await judge(method, { data: dataOf(credential, place), response });
  return result.kind === 'invalid' ? result.reason : result.kind;
}
