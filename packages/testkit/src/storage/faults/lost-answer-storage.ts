import type { StorageAdapter } from '@factorkit/core';
import { type FaultRule, StorageFault, withFate } from './fault.ts';

/**
 * A storage that does what it was asked and then throws, where `when` says so (default: every call): a connection that
 * broke after the commit. The caller cannot know from the error whether it was written.
 *
 * @example
 * ```ts
 * import { createMemoryStorage } from '@factorkit/core/memory';
 * import { lostAnswerStorage } from '@factorkit/testkit';
 *
 * const storage = lostAnswerStorage(createMemoryStorage(), ({ method, number }) => method === 'save' && number === 2);
 * ```
 */
export function lostAnswerStorage(storage: StorageAdapter, when: FaultRule = () => true): StorageAdapter {
  return withFate(storage, async (call, perform) => {
    const struck = when(call);
    const answer = await perform();
    if (struck) throw new StorageFault(`the answer of ${call.method} was lost after it was done`);
    return answer;
  });
}
