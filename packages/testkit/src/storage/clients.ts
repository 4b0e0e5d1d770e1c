import type { StorageAdapter } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';

/** One fresh, empty store, as two independent clients see it. */
export interface StorageClients {
  /** A client with its own connection: it shares nothing with the second but the store. */
  readonly first: StorageAdapter;
  /** Another client of the same store, as a second process of the portal would be. */
  readonly second: StorageAdapter;
  /** Ends both clients and removes the store. Called once, also after a breach. */
  close(): Promise<void>;
}

/** Makes a new, empty store each time it is called. */
export type OpenStorage = () => Promise<StorageClients>;

/** The memory adapter, opened for the contract. Both clients are the one object: there is no second process to have. */
export async function openMemoryStorage(): Promise<StorageClients> {
  const storage = createMemoryStorage();
  return {
    first: storage,
    second: storage,
    close: async () => {},
  };
}
