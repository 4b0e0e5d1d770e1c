import type { Migration } from './migration.ts';

/**
 * Text compares by its bytes (BINARY is the default collation, named here because everything depends on it).
 *
 * The sequence of an event is never reused (AUTOINCREMENT). SQLite has one writer at a time, so it follows the order of
 * commits: a reader that remembers the last one it saw misses none.
 *
 * The view expects nothing of the state: if it is not JSON, or has no list of factors, it has no rows. CASE, because
 * SQLite evaluates it lazily but may reorder AND.
 */
export const accountsAndEvents: Migration = {
  name: 'accounts-and-events',
  sql: ({ accounts, events, eventsByUser, factors }) => `
CREATE TABLE ${accounts} (
  user_id TEXT NOT NULL PRIMARY KEY COLLATE BINARY,
  tag TEXT NOT NULL COLLATE BINARY,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE ${events} (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL COLLATE BINARY,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE INDEX ${eventsByUser} ON ${events} (user_id, sequence);

CREATE VIEW ${factors} (user_id, factor_id, method, status, created_at, last_used_at) AS
SELECT
  user_id,
  json_extract(factor, '$.id'),
  json_extract(factor, '$.method'),
  json_extract(factor, '$.status'),
  json_extract(factor, '$.createdAt'),
  json_extract(factor, '$.lastUsedAt')
FROM (
  SELECT
    account.user_id,
    CASE entry.type WHEN 'object' THEN entry.value END AS factor
  FROM ${accounts} AS account,
    json_each(CASE WHEN json_valid(account.state) THEN account.state ELSE 'null' END, '$.factors') AS entry
)
WHERE factor IS NOT NULL;
`,
};
