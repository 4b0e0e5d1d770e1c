import type { StorageClients } from './clients.ts';

/** One sentence of the contract, and how it is checked on a fresh store. */
export interface StorageCase {
  readonly name: string;
  check(clients: StorageClients): Promise<void>;
}
