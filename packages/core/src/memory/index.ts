/**
 * Storage in memory, for tests and for trying Factorkit out.
 *
 * @module
 */
export { createMemoryStorage, type MemoryStorage } from './memory-storage.ts';
