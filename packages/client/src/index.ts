/**
 * The typed client of the Factorkit routes.
 *
 * @module
 */
export type { MfaPaths, UnexpectedAnswer } from './answer.ts';
export { createMfaClient, type MfaClient, type MfaClientOptions } from './client.ts';
export type { components, operations, paths } from './openapi.ts';
