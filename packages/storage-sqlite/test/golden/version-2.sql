PRAGMA journal_mode = WAL;

CREATE TABLE factorkit_migrations (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;

CREATE TABLE factorkit_accounts (
  user_id TEXT NOT NULL PRIMARY KEY COLLATE BINARY,
  tag TEXT NOT NULL COLLATE BINARY,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE factorkit_events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL COLLATE BINARY,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE INDEX factorkit_events_by_user ON factorkit_events (user_id, sequence);

CREATE VIEW factorkit_factors (user_id, factor_id, method, status, created_at, last_used_at) AS
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
  FROM factorkit_accounts AS account,
    json_each(CASE WHEN json_valid(account.state) THEN account.state ELSE 'null' END, '$.factors') AS entry
)
WHERE factor IS NOT NULL;

INSERT INTO factorkit_migrations (version, name) VALUES (1, 'accounts-and-events');

ALTER TABLE factorkit_accounts ADD COLUMN due INTEGER;

CREATE INDEX factorkit_accounts_by_due ON factorkit_accounts (due, user_id) WHERE due IS NOT NULL;

INSERT INTO factorkit_migrations (version, name) VALUES (2, 'due-accounts');
