import { MfaError } from '@factorkit/core';
import { type Algorithm, DEFAULT_ALGORITHMS, isAlgorithm } from './signature/algorithms.ts';
import { isCertificate } from './signature/certificates.ts';

/** The options of {@link webauthn}. */
export interface WebAuthnOptions {
  /**
   * The domain of the keys, for example `example.com`, in lower case. They work only on it and its subdomains. If you
   * change it, all enrolled keys are lost.
   */
  readonly rpId: string;
  /**
   * The portal's name, which the browser may show.
   *
   * @defaultValue `issuer`
   */
  readonly rpName?: string;
  /** The origins of the portal's pages, for example `https://portal.example.com`. Never taken from a request. */
  readonly origins: readonly string[];
  /**
   * Origins on other domains that use the same keys (WebAuthn L3 §5.11), such as `https://shop.example.de`. Serve
   * `relatedOriginsDocument` at `https://<rpId>/.well-known/webauthn`.
   *
   * @defaultValue none
   */
  readonly relatedOrigins?: readonly string[];
  /** For pages in a frame of another site. Without it, responses from such a frame are refused. */
  readonly crossOrigin?: CrossOriginUse;
  /**
   * The signature algorithms of keys, the preferred one first.
   *
   * @defaultValue ES256, EdDSA and RS256
   */
  readonly algorithms?: readonly Algorithm[];
  /**
   * What to do if a key's counter does not increase, as with a copied key. With `flag` the response is accepted and the
   * audit trail gets a `factor.doubted`.
   *
   * @defaultValue `reject`
   */
  readonly counter?: 'reject' | 'flag' | 'ignore';
  /**
   * What to do if a response declares that its credential can be copied and the enrolled one could not, or the other
   * way round. `reject` follows WebAuthn L3 §7.2. With `flag` the response is accepted, `device-bound` is removed for
   * good, and the audit trail gets a `factor.doubted`.
   *
   * @defaultValue `reject`
   */
  readonly backupEligibility?: 'reject' | 'flag';
  /**
   * The accepted models of authenticators.
   *
   * @defaultValue any, without requesting attestation
   */
  readonly attestation?: AttestationPolicy;
  /**
   * Whether the key stores the credential. A second factor needs no space on the key.
   *
   * @defaultValue `discouraged`
   */
  readonly residentKey?: 'discouraged' | 'preferred' | 'required';
  /**
   * `platform` for built-in authenticators, `cross-platform` for separate ones.
   *
   * @defaultValue either
   */
  readonly authenticatorAttachment?: 'platform' | 'cross-platform';
}

/** Which sites may embed the portal's pages in a frame. @inline */
export type CrossOriginUse = {
  /** The embedding origins, for example `https://partner.example`. */
  readonly topOrigins: readonly string[];
  /**
   * Whether to accept a browser that does not name the embedding site, such as Safari.
   *
   * @defaultValue `reject`
   */
  readonly unnamedTopOrigin?: 'reject' | 'accept';
};

/** What an authenticator must prove about its model at enrolment. @inline */
export type AttestationPolicy =
  | { readonly policy: 'none' }
  | {
      readonly policy: 'trusted';
      /** The makers' root certificates, as PEM. */
      readonly roots: readonly string[];
      /**
       * Only these models, by AAGUID.
       *
       * @defaultValue all models that the roots certify
       */
      readonly aaguids?: readonly string[];
    };

/** The checked options, with defaults. */
export interface Settings {
  readonly rpId: string;
  readonly rpName: string | undefined;
  readonly origins: readonly string[];
  readonly crossOrigin: CrossOriginUse | undefined;
  readonly algorithms: readonly Algorithm[];
  readonly counter: 'reject' | 'flag' | 'ignore';
  readonly backupEligibility: 'reject' | 'flag';
  readonly attestation: AttestationPolicy;
  readonly residentKey: 'discouraged' | 'preferred' | 'required';
  readonly authenticatorAttachment: 'platform' | 'cross-platform' | undefined;
}

/**
 * @throws MfaError `configuration-invalid`, with the name of the option, at start-up instead of at the first enrolment.
 */
