import type { AuditEvent, EventPage, EventQuery, StorageAdapter, StoredAccount } from '@factorkit/core';
import { ContractBreach, must } from '../contract.ts';
import type { StorageClients } from './clients.ts';

/** An account that can be told from the others by its number. */
export function account(number: number): StoredAccount {
  return { tag: `tag-${number}`, state: `{"number": ${number}, "factors": []}` };
}

/** An event that can be told from the others by its number. */
export function event(userId: string, number: number): AuditEvent {
  return {
    id: `event-${number}`,
    userId,
    at: 1_800_000_000_000 + number,
    type: 'factor.rejected',
    factorId: `factor-${number}`,
    method: 'totp',
    challengeId: 'challenge',
    failures: number,
    source: { ip: '2001:db8::1', userAgent: 'Fire “fox” \\ \'quoted\' "twice" 😀' },
    actor: { kind: 'staff', id: 'desk-7' },
    note: 'showed a passport; “that is me”, \\ she said',
  };
}

/** Events of a user, numbered from one number to another. */
export function events(userId: string, from: number, to: number): readonly AuditEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => event(userId, from + index));
}

/** What a delete makes of an earlier event. */
export function disowned(
  { source: _source, note: _note, ...event }: AuditEvent,
  pseudonym: string,
): AuditEvent {
  return { ...event, userId: pseudonym };
}

/** An event that no adapter can write, because reading it throws: what stands before it must not be written either. */
export function unwritableEvent(userId: string): AuditEvent {
  return Object.defineProperty(event(userId, 666), 'source', {
    enumerable: true,
    get(): never {
      throw new Error('this event cannot be read');
    },
  });
}

/** Saves the first version of an account, as the beginning of a case. */
export async function create(
  storage: StorageAdapter,
  userId: string,
  next: StoredAccount,
  events: readonly AuditEvent[] = [],
): Promise<void> {
  const created = await storage.save(userId, next, undefined, events);
  must(created === true, 'saving the first version of an account answers true');
}

/** Both clients load exactly this account, or none. */
export async function bothLoad(
  { first, second }: StorageClients,
  userId: string,
  account: StoredAccount | undefined,
  sentence: string,
): Promise<void> {
  for (const [client, seen] of [
    [first, sentence],
    [second, `${sentence} (seen by the other client)`],
  ] as const) {
    const loaded = await client.load(userId);
    must(loaded.userId === userId, 'a load answers with the user id that the store looked up');
    must(sameAccount(loaded.stored, account), seen);
  }
}

/** Both clients read exactly this trail, in this order: of one user, or of all where none is named. */
export async function trailIs(
  { first, second }: StorageClients,
  userId: string | undefined,
  wanted: readonly AuditEvent[],
  sentence: string,
): Promise<void> {
  must(sameTrail(await trailOf(first, { userId }), wanted), sentence);
  must(sameTrail(await trailOf(second, { userId }), wanted), `${sentence} (seen by the other client)`);
}

export function sameTrail(found: readonly AuditEvent[], wanted: readonly AuditEvent[]): boolean {
  return found.length === wanted.length && found.every((one, index) => sorted(one) === sorted(wanted[index]));
}

/** More than any case writes. */
const ENDLESS = 5000;

/** A trail from the beginning, or from a cursor, to the empty page. */
export async function trailOf(
  storage: StorageAdapter,
  { userId, after, limit = 1000 }: Partial<EventQuery> = {},
): Promise<readonly AuditEvent[]> {
  const trail: AuditEvent[] = [];
  let page: EventPage = await storage.readEvents({ userId, after, limit });
  while (page.events.length > 0) {
    must(page.events.length <= limit, 'a page holds at most as many events as were asked for');
    trail.push(...page.events);
    if (trail.length > ENDLESS) throw new ContractBreach('cursors lead to the end of the trail');
    page = await storage.readEvents({ userId, after: page.cursor, limit });
  }
  return trail;
}

function sameAccount(one: StoredAccount | undefined, other: StoredAccount | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.tag === other.tag && one.state === other.state;
}

/** JSON with sorted keys: the order of the members of an event means nothing. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );
}
