import type { StorageAdapter } from '@factorkit/core';

export interface ShakyOptions {
  /** Of so many saves the answer is thrown away after they were made: 0 to 1. For stores that have no wire to cut. */
  readonly lose: number;
  /** Answers `true` without comparing tags: a broken adapter, so that one sees the ledger find it. */
  readonly sabotage: boolean;
  /** Called for each answer that is thrown away. */
  readonly onLost: () => void;
  /** Called when a save that had failed is found to have worked: the next load shows its tag. */
  readonly onRecognised: () => void;
  /** Called for each call of the store that failed, with the driver's words. */
  readonly onFailed: (why: string) => void;
}

/** A storage adapter that is watched, and made worse where that is asked for. */
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

/** Writes over whatever is there. */
function careless(inner: StorageAdapter): StorageAdapter['save'] {
  return async (userId, next, _expected, events) => {
    for (;;) {
      const there = (await inner.load(userId)).stored;
      if (await inner.save(userId, next, there?.tag, events)) return true;
    }
  };
}
