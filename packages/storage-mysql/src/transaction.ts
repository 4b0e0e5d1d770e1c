import type { MysqlClient } from './client.ts';
import { propertyOf, type Session, withSession } from './session.ts';

const ATTEMPTS = 10;

/** So that those who were rolled back together do not meet again together. */
const LONGEST_PAUSE_MS = 200;

/**
 * Runs `work` in a transaction and commits; where it throws, nothing of it stays. What the server has certainly rolled
 * back, it begins again after a random pause, on a connection that others may have had meanwhile: `work` must do nothing
 * but write through the session.
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
