/**
 * The typed client of the Factorkit routes.
 *
 * @module
 */
export { createMfaClient, type MfaClient, type MfaClientOptions } from './client.ts';
export type { components, operations, paths } from './openapi.ts';
