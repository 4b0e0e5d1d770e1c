import { MfaError } from '@factorkit/core';
import { columnOf, type Session } from './session.ts';

/** The oldest servers with all features that the tables and statements need, mainly JSON_TABLE. */
const oldest = { MySQL: [8, 0], MariaDB: [10, 6] } as const;

export async function assertServer(session: Session): Promise<void> {
  const [row] = await session.read('SELECT VERSION() AS version');
  const version = String(columnOf(row, 'version'));
  const kind = /mariadb/i.test(version) ? 'MariaDB' : 'MySQL';
  const [major = 0, minor = 0] = version.split(/[.-]/).map(Number);
  const [needsMajor, needsMinor] = oldest[kind];
  if (major < needsMajor || (major === needsMajor && minor < needsMinor)) {
    throw new MfaError(
      'configuration-invalid',
      `${kind} is too old: Factorkit needs MySQL 8.0 or MariaDB 10.6`,
    );
  }
}

/**
 * A server that answers before its log is on disk loses its last commits in a power failure: a used backup code would
 * work again.
 */
export async function assertDurable(session: Session): Promise<void> {
  const [row] = await session.read('SELECT @@GLOBAL.innodb_flush_log_at_trx_commit AS flush_at_commit');
  // 1: at each commit. 3: the same, in the steps of MariaDB 5.3.
  if (![1, 3].includes(Number(columnOf(row, 'flush_at_commit')))) {
    throw new MfaError(
      'configuration-invalid',
      'the server may lose commits in a power failure: set innodb_flush_log_at_trx_commit = 1, or pass allowVolatile if that is acceptable',
    );
  }
}
