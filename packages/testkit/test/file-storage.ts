import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { AuditEvent, StorageAdapter, StoredAccount } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';

/** What is wrong with a store in a file; what the contract for several processes does not ask is left out. */
export type FileFault =
  | 'nothing'
  | 'compares before it takes the lock'
  | 'writes events with the next save'
  | 'answers first and writes later';

export interface FilePlace {
  readonly file: string;
  readonly fault: FileFault;
}

/** A store in a file that several processes open. */
export function openFile({ file, fault }: FilePlace): StorageAdapter & { close(): void } {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec(`PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS accounts (user_id TEXT PRIMARY KEY, tag TEXT, state TEXT) STRICT;
    CREATE TABLE IF NOT EXISTS events (sequence INTEGER PRIMARY KEY, body TEXT) STRICT`);
  let late: readonly AuditEvent[] = [];

  const load = (userId: string): StoredAccount | undefined => {
    const row = database.prepare('SELECT tag, state FROM accounts WHERE user_id = ?').get(userId);
    return row && { tag: String(row.tag), state: String(row.state) };
  };
  const write = (userId: string, { tag, state }: StoredAccount, events: readonly AuditEvent[]): void => {
    database.prepare('REPLACE INTO accounts (user_id, tag, state) VALUES (?, ?, ?)').run(userId, tag, state);
    for (const event of events) {
      database.prepare('INSERT INTO events (body) VALUES (?)').run(JSON.stringify(event));
    }
  };

  const good: StorageAdapter & { close(): void } = {
    ...createMemoryStorage(),
    close: () => database.close(),
    load: async (userId) => ({ userId, stored: load(userId) }),
    async save(userId, next, expected, events) {
      if (fault === 'compares before it takes the lock') {
        if (load(userId)?.tag !== expected) return false;
        for (let turn = 0; turn < 10; turn += 1) await setImmediate();
      }
      database.exec('BEGIN IMMEDIATE');
      const won = fault === 'compares before it takes the lock' || load(userId)?.tag === expected;
      if (won) write(userId, next, fault === 'writes events with the next save' ? late : events);
      if (won) late = events;
      database.exec('COMMIT');
      return won;
    },
    async readEvents({ after = '0', limit }) {
      const rows = database
        .prepare('SELECT sequence, body FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?')
        .all(Number(after), limit);
      return {
        events: rows.map((row): AuditEvent => JSON.parse(String(row.body))),
        cursor: String(rows.at(-1)?.sequence ?? after),
      };
    },
  };
  return fault === 'answers first and writes later' ? writesLater(good) : good;
}

/** Keeps what it was handed, and writes it when three more saves have come. */
function writesLater<Storage extends StorageAdapter>(good: Storage): Storage {
  const waiting: Parameters<StorageAdapter['save']>[] = [];
  const load: StorageAdapter['load'] = async (userId) => ({
    userId,
    stored: waiting.at(-1)?.[1] ?? (await good.load(userId)).stored,
  });
  return {
    ...good,
    load,
    async save(userId, next, expected, events) {
      if ((await load(userId)).stored?.tag !== expected) return false;
      waiting.push([userId, next, expected, events]);
      if (waiting.length > 3) await good.save(...(waiting.shift() ?? [userId, next, expected, events]));
      return true;
    },
  };
}
