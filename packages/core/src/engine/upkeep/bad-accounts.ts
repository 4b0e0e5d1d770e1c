import { pauseAfter } from '../../account/notices/noticing.ts';

/** Maximum number of remembered accounts. After that the oldest are forgotten. */
const REMEMBERED = 10_000;

/** Accounts whose notices could not be sent, and when each is tried again. Each server has its own. */
export interface BadAccounts {
  /** Returns when to try again: after one minute, then after twice as long each time, at most six hours. */
  failed(userId: string, now: number): number;
  waiting(now: number): ReadonlySet<string>;
  forget(userId: string): void;
}

export function createBadAccounts(): BadAccounts {
  const bad = new Map<string, { readonly tries: number; readonly until: number }>();
  return {
    failed(userId, now) {
      const { tries = 0 } = bad.get(userId) ?? {};
      const until = now + pauseAfter(tries);
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
