import type { DomainEvent } from '../../account/domain-event.ts';

/**
 * Events of accepted answers, or with their own limit in the account. All other events that change no account are
 * limited.
 */
const UNBOUNDED: readonly DomainEvent['type'][] = [
  'trusted-device.used',
  'code.handed-over',
  'code.not-sent',
];

/** Number of events of one type for one user in ten minutes. This shows an attack and keeps the trail small. */
const MOST = 10;
const WINDOW_MS = 600_000;

/** Maximum number of remembered users and types. After that the oldest are forgotten. */
const REMEMBERED = 10_000;

/** Limits the events that an attacker can cause with every request. Each server counts separately. */
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
      // A clock that was set back also starts a new window.
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
