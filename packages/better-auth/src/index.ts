/**
 * Factorkit as the second factor of better-auth.
 *
 * @module
 */
export type { BetterAuthUser } from './better-auth-portal.ts';
export type { BetterAuthMfa, BetterAuthMfaOptions } from './create-better-auth-mfa.ts';
export { createBetterAuthMfa } from './create-better-auth-mfa.ts';
export type { FactorkitPlugin } from './plugin.ts';
export type { MfaPending } from './sign-in-gate.ts';
