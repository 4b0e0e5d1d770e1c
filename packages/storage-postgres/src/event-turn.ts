import type { TableNames } from './table-names.ts';

/**
 * How a reader of the trail knows which events may still come. Sequence numbers are assigned before the commit, so a
 * missing number may appear later. Before it takes its first number, every writer takes a shared advisory lock named
 * after the last number that was assigned then. All its events have higher numbers. PostgreSQL releases the lock after
 * the commit is visible. A shared lock makes nobody wait: it only shows that a writer is active.
 *
 * A reader first reads the last assigned number, then the locks and then, in a later statement, the events. Up to the
 * lowest number of a lock the trail is complete. A writer that takes its lock after the reader looked takes numbers
 * after the last one that the reader reads.
 */

/** A lock has 32 bits for the table and 32 for the number, which keeps its lower 31. */
const NUMBERS = 2 ** 31 - 1;

/** A lock that is further ahead than this was taken after the reader had read the last assigned number. */
const AHEAD = 2 ** 30;

function handedOut({ eventNumbers }: TableNames): string {
  return `(SELECT last_value - (NOT is_called)::int FROM ${eventNumbers})`;
}

function storeKey({ events }: TableNames): string {
  return `'${events}'::regclass::oid`;
}

/** Takes the lock of a writer; the result is NULL. */
export function takeTurn(names: TableNames): string {
  return `pg_advisory_xact_lock_shared(${storeKey(names)}::int, (${handedOut(names)} & ${NUMBERS})::int)`;
}

/**
 * The number up to which the trail is complete. A transaction's own lock does not count: it sees what it wrote.
 *
 * `drawn` is materialized, and the subquery for the locks needs it, so the locks are read after it.
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
