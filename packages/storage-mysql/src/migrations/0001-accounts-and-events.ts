import type { Migration } from './migration.ts';

/**
 * Ids, tags and states are bytes: no collation folds case, strips accents or pads with blanks, and no character set of
 * a connection alters them. The body of an event is text, because JSON functions accept no bytes.
 *
 * An index over a prefix would treat two values with the same prefix as equal. DYNAMIC rows have indices of up to 3072
 * bytes, and a user id has half of them.
 *
 * The sequence of an event is not AUTO_INCREMENT: such a number is assigned before the commit, so a reader may see 8
 * before 7. It comes from the one row of the trail, which a writer of events locks until the commit.
 *
 * The view expects nothing of the state: if it is not JSON, or has no list of factors, it has no rows. It is read with
 * the rights of the invoker, so that it works after its definer is gone.
 */
export const accountsAndEvents: Migration = {
  name: 'accounts-and-events',
  statements: ({ accounts, accountsByDue, events, eventsByUser, factors, trail }) => [
    `CREATE TABLE IF NOT EXISTS ${accounts} (
  user_id VARBINARY(1536) NOT NULL,
  tag VARBINARY(255) NOT NULL,
  state LONGBLOB NOT NULL,
  due BIGINT NULL,
  PRIMARY KEY (user_id),
  KEY ${accountsByDue} (due, user_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    `CREATE TABLE IF NOT EXISTS ${events} (
  sequence BIGINT NOT NULL,
  user_id VARBINARY(1536) NOT NULL,
  id VARBINARY(255) NOT NULL,
  at BIGINT NOT NULL,
  type VARBINARY(255) NOT NULL,
  body LONGTEXT NOT NULL,
  PRIMARY KEY (sequence),
  KEY ${eventsByUser} (user_id, sequence)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    `CREATE TABLE IF NOT EXISTS ${trail} (
  id TINYINT NOT NULL,
  last_sequence BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB`,
    `INSERT INTO ${trail} (id, last_sequence) VALUES (1, 0) ON DUPLICATE KEY UPDATE last_sequence = last_sequence`,
    `CREATE OR REPLACE SQL SECURITY INVOKER VIEW ${factors} (user_id, factor_id, method, status, created_at, last_used_at) AS
SELECT
  CONVERT(account.user_id USING utf8mb4),
  factor.id,
  factor.method,
  factor.status,
  factor.created_at,
  factor.last_used_at
FROM ${accounts} AS account,
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
WHERE factor.id IS NOT NULL`,
  ],
};
