import type { StorageAdapter } from '@factorkit/core';
import { type FaultRule, StorageFault, withFate } from './fault.ts';

/**
 * A storage whose calls throw, without touching the store, where `when` says so. Default: every call.
 *
 * @example
 * ```ts
 * import { createMemoryStorage } from '@factorkit/core/memory';
 * import { throwingStorage } from '@factorkit/testkit';
 *
 * let down = false;
 * const storage = throwingStorage(createMemoryStorage(), ({ method }) => down && method === 'save');
 * down = true; // from here on loads work and saves throw
 * ```
 */
export function throwingStorage(storage: StorageAdapter, when: FaultRule = () => true): StorageAdapter {
  return withFate(storage, async (call, perform) => {
    if (when(call)) throw new StorageFault(`${call.method} was made to fail before it did anything`);
    return perform();
  });
}
