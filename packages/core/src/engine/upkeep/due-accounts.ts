import { loadStored } from '../commit/account-store.ts';
import type { EngineContext } from '../context.ts';

/** As many as `storage.due` gives. */
const MOST_DUE = 1000;

/** The accounts whose notices are due, without those that are to wait here. */
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
 * Has an account wait on this server, and `everywhere` if it was due: the row keeps its tag and its text, which may be
 * unreadable, and is due later.
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
    // It waits on this server alone.
  }
}
