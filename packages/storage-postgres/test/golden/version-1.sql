CREATE TABLE "public"."factorkit_migrations" (
  version integer PRIMARY KEY,
  name text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE "public"."factorkit_accounts" (
  user_id bytea PRIMARY KEY,
  tag bytea NOT NULL,
  state bytea NOT NULL,
  due bigint
);

CREATE INDEX "factorkit_accounts_by_due" ON "public"."factorkit_accounts" (due, user_id) WHERE due IS NOT NULL;

CREATE SEQUENCE "public"."factorkit_event_numbers";

CREATE TABLE "public"."factorkit_events" (
  sequence bigint PRIMARY KEY,
  id text NOT NULL,
  user_id bytea NOT NULL,
  at bigint NOT NULL,
  type text NOT NULL,
  body json NOT NULL,
  source json,
  note json
);

ALTER SEQUENCE "public"."factorkit_event_numbers" OWNED BY "public"."factorkit_events".sequence;

CREATE INDEX "factorkit_events_by_user" ON "public"."factorkit_events" (user_id, sequence);

CREATE FUNCTION "public"."factorkit_erase"(gone bytea, pseudonym bytea) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
  held boolean;
BEGIN
  PERFORM FROM "public"."factorkit_accounts" WHERE user_id = gone FOR UPDATE;
  held := FOUND;
  DELETE FROM "public"."factorkit_accounts" WHERE user_id = gone;
  IF held AND NOT FOUND THEN
    RAISE EXCEPTION 'the account was not deleted';
  END IF;
  UPDATE "public"."factorkit_events" SET user_id = pseudonym, source = NULL, note = NULL WHERE user_id = gone;
END
$body$;

CREATE FUNCTION "public"."factorkit_text_of"(bytes bytea) RETURNS text LANGUAGE sql IMMUTABLE AS $body$
  SELECT CASE WHEN position(decode('00', 'hex') IN bytes) = 0 THEN convert_from(bytes, 'UTF8') ELSE encode(bytes, 'escape') END
$body$;

CREATE FUNCTION "public"."factorkit_document_of"(state bytea) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $body$
BEGIN
  RETURN regexp_replace(
    convert_from(state, 'UTF8'), '(?<!\\)((\\\\)*)\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\1\\ufffd', 'g'
  )::jsonb;
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
  RETURN NULL;
END
$body$;

CREATE VIEW "public"."factorkit_factors" (user_id, factor_id, method, status, created_at, last_used_at) AS
SELECT
  "public"."factorkit_text_of"(account.user_id),
  factor ->> 'id',
  factor ->> 'method',
  factor ->> 'status',
  CASE jsonb_typeof(factor -> 'createdAt') WHEN 'number' THEN (factor -> 'createdAt')::numeric END,
  CASE jsonb_typeof(factor -> 'lastUsedAt') WHEN 'number' THEN (factor -> 'lastUsedAt')::numeric END
FROM "public"."factorkit_accounts" AS account
CROSS JOIN LATERAL (SELECT "public"."factorkit_document_of"(account.state) -> 'factors' AS list) AS document
CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(list) WHEN 'array' THEN list ELSE '[]' END) AS factor
WHERE jsonb_typeof(factor) = 'object';

INSERT INTO "public"."factorkit_migrations" (version, name) VALUES (1, 'accounts-and-events');
