import type { JsonObject } from '@factorkit/core';
import type {
  CreationOptions,
  RequestOptions,
  SoftwareAuthenticatorOptions,
  StoredCredential,
} from './asked.ts';
import { toBase64url } from './base64url.ts';
import { type Cbor, concat, encodeCbor } from './cbor.ts';
import type { Deviation } from './deviation.ts';
import { coseIdOf, type SigningKey } from './signing-key.ts';

interface Registration {
  readonly asked: CreationOptions;
  readonly made: StoredCredential;
  readonly id: Uint8Array;
  readonly deviation: Deviation;
}

/** A `RegistrationResponseJSON`. */
export async function registrationOf(
  settings: SoftwareAuthenticatorOptions,
  { asked, made, id, deviation }: Registration,
): Promise<JsonObject> {
  const { key } = made;
  const clientDataJson = clientDataOf(settings, 'webauthn.create', asked.challenge, deviation);
  const attested = concat(
    aaguidBytes(settings.aaguid),
    uint(id.length, 2),
    id,
    deviation.publicKey ?? key.cosePublicKey,
  );
  const authData = await authenticatorDataOf(settings, {
    rpId: asked.rp.id,
    signCount: made.signCount,
    verifies: verifies(settings, asked.authenticatorSelection?.userVerification),
    attested,
    deviation,
  });
  const attestationObject = encodeCbor(
    new Map<string, Cbor>([
      ['fmt', deviation.format ?? (settings.attestation === 'self' ? 'packed' : 'none')],
      ['attStmt', await statementOf(settings, { key, authData, clientDataJson, deviation })],
      ['authData', authData],
    ]),
  );
  return {
    id: deviation.id ?? made.id,
    rawId: deviation.id ?? made.id,
    type: 'public-key',
    authenticatorAttachment: settings.attachment ?? 'cross-platform',
    clientExtensionResults: {},
    response: {
      clientDataJSON: toBase64url(clientDataJson),
      attestationObject: toBase64url(attestationObject),
      transports: settings.transports ?? (settings.attachment === 'platform' ? ['internal'] : ['usb']),
    },
  };
}

interface Statement {
  readonly key: SigningKey;
  readonly authData: Uint8Array;
  readonly clientDataJson: Uint8Array;
  readonly deviation: Deviation;
}

async function statementOf(
  { attestation }: SoftwareAuthenticatorOptions,
  { key, authData, clientDataJson, deviation }: Statement,
): Promise<ReadonlyMap<string, Cbor>> {
  if (attestation !== 'self' || deviation.format !== undefined) return new Map();
  const sig = await signatureOf(key, { authData, clientDataJson, deviation });
  return new Map<string, Cbor>([
    ['alg', coseIdOf(key.algorithm)],
    ['sig', sig],
  ]);
}

interface Use {
  readonly asked: RequestOptions;
  readonly used: StoredCredential;
  readonly deviation: Deviation;
}

/** An `AuthenticationResponseJSON`. */
export async function assertionOf(
  settings: SoftwareAuthenticatorOptions,
  { asked, used, deviation }: Use,
): Promise<JsonObject> {
  const clientDataJson = clientDataOf(settings, 'webauthn.get', asked.challenge, deviation);
  const authData = await authenticatorDataOf(settings, {
    rpId: asked.rpId,
    signCount: used.signCount,
    verifies: verifies(settings, asked.userVerification),
    attested: undefined,
    deviation,
  });
  const signature = await signatureOf(used.key, { authData, clientDataJson, deviation });
  const userHandle = deviation.userHandle === undefined ? used.userHandle : deviation.userHandle;
  return {
    id: deviation.id ?? used.id,
    rawId: deviation.id ?? used.id,
    type: 'public-key',
    authenticatorAttachment: settings.attachment ?? 'cross-platform',
    clientExtensionResults: {},
    response: {
      clientDataJSON: toBase64url(clientDataJson),
      authenticatorData: toBase64url(authData),
      signature: toBase64url(signature),
      ...(userHandle === null ? {} : { userHandle }),
    },
  };
}

function clientDataOf(
  { origin }: SoftwareAuthenticatorOptions,
  type: string,
  challenge: string,
  deviation: Deviation,
): Uint8Array {
  const clientData = {
    type: deviation.type ?? type,
    challenge: deviation.challenge ?? challenge,
    origin: deviation.origin ?? origin,
    crossOrigin: deviation.crossOrigin ?? false,
    ...(deviation.topOrigin === undefined ? {} : { topOrigin: deviation.topOrigin }),
    ...deviation.clientData,
  };
  return new TextEncoder().encode(JSON.stringify(clientData));
}

interface AuthenticatorData {
  readonly rpId: string;
  readonly signCount: number;
  readonly verifies: boolean;
  readonly attested: Uint8Array | undefined;
  readonly deviation: Deviation;
}

/** WebAuthn L3 §6.1. */
async function authenticatorDataOf(
  { backup }: SoftwareAuthenticatorOptions,
  { rpId, signCount, verifies, attested, deviation }: AuthenticatorData,
): Promise<Uint8Array> {
  const { userPresent = true, userVerified = verifies } = deviation.flags ?? {};
  const { backupEligible = backup === 'eligible' || backup === 'synced', backedUp = backup === 'synced' } =
    deviation.flags ?? {};
  const extensions = deviation.extensions && new Map(Object.entries(deviation.extensions));
  const flags =
    (userPresent ? 1 : 0) |
    (userVerified ? 1 << 2 : 0) |
    (backupEligible ? 1 << 3 : 0) |
    (backedUp ? 1 << 4 : 0) |
    (attested ? 1 << 6 : 0) |
    (extensions ? 1 << 7 : 0);
  return concat(
    await sha256(new TextEncoder().encode(deviation.rpId ?? rpId)),
    Uint8Array.of(flags),
    uint(deviation.signCount ?? signCount, 4),
    attested ?? new Uint8Array(),
    extensions ? encodeCbor(extensions) : new Uint8Array(),
  );
}

async function signatureOf(
  key: SigningKey,
  { authData, clientDataJson, deviation }: Omit<Statement, 'key'>,
): Promise<Uint8Array> {
  const signature = await key.sign(concat(authData, await sha256(clientDataJson)));
  if (!deviation.brokenSignature) return signature;
  const last = signature.length - 1;
  return signature.map((byte, index) => (index === last ? byte ^ 1 : byte));
}

function verifies({ userVerification = true }: SoftwareAuthenticatorOptions, asked: unknown): boolean {
  return userVerification && asked !== 'discouraged';
}

function aaguidBytes(aaguid = '00000000-0000-0000-0000-000000000000'): Uint8Array {
  const pairs = aaguid.replaceAll('-', '').match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

function uint(value: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (value >>> (8 * (length - 1 - index))) & 0xff);
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()));
}
