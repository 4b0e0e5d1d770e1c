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

ALTER TABLE factorkit_accounts ADD COLUMN events TEXT;

CREATE TRIGGER factorkit_accounts_inserted AFTER INSERT ON factorkit_accounts WHEN NEW.events IS NOT NULL BEGIN
  INSERT INTO factorkit_events (id, user_id, at, type, body) SELECT CAST(unhex(json_extract(value, '$[0]')) AS TEXT), CAST(unhex(json_extract(value, '$[1]')) AS TEXT), json_extract(value, '$[2]'), CAST(unhex(json_extract(value, '$[3]')) AS TEXT), CAST(unhex(json_extract(value, '$[4]')) AS TEXT) FROM json_each(NEW.events) ORDER BY key;
  UPDATE factorkit_accounts SET events = NULL WHERE user_id = NEW.user_id;
END;

CREATE TRIGGER factorkit_accounts_updated AFTER UPDATE OF events ON factorkit_accounts WHEN NEW.events IS NOT NULL BEGIN
  INSERT INTO factorkit_events (id, user_id, at, type, body) SELECT CAST(unhex(json_extract(value, '$[0]')) AS TEXT), CAST(unhex(json_extract(value, '$[1]')) AS TEXT), json_extract(value, '$[2]'), CAST(unhex(json_extract(value, '$[3]')) AS TEXT), CAST(unhex(json_extract(value, '$[4]')) AS TEXT) FROM json_each(NEW.events) ORDER BY key;
  UPDATE factorkit_accounts SET events = NULL WHERE user_id = NEW.user_id;
END;

CREATE VIEW factorkit_erasures (user_id, pseudonym, events) AS SELECT NULL, NULL, NULL WHERE 0;

CREATE TRIGGER factorkit_erasures_inserted INSTEAD OF INSERT ON factorkit_erasures BEGIN
  DELETE FROM factorkit_accounts WHERE user_id = NEW.user_id;
  SELECT RAISE(ABORT, 'the account was not deleted') FROM factorkit_accounts WHERE user_id = NEW.user_id;
  UPDATE factorkit_events SET user_id = NEW.pseudonym, body = json_remove(json_set(body, '$.userId', NEW.pseudonym), '$.source', '$.note') WHERE user_id = NEW.user_id;
  INSERT INTO factorkit_events (id, user_id, at, type, body) SELECT CAST(unhex(json_extract(value, '$[0]')) AS TEXT), CAST(unhex(json_extract(value, '$[1]')) AS TEXT), json_extract(value, '$[2]'), CAST(unhex(json_extract(value, '$[3]')) AS TEXT), CAST(unhex(json_extract(value, '$[4]')) AS TEXT) FROM json_each(NEW.events) ORDER BY key;
END;

INSERT INTO factorkit_migrations (version, name) VALUES (3, 'one-statement');
