import type { SealContext, Sealer } from '@factorkit/core';

/** A key of a key management service, such as AWS KMS, Google Cloud KMS or Vault's transit engine. */
export interface KeyService {
  readonly url: string;
  readonly token: string;
  /** The version that seals. Earlier versions can still be opened. */
  readonly version: number;
  readonly timeoutMs: number;
}

const SEALED = /^kms\.(\d{1,9})\.([A-Za-z0-9_-]+)$/;

/** Seals each secret in the service: the key never reaches the portal. */
export function keyServiceSealer(service: KeyService): Sealer {
  return {
    async seal(plain, context) {
      const { version } = service;
      const { ciphertext } = await call(service, 'encrypt', {
        version,
        plaintext: Buffer.from(plain).toString('base64url'),
        context: associatedData(context),
      });
      return `kms.${version}.${ciphertext}`;
    },
    async open(sealed, context) {
      const [, version, ciphertext] = SEALED.exec(sealed) ?? [];
      if (ciphertext === undefined) throw new TypeError('not sealed by the key service');
      const { plaintext = '' } = await call(service, 'decrypt', {
        version: Number(version),
        ciphertext,
        context: associatedData(context),
      });
      return new Uint8Array(Buffer.from(plaintext, 'base64url'));
    },
    // `rotateKeys` seals these again.
    outdated: (sealed) => !sealed.startsWith(`kms.${service.version}.`),
  };
}

/** The service authenticates this with the secret. A secret moved to another user or factor cannot be opened. */
function associatedData({ userId, factorId, field }: SealContext): string {
  return JSON.stringify(['factorkit', userId, factorId, field]);
}

type Answer = { readonly [member: string]: string };

async function call(
  { url, token, timeoutMs }: KeyService,
  operation: 'encrypt' | 'decrypt',
  body: object,
): Promise<Answer> {
  const response = await fetch(`${url}/${operation}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  });
  // Any error here becomes an MfaError with the code seal-broken, and access is refused.
  if (!response.ok) throw new Error(`the key service answered ${response.status} to ${operation}`);
  return response.json() as Promise<Answer>;
}
