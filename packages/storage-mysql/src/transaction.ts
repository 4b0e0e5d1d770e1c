import type { MysqlClient } from './client.ts';
import { propertyOf, type Session, withSession } from './session.ts';

const ATTEMPTS = 10;

/**
 * Runs `work` in a transaction and commits; where it throws, nothing of it stays. What the server has certainly rolled
 * back, it begins again: `work` must do nothing but write through the session.
 */
export function inTransaction<Result>(
  client: MysqlClient,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  return withSession(client, async (session) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await session.write('START TRANSACTION');
        const result = await work(session);
        await session.write('COMMIT');
        return result;
      } catch (error) {
        await rollBack(session);
        if (!wasRolledBack(error) || attempt === ATTEMPTS) throw error;
      }
    }
  });
}

/**
 * SQLSTATE class 40: the transaction was rolled back, whole. A deadlock (1213), and what a cluster refuses at its commit.
 * A lock that was not given in time (1205) is none: there only the statement was undone.
 */
function wasRolledBack(error: unknown): boolean {
  const state = propertyOf(error, 'sqlState');
  return typeof state === 'string' && state.startsWith('40');
}

async function rollBack(session: Session): Promise<void> {
  try {
    await session.write('ROLLBACK');
  } catch {
    // The connection is lost, and the transaction with it. If it is not, the next one must not find it open.
    session.abandon();
  }
}
