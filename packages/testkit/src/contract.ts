/** One sentence of a contract as a test, for any test runner. */
export interface ContractCase {
  readonly name: string;
  /** Resolves where the sentence holds; throws a {@link ContractBreach}, or what the adapter threw, where not. */
  run(): Promise<void>;
}

/** An adapter did what its contract forbids. The message says which sentence was broken, and holds nothing that was stored or sent. */
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
