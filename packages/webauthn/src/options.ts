import {
  byKey,
  choose,
  listOf,
  object,
  oneOf,
  optional,
  readConfiguration,
  type Schema,
  text,
  where,
} from '@factorkit/core/schema';
import { type Algorithm, DEFAULT_ALGORITHMS } from './signature/algorithms.ts';
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

type Defaulted = 'algorithms' | 'counter' | 'backupEligibility' | 'attestation' | 'residentKey';

/** The checked options, with defaults. `origins` contains the related ones. */
export type Settings = Omit<WebAuthnOptions, Defaulted | 'relatedOrigins'> &
  Required<Pick<WebAuthnOptions, Defaulted>>;

/**
 * @throws MfaError `configuration-invalid`, with the name of the option, at start-up instead of at the first enrolment.
 */
export function readOptions(options: WebAuthnOptions): Settings {
  const {
    origins,
    relatedOrigins = [],
    ...read
  } = readConfiguration('webauthn', optionsOn(options.rpId), options);
  return {
    algorithms: DEFAULT_ALGORITHMS,
    counter: 'reject',
    backupEligibility: 'reject',
    attestation: { policy: 'none' },
    residentKey: 'discouraged',
    ...read,
    origins: [...origins, ...relatedOrigins],
  };
}

/** @throws MfaError `configuration-invalid`, with the invalid origin. */
export function readRelatedOrigins(relatedOrigins: readonly string[], rpId: string): readonly string[] {
  const schema = object({ relatedOrigins: listOf(relatedOrigin(rpId)) });
  return readConfiguration('webauthn', schema, { relatedOrigins }).relatedOrigins;
}

const domain = where(text, isDomain, 'a domain in lower case, such as example.com');

const webOrigin = where(text, isWebOrigin, 'an origin such as https://portal.example.com, without a path');

const APP = /^android:apk-key-hash:[A-Za-z0-9_-]{43}$/;

/** A browser refuses to use a key elsewhere (WebAuthn L3 §5.1.3), so such an origin is a mistake. */
const portalOrigin = (rpId: string): Schema<string> =>
  choose(
    {
      app: text,
      page: where(webOrigin, (origin) => isOn(origin, rpId), 'an origin on rpId or a subdomain of it'),
    },
    (_, origin) => (typeof origin === 'string' && APP.test(origin) ? 'app' : 'page'),
  );

const relatedOrigin = (rpId: string): Schema<string> =>
  where(webOrigin, (origin) => !isOn(origin, rpId), 'an origin that is not on rpId: move it to origins');

const crossOriginUse = object<CrossOriginUse>({
  topOrigins: listOf(webOrigin, { min: 1 }),
  unnamedTopOrigin: optional(oneOf('reject', 'accept')),
});

const attestationPolicy: Schema<AttestationPolicy> = byKey('policy', {
  none: object<Extract<AttestationPolicy, { policy: 'none' }>>({ policy: oneOf('none') }),
  trusted: object<Extract<AttestationPolicy, { policy: 'trusted' }>>({
    policy: oneOf('trusted'),
    roots: listOf(where(text, isCertificate, 'a certificate in PEM'), { min: 1 }),
    aaguids: optional(
      listOf(where(text, isAaguid, 'an AAGUID such as 2fc0579f-8113-47ea-b116-bb5a8db9202a'), { min: 1 }),
    ),
  }),
});

function optionsOn(rpId: string): Schema<WebAuthnOptions> {
  return object<WebAuthnOptions>({
    rpId: domain,
    rpName: optional(where(text, (name) => name.trim() !== '', 'text that is not empty')),
    origins: listOf(portalOrigin(rpId), { min: 1 }),
    relatedOrigins: optional(listOf(relatedOrigin(rpId))),
    crossOrigin: optional(crossOriginUse),
    algorithms: optional(listOf(oneOf('ES256', 'EdDSA', 'RS256', 'ES384', 'ES512'), { min: 1 })),
    counter: optional(oneOf('reject', 'flag', 'ignore')),
    backupEligibility: optional(oneOf('reject', 'flag')),
    attestation: optional(attestationPolicy),
    residentKey: optional(oneOf('discouraged', 'preferred', 'required')),
    authenticatorAttachment: optional(oneOf('platform', 'cross-platform')),
  });
}

function isDomain(name: string): boolean {
  // The last label is not a number: that would be an IP address, for which browsers create no key.
  return (
    name.length <= 253 &&
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)
  );
}

/** An origin on which browsers allow WebAuthn, in the browser's form. */
function isWebOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  const local = url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) return false;
  // A wildcard would be a character of the name, and never match.
  return url.origin === origin && isDomain(url.hostname);
}

function isOn(origin: string, rpId: string): boolean {
  const { hostname } = new URL(origin);
  return hostname === rpId || hostname.endsWith(`.${rpId}`);
}

function isAaguid(aaguid: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(aaguid);
}
