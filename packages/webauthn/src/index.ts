/**
 * Security keys, platform authenticators and passkeys as second factors (Web Authentication Level 3). A separate
 * package, because `@simplewebauthn/server` takes a quarter of a second to load.
 *
 * @module
 */

export { type RelatedOriginsDocument, relatedOriginsDocument } from './ceremony/related-origins.ts';
export type { AttestationPolicy, CrossOriginUse, WebAuthnOptions } from './options.ts';
export type { Algorithm } from './signature/algorithms.ts';
export { webauthn } from './webauthn.ts';
