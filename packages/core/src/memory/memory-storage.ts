import type { AuditEvent } from '../ports/audit.ts';
import { withCheckedArguments } from '../ports/checked-arguments.ts';
import type { Clock } from '../ports/clock.ts';
import type { StorageAdapter } from '../ports/storage.ts';

interface Row {
  readonly tag: string;
  readonly state: string;
  readonly due: number | undefined;
}

/** An event as text, so that changes to a passed or returned object do not reach the store. */
interface Entry {
  readonly userId: string;
  readonly text: string;
}

/** @inline */
export type MemoryStorageOptions = {
  /**
   * The clock that `now` returns.
   *
   * @defaultValue `Date.now`
   */
  readonly clock?: Clock | undefined;
};

/**
 * In-memory storage for tests and for trying Factorkit out. It implements the whole storage contract. All data,
 * enrolled factors included, is lost when the process ends, and other processes cannot see it.
 *
 * Each call creates an empty store. Text that is not well-formed Unicode (an unpaired surrogate) is refused with a
 * `TypeError`, as in the adapters that write UTF-8, so that tests find it here.
 *
 * @example
 * ```ts
 * import { createMemoryStorage } from '@factorkit/core/memory';
 *
 * const storage = createMemoryStorage();
 * await storage.save('u1', { tag: 'a', state: '{}' }, undefined, []); // true
 * await storage.save('u1', { tag: 'b', state: '{}' }, undefined, []); // false: there is an account already
 * await storage.readEvents({ userId: 'u1', limit: 10 }); // { events: [], cursor: '0' }
 * ```
 */
export function createMemoryStorage({ clock = Date.now }: MemoryStorageOptions = {}): StorageAdapter {
  const accounts = new Map<string, Row>();
  let trail: Entry[] = [];

  // No method awaits, so compare-and-set is one step of the event loop. Everything that can throw runs before the
  // first change.
  return withCheckedArguments({
    async load(userId) {
      const row = accounts.get(userId);
      return { userId, stored: row && { tag: row.tag, state: row.state } };
    },

    async save(userId, { tag, state, due }, expected, events) {
      if (accounts.get(userId)?.tag !== expected) return false;
      const written = events.map(entryOf);
      accounts.set(userId, { tag, state, due });
      trail.push(...written);
      return true;
    },

    async delete(userId, events, pseudonym) {
      const written = events.map(entryOf);
      accounts.delete(userId);
      trail = [
        ...trail.map((entry) => (entry.userId === userId ? disowned(entry, pseudonym) : entry)),
        ...written,
      ];
    },

    async record(events) {
      trail.push(...events.map(entryOf));
    },

    async due(now, limit) {
      return [...accounts]
        .flatMap(([userId, { due }]) => (due !== undefined && due <= now ? [{ userId, due }] : []))
        .sort((one, other) => one.due - other.due)
        .slice(0, limit)
        .map(({ userId }) => userId);
    },

    async readUserIds({ after, limit }) {
      const last = after === undefined ? undefined : userIdOf(after);
      const later = [...accounts.keys()].filter((userId) => last === undefined || userId > last).sort();
      const userIds = later.slice(0, limit);
      const end = userIds.at(-1);
      return later.length > limit && end !== undefined ? { userIds, cursor: cursorOf(end) } : { userIds };
    },

    async readEvents({ userId, after = '0', limit }) {
      if (!/^\d{1,15}$/.test(after)) throw new TypeError('after must be the cursor of an earlier page');
      const start = Number(after);
      const page = trail
        .map((entry, index) => ({ ...entry, sequence: index + 1 }))
        .slice(start)
        .filter((entry) => userId === undefined || entry.userId === userId)
        .slice(0, limit);
      return {
        events: page.map(({ text }): AuditEvent => JSON.parse(text)),
        cursor: String(page.at(-1)?.sequence ?? after),
      };
    },

    now: async () => clock(),
  });
}

const CURSOR = 'user:';

/** A position in the order of the ids, not a number of rows, so deletions before it do not shift it. */
function cursorOf(userId: string): string {
  return CURSOR + encodeURIComponent(userId);
}

function userIdOf(cursor: string): string {
  try {
    const userId = decodeURIComponent(cursor.slice(CURSOR.length));
    if (cursorOf(userId) === cursor) return userId;
  } catch {
    // Text that cannot be decoded or encoded.
  }
  throw new TypeError('after must be the cursor of an earlier page');
}

function entryOf(event: AuditEvent): Entry {
  return { userId: event.userId, text: JSON.stringify(event) };
}

function disowned({ text }: Entry, pseudonym: string): Entry {
  const { source: _source, note: _note, ...event }: AuditEvent = JSON.parse(text);
  return entryOf({ ...event, userId: pseudonym });
}
