CREATE TABLE IF NOT EXISTS factorkit_migrations (
  version INTEGER NOT NULL,
  name VARCHAR(255) NOT NULL,
  applied_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS factorkit_accounts (
  user_id VARBINARY(1536) NOT NULL,
  tag VARBINARY(255) NOT NULL,
  state LONGBLOB NOT NULL,
  due BIGINT NULL,
  PRIMARY KEY (user_id),
  KEY factorkit_accounts_by_due (due, user_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS factorkit_events (
  sequence BIGINT NOT NULL,
  user_id VARBINARY(1536) NOT NULL,
  id VARBINARY(255) NOT NULL,
  at BIGINT NOT NULL,
  type VARBINARY(255) NOT NULL,
  body LONGTEXT NOT NULL,
  PRIMARY KEY (sequence),
  KEY factorkit_events_by_user (user_id, sequence)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS factorkit_trail (
  id TINYINT NOT NULL,
  last_sequence BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;

INSERT INTO factorkit_trail (id, last_sequence) VALUES (1, 0) ON DUPLICATE KEY UPDATE last_sequence = last_sequence;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW factorkit_factors (user_id, factor_id, method, status, created_at, last_used_at) AS
SELECT
  CONVERT(account.user_id USING utf8mb4),
  factor.id,
  factor.method,
  factor.status,
  factor.created_at,
  factor.last_used_at
FROM factorkit_accounts AS account,
  JSON_TABLE(
    CASE
      WHEN JSON_VALID(CONVERT(account.state USING utf8mb4)) THEN CONVERT(account.state USING utf8mb4)
      ELSE '{}'
    END,
    '$.factors[*]' COLUMNS (
      id VARCHAR(255) PATH '$.id',
      method VARCHAR(255) PATH '$.method',
      status VARCHAR(255) PATH '$.status',
      created_at BIGINT PATH '$.createdAt',
      last_used_at BIGINT PATH '$.lastUsedAt'
    )
  ) AS factor
WHERE factor.id IS NOT NULL;

INSERT INTO factorkit_migrations (version, name) VALUES (1, 'accounts-and-events');
