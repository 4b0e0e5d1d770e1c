/** Maximum number of remembered users. After that the oldest are forgotten. */
const REMEMBERED = 10_000;

/**
 * Sign-ins that this server started and did not record: one for each user, so that a completed sign-in needs no write
 * for its start. A second start in a row records both. Each server has its own.
 */
export interface HeldSignIns {
  /**
   * Returns and forgets the number held for a user. If a sign-in was completed at `finishedAt`, earlier ones do not
   * count.
   */
  take(userId: string, finishedAt: number): number;
  hold(userId: string, now: number): void;
  /** This server completed the sign-in. */
  forget(userId: string): void;
}

export function createHeldSignIns(): HeldSignIns {
  const held = new Map<string, { readonly at: number; readonly count: number }>();
  return {
    take(userId, finishedAt) {
      const known = held.get(userId);
      held.delete(userId);
      return known === undefined || known.at < finishedAt ? 0 : known.count;
    },
    hold(userId, now) {
      const count = (held.get(userId)?.count ?? 0) + 1;
      held.delete(userId);
      held.set(userId, { at: now, count });
      const [oldest] = held.size > REMEMBERED ? held.keys() : [];
      if (oldest !== undefined) held.delete(oldest);
    },
    forget(userId) {
      held.delete(userId);
    },
  };
}
