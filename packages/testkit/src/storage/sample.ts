import type { AuditEvent, StorageAdapter, StoredAccount } from '@factorkit/core';
import { must } from '../contract.ts';
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
  };
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

/** Saves the first version of an account, as the ground on which a clause stands. */
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
  must(sameAccount(await first.load(userId), account), sentence);
  must(sameAccount(await second.load(userId), account), `${sentence} (seen by the other client)`);
}

/** The user's trail is exactly these events, in this order. */
export async function trailIs(
  { events }: StorageClients,
  userId: string,
  wanted: readonly AuditEvent[],
  sentence: string,
): Promise<void> {
  const found = await events(userId);
  must(found.length === wanted.length, sentence);
  must(
    found.every((one, index) => sorted(one) === sorted(wanted[index])),
    sentence,
  );
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
