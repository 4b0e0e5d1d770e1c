/**
 * Storage in memory, for tests and for trying Factorkit out.
 *
 * @module
 */
export { createMemoryStorage } from './memory-storage.ts';
