import { LONGEST_PAUSE_MS } from '../account/noticing.ts';
import { loadStored } from './account-store.ts';
import type { EngineContext } from './context.ts';

const MINUTE_MS = 60_000;
/** Accounts that are remembered at once; beyond it the oldest are forgotten. */
const REMEMBERED = 10_000;
/** As many as `storage.due` gives. */
const MOST_DUE = 1000;

/** Accounts whose notices could not be served, and when each is tried again. Each server has its own. */
export interface BadAccounts {
  /** When to try again: after one minute, then after twice as long each time, at most six hours. */
  failed(userId: string, now: number): number;
  waiting(now: number): ReadonlySet<string>;
  forget(userId: string): void;
}

export function createBadAccounts(): BadAccounts {
  const bad = new Map<string, { readonly tries: number; readonly until: number }>();
  return {
    failed(userId, now) {
      const { tries = 0 } = bad.get(userId) ?? {};
      const until = now + Math.min(MINUTE_MS * 2 ** tries, LONGEST_PAUSE_MS);
      bad.delete(userId);
      bad.set(userId, { tries: tries + 1, until });
      const [oldest] = bad.size > REMEMBERED ? bad.keys() : [];
      if (oldest !== undefined) bad.delete(oldest);
      return until;
    },
    waiting(now) {
      return new Set([...bad].filter(([, { until }]) => now < until).map(([userId]) => userId));
    },
    forget(userId) {
      bad.delete(userId);
    },
  };
}

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
