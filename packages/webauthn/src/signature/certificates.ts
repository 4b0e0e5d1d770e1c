import { getCertificateInfo, isoBase64URL, validateCertificatePath } from '@simplewebauthn/server/helpers';

/** Whether the text is one readable certificate in PEM. */
export function isCertificate(pem: string): boolean {
  const body = bodyOf(pem);
  if (body === undefined) return false;
  try {
    getCertificateInfo(isoBase64URL.toBuffer(body, 'base64'));
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether these certificates (DER, the leaf first) form a path to one of the roots (PEM). May fetch the revocation list
 * that a certificate names, but only after a root has certified it.
 */
export async function leadsTo(
  roots: readonly string[],
  certificates: readonly Uint8Array[],
): Promise<boolean> {
  const anchors = roots.map(bodyOf);
  // Some authenticators send the root too. The path ends below it.
  const path = certificates.filter((der) => !anchors.includes(base64Of(der)));
  if (path[0] === undefined || path[0] !== certificates[0]) return false;
  if (!path.slice(1).every(isAuthority)) return false;
  for (const root of roots) {
    if (await validates(path, root)) return true;
  }
  return false;
}

// RFC 5280 §6.1.4 (k). The library's path builder does not check this: without it, the owner of a key that Android
// attests could sign certificates with that key for any authenticator.
function isAuthority(certificate: Uint8Array): boolean {
  try {
    return getCertificateInfo(certificate.slice()).basicConstraintsCA;
  } catch {
    return false;
  }
}

async function validates(path: readonly Uint8Array[], root: string): Promise<boolean> {
  try {
    return await validateCertificatePath(path.map(pemOf), [root]);
  } catch {
    return false;
  }
}

function pemOf(certificate: Uint8Array): string {
  return `-----BEGIN CERTIFICATE-----\n${base64Of(certificate)}\n-----END CERTIFICATE-----\n`;
}

function base64Of(der: Uint8Array): string {
  return isoBase64URL.fromBuffer(der.slice(), 'base64');
}

function bodyOf(pem: string): string | undefined {
  const [, body] =
    /^\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/.exec(pem) ?? [];
  return body?.replaceAll(/\s/g, '');
}
