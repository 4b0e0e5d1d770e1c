import type { DomainEvent } from '../../account/domain-event.ts';

/** What was accepted, or has a limit of its own in the account. Everything else that changes no account is bounded here. */
const UNBOUNDED: readonly DomainEvent['type'][] = [
  'trusted-device.used',
  'code.handed-over',
  'code.not-sent',
];

/** Records of one kind about one user in ten minutes. Enough to see an attack, and no more than a trail can bear. */
const MOST = 10;
const WINDOW_MS = 600_000;

/** Users and kinds that are remembered at once; beyond it the oldest are forgotten. */
const REMEMBERED = 10_000;

/** Bounds the events that a stranger can cause with every request. Counted in each server by itself. */
export interface EventLimit {
  admits(userId: string, type: DomainEvent['type'], now: number): boolean;
}

export function createEventLimit(): EventLimit {
  const counts = new Map<string, { readonly since: number; count: number }>();
  return {
    admits(userId, type, now) {
      if (UNBOUNDED.includes(type)) return true;
      const key = `${type}\n${userId}`;
      const known = counts.get(key);
      // A clock that was set back begins a new window too.
      if (known !== undefined && Math.abs(now - known.since) < WINDOW_MS) {
        known.count += 1;
        return known.count <= MOST;
      }
      counts.delete(key);
      counts.set(key, { since: now, count: 1 });
      const [oldest] = counts.size > REMEMBERED ? counts.keys() : [];
      if (oldest !== undefined) counts.delete(oldest);
      return true;
    },
  };
}
