import { MfaError } from '@factorkit/core';
import { type Algorithm, DEFAULT_ALGORITHMS, isAlgorithm } from './signature/algorithms.ts';
import { isCertificate } from './signature/certificates.ts';

/** What {@link webauthn} takes. */
export interface WebAuthnOptions {
  /**
   * The domain that keys are made for: `example.com`, lower case. They answer on it and its subdomains and nowhere
   * else, and a change of it loses every key that was enrolled.
   */
  readonly rpId: string;
  /** The portal's name, as the browser may show it. Defaults to `issuer`. */
  readonly rpName?: string;
  /** Where the portal's pages stand: `https://portal.example.com`. Never taken from a request. */
  readonly origins: readonly string[];
  /**
   * Origins on other domains that use the same keys (WebAuthn L3 §5.11), such as `https://shop.example.de`. Serve
   * `relatedOriginsDocument` at `https://<rpId>/.well-known/webauthn`. Defaults to none.
   */
  readonly relatedOrigins?: readonly string[];
  /** For pages that stand in another site's frame. Where it is not said, an answer from inside one is refused. */
  readonly crossOrigin?: CrossOriginUse;
  /** What keys may sign with, the preferred first. Defaults to ES256, EdDSA and RS256. */
  readonly algorithms?: readonly Algorithm[];
  /**
   * What follows when a key's counter does not rise, as that of a copied key would. Defaults to `reject`. With
   * `flag` the answer is accepted and the trail has a `factor.doubted`.
   */
  readonly counter?: 'reject' | 'flag' | 'ignore';
  /**
   * What follows when an answer says that its credential can be copied and the enrolled one could not, or the other way
   * round: defaults to `reject`, as WebAuthn L3 §7.2 has it. With `flag` the answer is accepted without `device-bound`,
   * from then on, and the trail has a `factor.doubted`.
   */
  readonly backupEligibility?: 'reject' | 'flag';
  /** Which makes of authenticator are let in. Defaults to any: no attestation is asked for. */
  readonly attestation?: AttestationPolicy;
  /** Whether the key is to keep the credential itself. Defaults to `discouraged`, since a second factor needs no space on it. */
  readonly residentKey?: 'discouraged' | 'preferred' | 'required';
  /** `platform` for what is built into the device, `cross-platform` for what is carried. Defaults to either. */
  readonly authenticatorAttachment?: 'platform' | 'cross-platform';
}

/** Whose frames the portal's pages may stand in. */
export interface CrossOriginUse {
  /** The sites around them: `https://partner.example`. */
  readonly topOrigins: readonly string[];
  /** Whether to believe a browser that does not say which site is around them, as Safari does not. Defaults to `reject`. */
  readonly unnamedTopOrigin?: 'reject' | 'accept';
}

/** What an authenticator has to prove about its make when it is enrolled. */
export type AttestationPolicy =
  | { readonly policy: 'none' }
  | {
      readonly policy: 'trusted';
      /** The makers' root certificates, as PEM. */
      readonly roots: readonly string[];
      /** Only these models, by AAGUID. Defaults to all that the roots vouch for. */
      readonly aaguids?: readonly string[];
    };

/** The options, checked, with what was not said filled in. */
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

