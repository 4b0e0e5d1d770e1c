import { isoBase64URL, isoUint8Array, toHash, verifySignature } from '@simplewebauthn/server/helpers';

interface Signed {
  readonly authenticatorData: Uint8Array<ArrayBuffer>;
  /** base64url of the bytes that the browser sent. */
  readonly clientDataJson: string;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/**
 * WebAuthn L3 §7.2 steps 20 and 21: verifies a signature over authenticator data and client data with a COSE key in
 * base64url.
 */
export async function isSignedBy(
  publicKey: string,
  { authenticatorData, clientDataJson, signature }: Signed,
): Promise<boolean> {
  try {
    const hash = await toHash(isoBase64URL.toBuffer(clientDataJson));
    return await verifySignature({
      signature,
      data: isoUint8Array.concat([authenticatorData, hash]),
      credentialPublicKey: isoBase64URL.toBuffer(publicKey),
    });
  } catch {
    // Its messages quote the response.
    return false;
  }
}
