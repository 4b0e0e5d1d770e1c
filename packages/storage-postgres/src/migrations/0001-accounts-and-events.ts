import type { Migration } from './migration.ts';

/**
 * Ids, tags and states are bytes: text cannot contain a NUL, and bytes have no collation. The personal data of an event
 * is in separate columns. So erasing it is one UPDATE without work on JSON, and jsonb refuses a NUL.
 *
 * `erase` fails if a trigger or a rule keeps the account. It is a function because its second statement must see what
 * was committed while the first waited for a concurrent save. The parts of one statement all see the state at its
 * start.
 *
 * The view expects nothing of the state. State that is not JSON makes the cast fail, which before PostgreSQL 16 only a
 * function can catch. Parts of JSON that jsonb refuses (NUL, half a surrogate pair) are replaced before.
 */
export const accountsAndEvents: Migration = {
  name: 'accounts-and-events',
  sql: (names) => `
CREATE TABLE ${names.accounts} (
  user_id bytea PRIMARY KEY,
  tag bytea NOT NULL,
  state bytea NOT NULL,
  due bigint
);

CREATE INDEX ${names.accountsByDue} ON ${names.accounts} (due, user_id) WHERE due IS NOT NULL;

CREATE SEQUENCE ${names.eventNumbers};

CREATE TABLE ${names.events} (
  sequence bigint PRIMARY KEY,
  id text NOT NULL,
  user_id bytea NOT NULL,
  at bigint NOT NULL,
  type text NOT NULL,
  body json NOT NULL,
  source json,
  note json
);

ALTER SEQUENCE ${names.eventNumbers} OWNED BY ${names.events}.sequence;

CREATE INDEX ${names.eventsByUser} ON ${names.events} (user_id, sequence);

CREATE FUNCTION ${names.erase}(gone bytea, pseudonym bytea) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
  held boolean;
BEGIN
  PERFORM FROM ${names.accounts} WHERE user_id = gone FOR UPDATE;
  held := FOUND;
  DELETE FROM ${names.accounts} WHERE user_id = gone;
  IF held AND NOT FOUND THEN
    RAISE EXCEPTION 'the account was not deleted';
  END IF;
  UPDATE ${names.events} SET user_id = pseudonym, source = NULL, note = NULL WHERE user_id = gone;
END
$body$;

CREATE FUNCTION ${names.textOf}(bytes bytea) RETURNS text LANGUAGE sql IMMUTABLE AS $body$
  SELECT CASE WHEN position(decode('00', 'hex') IN bytes) = 0 THEN convert_from(bytes, 'UTF8') ELSE encode(bytes, 'escape') END
$body$;

CREATE FUNCTION ${names.documentOf}(state bytea) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $body$
BEGIN
  RETURN regexp_replace(
    convert_from(state, 'UTF8'), '(?<!\\\\)((\\\\\\\\)*)\\\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\\1\\\\ufffd', 'g'
  )::jsonb;
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
  RETURN NULL;
END
$body$;

CREATE VIEW ${names.factors} (user_id, factor_id, method, status, created_at, last_used_at) AS
SELECT
  ${names.textOf}(account.user_id),
  factor ->> 'id',
  factor ->> 'method',
  factor ->> 'status',
  CASE jsonb_typeof(factor -> 'createdAt') WHEN 'number' THEN (factor -> 'createdAt')::numeric END,
  CASE jsonb_typeof(factor -> 'lastUsedAt') WHEN 'number' THEN (factor -> 'lastUsedAt')::numeric END
FROM ${names.accounts} AS account
CROSS JOIN LATERAL (SELECT ${names.documentOf}(account.state) -> 'factors' AS list) AS document
CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(list) WHEN 'array' THEN list ELSE '[]' END) AS factor
WHERE jsonb_typeof(factor) = 'object';
`,
};
