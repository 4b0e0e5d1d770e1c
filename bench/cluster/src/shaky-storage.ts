import type { StorageAdapter } from '@factorkit/core';

export interface ShakyOptions {
  /**
   * The share of saves whose answer is dropped after they were made: 0 to 1. For stores without a connection to cut.
   */
  readonly lose: number;
  /** Saves without comparing tags: a broken adapter, to show that the ledger finds it. */
  readonly sabotage: boolean;
  /** Called for each dropped answer. */
  readonly onLost: () => void;
  /** Called when a save that had failed is found to have worked: the next load shows its tag. */
  readonly onRecognised: () => void;
  /** Called for each failed call of the store, with the driver's words. */
  readonly onFailed: (why: string) => void;
}

/** Wraps a storage adapter to observe it, and to add faults if the options say so. */
export function shakyStorage(inner: StorageAdapter, options: ShakyOptions): StorageAdapter {
  const { lose, sabotage, onLost, onRecognised, onFailed } = options;
  const watched = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      onFailed(error instanceof Error ? error.message : String(error));
      throw error;
    }
  };
  const failed = new Map<string, string>();
  const save = sabotage ? careless(inner) : inner.save.bind(inner);
  return {
    ...inner,
    async load(userId) {
      const loaded = await watched(inner.load(userId));
      const tag = failed.get(userId);
      failed.delete(userId);
      if (tag !== undefined && loaded.stored?.tag === tag) onRecognised();
      return loaded;
    },
    async save(userId, next, expected, events) {
      try {
        const saved = await watched(save(userId, next, expected, events));
        if (Math.random() >= lose) return saved;
        onLost();
        throw new Error('the answer was thrown away');
      } catch (error) {
        failed.set(userId, next.tag);
        throw error;
      }
    },
  };
}

/** Overwrites the stored account. */
function careless(inner: StorageAdapter): StorageAdapter['save'] {
  return async (userId, next, _expected, events) => {
    for (;;) {
      const there = (await inner.load(userId)).stored;
      if (await inner.save(userId, next, there?.tag, events)) return true;
    }
  };
}
