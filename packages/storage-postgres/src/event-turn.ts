import type { TableNames } from './table-names.ts';

/**
 * How a reader of the trail knows what is still to come. Numbers are handed out before the commit, so a number that is
 * not seen may yet appear. Every writer therefore shows, before it takes its first number, up to where numbers were handed out then:
 * a shared advisory lock named after that number, which PostgreSQL lets go of after the commit has become visible. All
 * that it will write comes after that number. The lock keeps nobody waiting; it is a notice on the door.
 *
 * A reader first reads how far numbers were handed out, then the notices, and only then, in a later statement, the
 * events: up to the lowest of those numbers everything is there that will ever be there. Whoever puts up a notice after
 * the reader looked takes its numbers after the last one that the reader goes up to.
 */

/** A lock has 32 bits for the table and 32 for the number: of the number, the lower 31. */
const NUMBERS = 2 ** 31 - 1;

/** What hangs out further ahead than this was put up after the reader had read how far numbers were handed out. */
const AHEAD = 2 ** 30;

function handedOut({ eventNumbers }: TableNames): string {
  return `(SELECT last_value - (NOT is_called)::int FROM ${eventNumbers})`;
}

function storeKey({ events }: TableNames): string {
  return `'${events}'::regclass::oid`;
}

/** Puts up the notice; NULL. */
export function takeTurn(names: TableNames): string {
  return `pg_advisory_xact_lock_shared(${storeKey(names)}::int, (${handedOut(names)} & ${NUMBERS})::int)`;
}

/**
 * The number up to which the trail is settled. A transaction's own notice does not count: it sees what it wrote.
 *
 * `drawn` is materialized and the locks are asked for by a subquery that needs it, so they are read after it.
 */
export function settledSql(names: TableNames): string {
  return `WITH drawn AS MATERIALIZED (SELECT ${handedOut(names)} AS last)
SELECT $call, (drawn.last - coalesce((
  SELECT max((drawn.last - objid::bigint) & ${NUMBERS}) FROM pg_locks
  WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid = ${storeKey(names)} AND objsubid = 2 AND pid <> pg_backend_pid()
    AND ((drawn.last - objid::bigint) & ${NUMBERS}) < ${AHEAD}
), 0))::text AS settled
FROM drawn`;
}
