/** Users that are remembered at once; beyond it the oldest are forgotten. */
const REMEMBERED = 10_000;

/**
 * Sign-ins that this server began and that are not on record: one for each user, so that beginning a sign-in that is then
 * finished writes nothing. The second in a row puts both on record. Each server holds its own.
 */
export interface HeldSignIns {
  /** How many are held of a user, and forgets them. Another server finished what began before `finishedAt`. */
  take(userId: string, finishedAt: number): number;
  hold(userId: string, now: number): void;
  /** This server finished it. */
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
