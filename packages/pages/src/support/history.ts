import type { Actor, AuditEvent } from '@factorkit/core';
import type { Subject } from './subject.ts';

/** Events at one time, by one person, for one reason: one action often writes several events. */
export interface HistoryEntry {
  readonly at: number;
  readonly actor: Actor;
  readonly note?: string;
  readonly ip?: string;
  readonly events: readonly AuditEvent[];
}

const PAGE = 500;

/** The whole audit trail of one user, newest first. */
export async function historyOf({ portal, person }: Subject): Promise<readonly HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (let after: string | undefined; ; ) {
    const page = await portal.mfa.readEvents({ userId: person.userId, after, limit: PAGE });
    for (const event of page.events) {
      const last = entries.at(-1);
      const entry = entryOf(event);
      if (last !== undefined && belongTogether(last, entry)) {
        entries[entries.length - 1] = { ...last, events: [...last.events, event] };
      } else entries.push(entry);
    }
    if (page.events.length === 0) return entries.reverse();
    after = page.cursor;
  }
}

function entryOf(event: AuditEvent): HistoryEntry {
  const { at, actor = { kind: 'user' }, note, source } = event;
  return {
    at,
    actor,
    ...(note !== undefined && { note }),
    ...(source?.ip !== undefined && { ip: source.ip }),
    events: [event],
  };
}

function belongTogether(one: HistoryEntry, other: HistoryEntry): boolean {
  const hand = ({ actor }: HistoryEntry): string => (actor.kind === 'staff' ? actor.id : actor.kind);
  return one.at === other.at && hand(one) === hand(other) && one.note === other.note && one.ip === other.ip;
}
