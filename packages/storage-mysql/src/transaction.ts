import type { MysqlClient } from './client.ts';
import { propertyOf, type Session, withSession } from './session.ts';

const ATTEMPTS = 10;

/** Random, so that transactions that were rolled back together do not collide again. */
const LONGEST_PAUSE_MS = 200;

/**
 * Runs `work` in a transaction and commits it. If `work` throws, nothing is kept. A transaction that the server has
 * certainly rolled back is repeated after a random pause, perhaps on a connection that others have used since then. So
 * `work` must only write through the session.
 */
export async function inTransaction<Result>(
  client: MysqlClient,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withSession(client, (session) => once(session, work));
    } catch (error) {
      if (!wasRolledBack(error) || attempt === ATTEMPTS) throw error;
      await pause(Math.random() * Math.min(2 ** attempt, LONGEST_PAUSE_MS));
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function once<Result>(session: Session, work: (session: Session) => Promise<Result>): Promise<Result> {
  try {
    await session.write('START TRANSACTION');
    const result = await work(session);
    await session.write('COMMIT');
    return result;
  } catch (error) {
    await rollBack(session);
    throw error;
  }
}

/**
 * SQLSTATE class 40: the whole transaction was rolled back. That is a deadlock (1213) or a refusal of a cluster at the
 * commit. A lock wait time-out (1205) is not in it: there only the statement was undone.
 */
function wasRolledBack(error: unknown): boolean {
  const state = propertyOf(error, 'sqlState');
  return typeof state === 'string' && state.startsWith('40');
}

async function rollBack(session: Session): Promise<void> {
  try {
    await session.write('ROLLBACK');
  } catch {
    // The connection is probably lost with its transaction. If not, the next user must not find the transaction open.
    session.abandon();
  }
}
