import { listOf, readConfiguration, text, where } from '@factorkit/core/schema';

/** The length of an HMAC-SHA256. */
export const SIGNATURE_BYTES = 32;

/** The signed content: the three parts joined with dots (Standard Webhooks 1.0.0). */
export interface Signed {
  readonly id: string;
  /** Seconds since 1970, as in the header. */
  readonly timestamp: string;
  readonly body: Uint8Array;
}

/** @throws MfaError `configuration-invalid` if there is none or one is invalid, with a command that makes one. */
export function signingKeys(secrets: readonly string[]): readonly Promise<CryptoKey>[] {
  return readConfiguration('webhook', SECRETS, secrets, 'secrets').map((secret) =>
    crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  );
}

// Standard Webhooks 1.0.0: 24 to 64 bytes after this prefix, which scanners for leaked secrets recognise.
const SECRETS = listOf(
  where(
    text,
    (secret) => bytesOf(secret).length >= 24 && bytesOf(secret).length <= 64,
    'whsec_ and 24 to 64 bytes in base64: make one with echo "whsec_$(openssl rand -base64 32)"',
  ),
  { min: 1 },
);

function bytesOf(secret: string): Uint8Array<ArrayBuffer> {
  return fromBase64(/^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? '') ?? new Uint8Array();
}

export async function signatureOf(
  key: CryptoKey,
  { id, timestamp, body }: Signed,
): Promise<Uint8Array<ArrayBuffer>> {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const content = new Uint8Array(head.length + body.length);
  content.set(head);
  content.set(body, head.length);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, content));
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** `undefined` if the text is not base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
