import type { StorageAdapter } from '@factorkit/core';
import { type FaultRule, withFate } from './fault.ts';

/** A storage that answers when the test says so. @inline */
export type LateStorage = StorageAdapter & {
  /** Resolves once at least `count` calls are being held at the same time. */
  held(count: number): Promise<void>;
  /** Lets the oldest held calls go on: `count` of them, or all. Answers how many that were. */
  release(count?: number): number;
};

/** @inline */
export type LateStorageOptions = {
  /** Which calls are held. Default: every call. */
  readonly when?: FaultRule;
  /** Held before the store is touched, or after it was (the answer is late, the write is not). Default `before`. */
  readonly hold?: 'before' | 'after';
};

/**
 * A storage whose calls wait until they are released: races come out as the test orders them, without a timer.
 *
 * @example
 * ```ts
 * import { createMemoryStorage } from '@factorkit/core/memory';
 * import { lateStorage } from '@factorkit/testkit';
 *
 * const storage = lateStorage(createMemoryStorage(), { when: ({ method }) => method === 'save' });
 * const saving = storage.save('u1', { tag: 'a', state: '{}' }, undefined, []);
 * await storage.held(1); // it has arrived, and nothing is written yet
 * storage.release();
 * await saving; // true
 * ```
 */
export function lateStorage(
  storage: StorageAdapter,
  { when = () => true, hold = 'before' }: LateStorageOptions = {},
): LateStorage {
  const waiting: (() => void)[] = [];
  const watchers = new Set<() => void>();

  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      for (const watch of watchers) watch();
    });

  const late = withFate(storage, async (call, perform) => {
    if (!when(call)) return perform();
    if (hold === 'before') await wait();
    const answer = await perform();
    if (hold === 'after') await wait();
    return answer;
  });

  return {
    ...late,
    held: (count) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (waiting.length < count) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    release(count = waiting.length) {
      const released = waiting.splice(0, count);
      for (const go of released) go();
      return released.length;
    },
  };
}
