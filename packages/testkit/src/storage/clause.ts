import type { StorageClients } from './clients.ts';

/** One sentence of the contract, and how it is checked on a fresh store. */
export interface StorageClause {
  readonly name: string;
  check(clients: StorageClients): Promise<void>;
}

/** An adapter did what its contract forbids. The message says which sentence was broken, and holds no stored text. */
export class ContractBreach extends Error {
  override readonly name = 'ContractBreach';
}

/** Throws a {@link ContractBreach} with this sentence unless the condition holds. */
export function must(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new ContractBreach(sentence);
}

/** Throws a {@link ContractBreach} with this sentence unless the call refuses by throwing. */
export async function mustThrow(call: () => Promise<unknown>, sentence: string): Promise<void> {
  try {
    await call();
  } catch {
    return;
  }
  throw new ContractBreach(sentence);
}
