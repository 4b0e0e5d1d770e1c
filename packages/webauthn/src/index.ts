/**
 * Security keys, platform authenticators and passkeys as second factors (Web Authentication Level 3). A separate
 * package, because `@simplewebauthn/server` takes a quarter of a second to load.
 *
 * @module
 */

export { relatedOriginsDocument } from './ceremony/related-origins.ts';
export type { WebAuthnOptions } from './options.ts';
export { webauthn } from './webauthn.ts';
