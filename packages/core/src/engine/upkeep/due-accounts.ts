import { loadStored } from '../commit/account-store.ts';
import type { EngineContext } from '../context.ts';

/** The maximum of `storage.due`. */
const MOST_DUE = 1000;

/** The accounts whose notices are due, without those that wait on this server. */
export async function accountsDue(
  { storage, clock, badAccounts }: EngineContext,
  limit: number,
): Promise<readonly string[]> {
  const now = clock();
  const waiting = badAccounts.waiting(now);
  const due = await storage.due(now, Math.min(MOST_DUE, limit + waiting.size));
  return due.filter((userId) => !waiting.has(userId)).slice(0, limit);
}

/**
 * Makes an account wait on this server, and with `everywhere` on all: the row keeps its tag and its text, which may be
 * unreadable, and gets a later due time.
 */
export async function passOver(
  context: EngineContext,
  userId: string,
  { everywhere }: { readonly everywhere: boolean },
): Promise<void> {
  const due = context.badAccounts.failed(userId, context.clock());
  if (!everywhere) return;
  try {
    const stored = await loadStored(context, userId);
    if (stored === undefined) return;
    const { tag, state } = stored;
    await context.storage.save(userId, { tag, state, due }, tag, []);
  } catch {
    // It then waits only on this server.
  }
}
