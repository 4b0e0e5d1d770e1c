/**
 * The typed client of the Factorkit routes.
 *
 * @module
 */
export type { MfaPaths } from './answer.ts';
export { createMfaClient, type MfaClient } from './client.ts';
export type { components, operations, paths } from './openapi.ts';
