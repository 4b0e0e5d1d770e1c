import { readRelatedOrigins, type WebAuthnOptions } from '../options.ts';

/**
 * Returns the JSON document that lets pages on `relatedOrigins` use the keys of `rpId` (WebAuthn L3 §5.11). Serve it at
 * `https://<rpId>/.well-known/webauthn` as `application/json`, without a redirect. Browsers read at least five
 * different names before the top-level domain and may ignore further ones.
 *
 * @throws MfaError `configuration-invalid`, with the invalid origin.
 * @example
 * ```ts
 * import { relatedOriginsDocument } from '@factorkit/webauthn';
 *
 * const relatedOrigins = ['https://shop.example.de'];
 * relatedOriginsDocument({ rpId: 'example.com', relatedOrigins }); // { origins: ['https://shop.example.de'] }
 * ```
 */
export function relatedOriginsDocument({
  rpId,
  relatedOrigins = [],
}: Pick<WebAuthnOptions, 'rpId' | 'relatedOrigins'>): RelatedOriginsDocument {
  return { origins: readRelatedOrigins(relatedOrigins, rpId) };
}

/** The result of {@link relatedOriginsDocument}. @inline */
export type RelatedOriginsDocument = {
  readonly origins: readonly string[];
};