/** @throws MfaError `configuration-invalid`, naming the option: a mistake stops the start-up, not the first enrolment. */
export function readOptions(options: WebAuthnOptions): Settings {
  const { rpId, rpName, origins, crossOrigin, authenticatorAttachment } = options;
  const {
    algorithms = DEFAULT_ALGORITHMS,
    counter = 'reject',
    backupEligibility = 'reject',
    attestation = { policy: 'none' },
    residentKey = 'discouraged',
  } = options;
  if (!isDomain(rpId)) throw wrong('rpId is not a domain in lower case, such as example.com');
  if (rpName !== undefined && (typeof rpName !== 'string' || rpName.trim() === '')) {
    throw wrong('rpName is not a text, or is empty');
  }
  assertOrigins(origins, rpId);
  const relatedOrigins = readRelatedOrigins(options.relatedOrigins ?? [], rpId);
  if (crossOrigin !== undefined) assertCrossOrigin(crossOrigin);
  if (!isFilledList(algorithms) || !algorithms.every(isAlgorithm)) {
    throw wrong('algorithms is not a list of ES256, EdDSA, RS256, ES384, ES512');
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
  if (!isFilledList(origins)) throw wrong('origins is not a list of at least one origin');
  for (const [index, origin] of origins.entries()) {
    if (/^android:apk-key-hash:[A-Za-z0-9_-]{43}$/.test(origin)) continue;
    const url = webOrigin(origin);
    if (url === undefined) {
      throw wrong(`origins[${index}] is not an origin such as https://portal.example.com, without a path`);
    }
    // A browser refuses to use a key elsewhere (WebAuthn L3 §5.1.3): such an origin is a slip of the pen.
    if (!isOn(url, rpId)) throw wrong(`origins[${index}] is neither on rpId nor on a subdomain of it`);
  }
}

function isOn({ hostname }: URL, rpId: string): boolean {
  return hostname === rpId || hostname.endsWith(`.${rpId}`);
}

/** @throws MfaError `configuration-invalid`, naming the one that is wrong. */
export function readRelatedOrigins(relatedOrigins: readonly string[], rpId: string): readonly string[] {
  if (!Array.isArray(relatedOrigins)) throw wrong('relatedOrigins is not a list of origins');
  for (const [index, origin] of relatedOrigins.entries()) {
    const url = webOrigin(origin);
    if (url === undefined)
      throw wrong(`relatedOrigins[${index}] is not an origin such as https://shop.example.de`);
    if (isOn(url, rpId)) throw wrong(`relatedOrigins[${index}] is on rpId: it belongs in origins`);
  }
  return [...relatedOrigins];
}

function assertCrossOrigin({ topOrigins, unnamedTopOrigin }: CrossOriginUse): void {
  if (!isFilledList(topOrigins) || !topOrigins.every((origin) => webOrigin(origin) !== undefined)) {
    throw wrong('crossOrigin.topOrigins is not a list of origins such as https://partner.example');
  }
  assertOneOf('crossOrigin.unnamedTopOrigin', unnamedTopOrigin, ['reject', 'accept', undefined]);
}

function readAttestation(attestation: AttestationPolicy): AttestationPolicy {
  assertOneOf('attestation.policy', attestation?.policy, ['none', 'trusted']);
  if (attestation.policy === 'none') return { policy: 'none' };
  const { roots, aaguids } = attestation;
  if (!isFilledList(roots) || !roots.every(isCertificate)) {
    throw wrong('attestation.roots is not a list of certificates in PEM');
  }
  if (aaguids === undefined) return { policy: 'trusted', roots: [...roots] };
  if (
    !isFilledList(aaguids) ||
    !aaguids.every((aaguid) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(aaguid))
  ) {
    throw wrong('attestation.aaguids is not a list of AAGUIDs such as 2fc0579f-8113-47ea-b116-bb5a8db9202a');
  }
  return { policy: 'trusted', roots: [...roots], aaguids: aaguids.map((aaguid) => aaguid.toLowerCase()) };
}

function isDomain(name: unknown): name is string {
  if (typeof name !== 'string' || name.length > 253) return false;
  // No number alone as the last label: that is an IP address, for which no browser makes a key.
  return /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}

/** An origin that a browser may use WebAuthn on, spelled as the browser spells it. */
function webOrigin(origin: unknown): URL | undefined {
  if (typeof origin !== 'string' || !URL.canParse(origin)) return undefined;
  const url = new URL(origin);
  const local = url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) return undefined;
  // A star would be read as a letter of the name, and never match.
  return url.origin === origin && isDomain(url.hostname) ? url : undefined;
}

function isFilledList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function assertOneOf(name: string, value: unknown, allowed: readonly unknown[]): void {
  if (allowed.includes(value)) return;
  throw wrong(`${name} is none of ${allowed.filter((word) => word !== undefined).join(', ')}`);
}

function wrong(why: string): MfaError {
  return new MfaError('configuration-invalid', `webauthn: ${why}`);
}
