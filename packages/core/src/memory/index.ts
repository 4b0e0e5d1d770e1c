/**
 * Storage in memory, for tests and for trying Factorkit out.
 *
 * @module
 */
export { createMemoryStorage, type MemoryStorageOptions } from './memory-storage.ts';
