import type { AuditEvent } from './audit.ts';
import type { StorageAdapter } from './storage.ts';

const MAX_LIMIT = 1000;

/**
 * Wraps a storage adapter and refuses the arguments that the contract does not allow before the adapter sees them: text
 * with half a surrogate pair by a `TypeError`; a time that is not in whole milliseconds, and a limit outside 1 to 1000,
 * by a `RangeError`. Cursors stay the adapter's to check.
 *
 * @example
 * ```ts
 * import { type StorageAdapter, withCheckedArguments } from '@factorkit/core';
 *
 * declare const adapter: StorageAdapter; // yours
 *
 * export const storage = withCheckedArguments(adapter);
 * ```
 */
export function withCheckedArguments(storage: StorageAdapter): StorageAdapter {
  return {
    async load(userId) {
      assertWellFormed(userId);
      return storage.load(userId);
    },
    async save(userId, next, expected, events) {
      assertWellFormed(userId, next.tag, next.state, expected ?? '');
      assertEvents(events);
      if (next.due !== undefined) assertTime('due', next.due);
      return storage.save(userId, next, expected, events);
    },
    async delete(userId, events, pseudonym) {
      assertWellFormed(userId, pseudonym);
      assertEvents(events);
      return storage.delete(userId, events, pseudonym);
    },
    async record(events) {
      assertEvents(events);
      return storage.record(events);
    },
    async due(now, limit) {
      assertTime('now', now);
      assertLimit(limit);
      return storage.due(now, limit);
    },
    async readUserIds(query) {
      assertLimit(query.limit);
      return storage.readUserIds(query);
    },
    async readEvents(query) {
      assertWellFormed(query.userId ?? '');
      assertLimit(query.limit);
      return storage.readEvents(query);
    },
    now: () => storage.now(),
  };
}

function assertEvents(events: readonly AuditEvent[]): void {
  for (const { userId, at } of events) {
    assertWellFormed(userId);
    assertTime('at', at);
  }
}

/** In UTF-8 every unpaired surrogate becomes the same U+FFFD: two users would share one account. */
function assertWellFormed(...texts: readonly string[]): void {
  if (texts.some((text) => /\p{Surrogate}/u.test(text))) {
    throw new TypeError('user id, pseudonym, tag and state must be well-formed Unicode');
  }
}

/** A store would round another time, or read it as NULL, and the account would never be found. */
function assertTime(name: string, time: number): void {
  if (!Number.isSafeInteger(time)) throw new RangeError(`${name} must be whole milliseconds since 1970`);
}

function assertLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new RangeError(`limit must be a whole number from 1 to ${MAX_LIMIT}`);
  }
}
