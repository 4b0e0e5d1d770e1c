import type { AuditEvent } from '../ports/audit.ts';
import type { StorageAdapter, StoredAccount } from '../ports/storage.ts';

/** A storage adapter that keeps everything in this process, and shows the audit trail it was given. */
export interface MemoryStorage extends StorageAdapter {
  /** The events so far, oldest first: of one user, or of all where none is named. A copy. */
  events(userId?: string): readonly AuditEvent[];
}

/**
 * Storage in memory, for tests and for trying Factorkit out: it fulfils the whole storage contract, and forgets
 * everything, enrolled factors included, when the process ends. A second process knows nothing of it.
 *
 * Each call makes an empty store. Text that is not well-formed Unicode (an unpaired surrogate) is refused with a
 * `TypeError`, as in the adapters that write UTF-8, so that what passes here passes there.
 *
 * @example
 * ```ts
 * import { createMemoryStorage } from '@factorkit/core/memory';
 *
 * const storage = createMemoryStorage();
 * await storage.save('u1', { tag: 'a', state: '{}' }, undefined, []); // true
 * await storage.save('u1', { tag: 'b', state: '{}' }, undefined, []); // false: there is an account already
 * storage.events('u1'); // []
 * ```
 */
export function createMemoryStorage(): MemoryStorage {
  const accounts = new Map<string, StoredAccount>();
  const trail: string[] = [];

  // Within one method nothing is awaited: comparing and setting are one step of the event loop.
  return {
    async load(userId) {
      assertWellFormed(userId);
      return accounts.get(userId);
    },

    async save(userId, next, expected, events) {
      assertWellFormed(userId, next.tag, next.state);
      if (accounts.get(userId)?.tag !== expected) return false;
      const written = events.map((event) => JSON.stringify(event));
      accounts.set(userId, Object.freeze({ tag: next.tag, state: next.state }));
      trail.push(...written);
      return true;
    },

    async delete(userId, events) {
      assertWellFormed(userId);
      const written = events.map((event) => JSON.stringify(event));
      accounts.delete(userId);
      trail.push(...written);
    },

    events(userId) {
      const all = trail.map((text): AuditEvent => JSON.parse(text));
      return userId === undefined ? all : all.filter((event) => event.userId === userId);
    },
  };
}

/** Two different unpaired surrogates become the same U+FFFD in UTF-8: two users would share one account. */
function assertWellFormed(...texts: readonly string[]): void {
  if (texts.some((text) => /\p{Surrogate}/u.test(text))) {
    throw new TypeError('user id, tag and state must be well-formed Unicode');
  }
}
