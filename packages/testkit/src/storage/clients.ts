import type { StorageAdapter } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { refuseInProduction } from '../production.ts';

/** One fresh, empty store, as two independent clients see it. */
export interface StorageClients {
  /** A client with its own connection: it shares nothing with the second but the store. */
  readonly first: StorageAdapter;
  /** Another client of the same store, as a second process of the portal would be. */
  readonly second: StorageAdapter;
  /** What may happen to the connections of both clients, such as a portal that resets them. None: nothing can. */
  readonly disturbances?: readonly Disturbance[] | undefined;
  /** Ends both clients and removes the store. Called once, also after a breach. */
  close(): Promise<void>;
}

/** Something that happens to the connections of a store's clients between two calls. @inline */
export type Disturbance = {
  /** Part of the message about a violation. */
  readonly name: string;
  apply(): Promise<void>;
};

/** Makes a new, empty store each time it is called. */
export type OpenStorage = () => Promise<StorageClients>;

/**
 * The memory adapter, opened for the contract. Both clients are the one object: there is no second process to have.
 *
 * @throws Error where `NODE_ENV` is neither `test` nor `development`: it forgets every enrolled factor when the process ends.
 */
export async function openMemoryStorage(): Promise<StorageClients> {
  refuseInProduction('storage in memory is for tests');
  const storage = createMemoryStorage();
  return {
    first: storage,
    second: storage,
    close: async () => {},
  };
}
