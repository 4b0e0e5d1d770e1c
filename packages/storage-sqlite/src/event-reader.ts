import type { AuditEvent } from '@factorkit/core';
import { columnOf, type SqliteDatabase } from './database.ts';

export interface EventQuery {
  /** The events of this user alone. */
  readonly userId?: string | undefined;
  /** The `cursor` of an earlier page: what comes after it. */
  readonly after?: string | undefined;
  /** At most so many: 1 to 1000. */
  readonly limit: number;
}

export interface EventPage {
  /** Oldest first. Empty: nothing more so far. */
  readonly events: readonly AuditEvent[];
  /** Where to go on, now or later. No event that is committed later falls before it. */
  readonly cursor: string;
}

const MAX_LIMIT = 1000;

/** Reads the audit trail in the order it was committed. */
export function eventReader(
  database: SqliteDatabase,
  table: string,
): (query: EventQuery) => Promise<EventPage> {
  const page = 'ORDER BY sequence LIMIT ?';
  const ofAll = database.prepare(`SELECT sequence, body FROM ${table} WHERE sequence > ? ${page}`);
  const ofUser = database.prepare(
    `SELECT sequence, body FROM ${table} WHERE user_id = ? AND sequence > ? ${page}`,
  );

  return async ({ userId, after = '0', limit }) => {
    if (!/^\d{1,15}$/.test(after)) throw new TypeError('after must be the cursor of an earlier page');
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
      throw new RangeError(`limit must be a whole number from 1 to ${MAX_LIMIT}`);
    }
    const start = Number(after);
    const rows = userId === undefined ? ofAll.all(start, limit) : ofUser.all(userId, start, limit);
    const last = rows.at(-1);
    return {
      // Written by writeEvents from an AuditEvent, and by nobody else.
      events: rows.map((row): AuditEvent => JSON.parse(String(columnOf(row, 'body')))),
      cursor: last === undefined ? after : String(columnOf(last, 'sequence')),
    };
  };
}