export function readOptions(options: WebAuthnOptions): Settings {
  const { rpId, rpName, origins, crossOrigin, authenticatorAttachment } = options;
  const {
    algorithms = DEFAULT_ALGORITHMS,
    counter = 'reject',
    backupEligibility = 'reject',
    attestation = { policy: 'none' },
    residentKey = 'discouraged',
  } = options;
  if (!isDomain(rpId)) throw wrong('rpId must be a domain in lower case, such as example.com');
  if (rpName !== undefined && (typeof rpName !== 'string' || rpName.trim() === '')) {
    throw wrong('rpName must be a text that is not empty');
  }
  assertOrigins(origins, rpId);
  const relatedOrigins = readRelatedOrigins(options.relatedOrigins ?? [], rpId);
  if (crossOrigin !== undefined) assertCrossOrigin(crossOrigin);
  if (!isFilledList(algorithms) || !algorithms.every(isAlgorithm)) {
    throw wrong('algorithms must be a list of ES256, EdDSA, RS256, ES384, ES512');
  }
  assertOneOf('counter', counter, ['reject', 'flag', 'ignore']);
  assertOneOf('backupEligibility', backupEligibility, ['reject', 'flag']);
  assertOneOf('residentKey', residentKey, ['discouraged', 'preferred', 'required']);
  assertOneOf('authenticatorAttachment', authenticatorAttachment, ['platform', 'cross-platform', undefined]);
  return {
    rpId,
    rpName,
    origins: [...origins, ...relatedOrigins],
    crossOrigin: crossOrigin && { ...crossOrigin, topOrigins: [...crossOrigin.topOrigins] },
    algorithms: [...algorithms],
    counter,
    backupEligibility,
    attestation: readAttestation(attestation),
    residentKey,
    authenticatorAttachment,
  };
}

function assertOrigins(origins: readonly string[], rpId: string): void {
  if (!isFilledList(origins)) throw wrong('origins must be a list of at least one origin');
  for (const [index, origin] of origins.entries()) {
    if (/^android:apk-key-hash:[A-Za-z0-9_-]{43}$/.test(origin)) continue;
    const url = webOrigin(origin);
    if (url === undefined) {
      throw wrong(`origins[${index}] must be an origin such as https://portal.example.com, without a path`);
    }
    // A browser refuses to use a key elsewhere (WebAuthn L3 §5.1.3), so such an origin is a mistake.
    if (!isOn(url, rpId)) throw wrong(`origins[${index}] must be on rpId or a subdomain of it`);
  }
}

function isOn({ hostname }: URL, rpId: string): boolean {
  return hostname === rpId || hostname.endsWith(`.${rpId}`);
}

/** @throws MfaError `configuration-invalid`, with the invalid origin. */
export function readRelatedOrigins(relatedOrigins: readonly string[], rpId: string): readonly string[] {
  if (!Array.isArray(relatedOrigins)) throw wrong('relatedOrigins must be a list of origins');
  for (const [index, origin] of relatedOrigins.entries()) {
    const url = webOrigin(origin);
    if (url === undefined)
      throw wrong(`relatedOrigins[${index}] must be an origin such as https://shop.example.de`);
    if (isOn(url, rpId)) throw wrong(`relatedOrigins[${index}] is on rpId: move it to origins`);
  }
  return [...relatedOrigins];
}

function assertCrossOrigin({ topOrigins, unnamedTopOrigin }: CrossOriginUse): void {
  if (!isFilledList(topOrigins) || !topOrigins.every((origin) => webOrigin(origin) !== undefined)) {
    throw wrong('crossOrigin.topOrigins must be a list of origins such as https://partner.example');
  }
  assertOneOf('crossOrigin.unnamedTopOrigin', unnamedTopOrigin, ['reject', 'accept', undefined]);
}

function readAttestation(attestation: AttestationPolicy): AttestationPolicy {
  assertOneOf('attestation.policy', attestation?.policy, ['none', 'trusted']);
  if (attestation.policy === 'none') return { policy: 'none' };
  const { roots, aaguids } = attestation;
  if (!isFilledList(roots) || !roots.every(isCertificate)) {
    throw wrong('attestation.roots must be a list of certificates in PEM');
  }
  if (aaguids === undefined) return { policy: 'trusted', roots: [...roots] };
  if (
    !isFilledList(aaguids) ||
    !aaguids.every((aaguid) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(aaguid))
  ) {
    throw wrong('attestation.aaguids must be a list of AAGUIDs such as 2fc0579f-8113-47ea-b116-bb5a8db9202a');
  }
  return { policy: 'trusted', roots: [...roots], aaguids: aaguids.map((aaguid) => aaguid.toLowerCase()) };
}

function isDomain(name: unknown): name is string {
  if (typeof name !== 'string' || name.length > 253) return false;
  // The last label is not a number: that would be an IP address, for which browsers create no key.
  return /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}

/** An origin on which browsers allow WebAuthn, in the browser's form. */
function webOrigin(origin: unknown): URL | undefined {
  if (typeof origin !== 'string' || !URL.canParse(origin)) return undefined;
  const url = new URL(origin);
  const local = url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) return undefined;
  // A wildcard would be a character of the name, and never match.
  return url.origin === origin && isDomain(url.hostname) ? url : undefined;
}

function isFilledList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function assertOneOf(name: string, value: unknown, allowed: readonly unknown[]): void {
  if (allowed.includes(value)) return;
  throw wrong(`${name} must be one of ${allowed.filter((word) => word !== undefined).join(', ')}`);
}

function wrong(why: string): MfaError {
  return new MfaError('configuration-invalid', `webauthn: ${why}`);
}
