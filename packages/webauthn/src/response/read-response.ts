import { isoBase64URL, isoCBOR, parseAuthenticatorData } from '@simplewebauthn/server/helpers';

/** What the browser did (WebAuthn L3 §5.8.1). It is signed, and checked first. */
export interface ClientData {
  readonly type: string;
  readonly challenge: string;
  readonly origin: string;
  readonly crossOrigin: boolean;
  readonly topOrigin: string | undefined;
}

/** The data that the authenticator signs (WebAuthn L3 §6.1). */
export interface AuthenticatorData {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rpIdHash: Uint8Array;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly signCount: number;
  /** Only in the response that creates a credential. */
  readonly credential: AttestedCredential | undefined;
}

export interface AttestedCredential {
  readonly id: string;
  readonly idBytes: number;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly aaguid: string;
}

/** The members that are read of the response that creates a credential. */
export interface Registration {
  readonly id: string;
  readonly clientDataJson: string;
  readonly clientData: ClientData;
  readonly authenticatorData: AuthenticatorData;
  readonly format: string;
  readonly statement: ReadonlyMap<unknown, unknown>;
  readonly attestationObject: string;
  readonly transports: readonly string[];
}

/** The same of the response that uses one. */
export interface Assertion {
  readonly id: string;
  readonly clientDataJson: string;
  readonly clientData: ClientData;
  readonly authenticatorData: AuthenticatorData;
  readonly signature: string;
  readonly userHandle: string | undefined;
}

/** Reads a `RegistrationResponseJSON` (WebAuthn L3 §5.1). `undefined` if it does not have that shape. */
export function readRegistration(response: unknown): Registration | undefined {
  return attempt(() => {
    const { id, parts } = envelopeOf(response);
    const clientDataJson = base64url(parts.clientDataJSON);
    const attestationObject = base64url(parts.attestationObject);
    const decoded = map(isoCBOR.decodeFirst<unknown>(isoBase64URL.toBuffer(attestationObject)));
    return {
      id,
      clientDataJson,
      clientData: readClientData(clientDataJson),
      authenticatorData: readAuthenticatorData(bytes(decoded.get('authData'))),
      format: text(decoded.get('fmt')),
      statement: map(decoded.get('attStmt')),
      attestationObject,
      transports: readTransports(parts.transports),
    };
  });
}

/** Reads an `AuthenticationResponseJSON`. `undefined` if it does not have that shape. */
export function readAssertion(response: unknown): Assertion | undefined {
  return attempt(() => {
    const { id, parts } = envelopeOf(response);
    const clientDataJson = base64url(parts.clientDataJSON);
    const { userHandle } = parts;
    return {
      id,
      clientDataJson,
      clientData: readClientData(clientDataJson),
      authenticatorData: readAuthenticatorData(isoBase64URL.toBuffer(base64url(parts.authenticatorData))),
      signature: base64url(parts.signature),
      // For a key that returns no user handle, browsers write null, nothing or an empty text.
      userHandle:
        userHandle === undefined || userHandle === null || userHandle === ''
          ? undefined
          : base64url(userHandle),
    };
  });
}

/** The credential id in a response. */
export function credentialIdIn(response: unknown): string | undefined {
  return attempt(() => envelopeOf(response).id);
}

type Json = { readonly [key: string]: unknown };

function envelopeOf(response: unknown): { readonly id: string; readonly parts: Json } {
  const answer = record(response);
  const id = base64url(answer.id);
  if (base64url(answer.rawId) !== id || answer.type !== 'public-key') throw new Misshapen();
  return { id, parts: record(answer.response) };
}

function readClientData(json: string): ClientData {
  const { type, challenge, origin, crossOrigin, topOrigin } = record(
    JSON.parse(isoBase64URL.toUTF8String(json)),
  );
  if (crossOrigin !== undefined && typeof crossOrigin !== 'boolean') throw new Misshapen();
  return {
    type: text(type),
    challenge: text(challenge),
    origin: text(origin),
    crossOrigin: crossOrigin ?? false,
    topOrigin: topOrigin === undefined ? undefined : text(topOrigin),
  };
}

function readAuthenticatorData(authData: Uint8Array<ArrayBuffer>): AuthenticatorData {
  const { rpIdHash, flags, counter, credentialID, credentialPublicKey, aaguid } =
    parseAuthenticatorData(authData);
  return {
    bytes: authData,
    rpIdHash,
    userPresent: flags.up,
    userVerified: flags.uv,
    backupEligible: flags.be,
    backedUp: flags.bs,
    signCount: counter,
    credential:
      credentialID && credentialPublicKey && aaguid
        ? {
            id: isoBase64URL.fromBuffer(credentialID),
            idBytes: credentialID.length,
            publicKey: credentialPublicKey,
            aaguid: uuidOf(aaguid),
          }
        : undefined,
  };
}

/** Transports only help the browser to find the key, so unusual values are left out. */
function readTransports(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const known = value.filter(
    (name): name is string => typeof name === 'string' && /^[a-z-]{1,32}$/.test(name),
  );
  return [...new Set(known)].sort().slice(0, 8);
}

/** RFC 9562 §4: in five groups. */
function uuidOf(aaguid: Uint8Array): string {
  const hex = [...aaguid].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

class Misshapen extends Error {}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // Thrown here or by a parser: either way the response is malformed.
    return undefined;
  }
}

function record(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Misshapen();
  return value as Json;
}

function map(value: unknown): ReadonlyMap<unknown, unknown> {
  if (!(value instanceof Map)) throw new Misshapen();
  return value;
}

function bytes(value: unknown): Uint8Array<ArrayBuffer> {
  if (!(value instanceof Uint8Array)) throw new Misshapen();
  return value.slice();
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Misshapen();
  return value;
}

/** No part of a response is nearly as long, certificates included. */
const LONGEST = 65_536;

/**
 * Without padding. Apps that write their own JSON also send plain base64, with padding and line breaks (RFC 2045 §6.8).
 */
function base64url(value: unknown): string {
  const raw = text(value);
  if (raw.length > LONGEST) throw new Misshapen();
  const encoded = raw.replace(/\r?\n/g, '');
  const plain = encoded.replace(/={1,2}$/, '');
  const isPadded = plain.length < encoded.length;
  if (!/^(?:[A-Za-z0-9_-]+|[A-Za-z0-9+/]+)$/.test(plain) || plain.length % 4 === 1) throw new Misshapen();
  if (isPadded && encoded.length % 4 !== 0) throw new Misshapen();
  return plain.replaceAll('+', '-').replaceAll('/', '_');
}
