import type {
  AuditEvent,
  EventPage,
  EventQuery,
  StorageAdapter,
  StoredAccount,
  UserIdPage,
  UserIdQuery,
} from '@factorkit/core';
import type { StorageClients } from '../../src/storage/clients.ts';
import { listed } from '../../src/storage/listed.ts';
import { trailOf } from '../../src/storage/sample.ts';

/** A store with one thing wrong with it: the proof that the contract would notice. */
export interface StorageMutant {
  /** What it does wrong. */
  readonly name: string;
  /** The name of the contract case that must fail on it. Others may fail too. */
  readonly caughtBy: string;
  /** Spoils good clients. */
  breaks(good: StorageClients): StorageClients;
}

/** Spoils each client by itself: what the spoiler remembers, the other client does not know. */
export function eachClient(
  spoil: (good: StorageAdapter) => Partial<StorageAdapter>,
): (good: StorageClients) => StorageClients {
  return (good) => ({
    ...good,
    first: { ...good.first, ...spoil(good.first) },
    second: { ...good.second, ...spoil(good.second) },
  });
}

/** Writes whatever the stored tag is: the opposite of compare-and-set. */
export async function overwrite(
  good: StorageAdapter,
  userId: string,
  next: StoredAccount,
  events: readonly AuditEvent[],
): Promise<boolean> {
  const current = (await good.load(userId)).stored;
  if (await good.save(userId, next, current?.tag, events)) return true;
  return overwrite(good, userId, next, events);
}

/** Shows another trail than the one that was written. */
export function retells(
  change: (trail: readonly AuditEvent[]) => readonly AuditEvent[],
): (good: StorageAdapter) => Pick<StorageAdapter, 'readEvents'> {
  return (good) => ({ readEvents: async (query) => pageOf(change(await trailOf(good)), query) });
}

/** A page of a trail whose events are numbered by their places in it. */
export function pageOf(trail: readonly AuditEvent[], { userId, after = '0', limit }: EventQuery): EventPage {
  const page = trail
    .map((event, index) => ({ event, place: index + 1 }))
    .slice(Number(after))
    .filter(({ event }) => userId === undefined || event.userId === userId)
    .slice(0, limit);
  return { events: page.map(({ event }) => event), cursor: String(page.at(-1)?.place ?? after) };
}

/** Spoils a page of a listing that was read well. */
export function respells(
  change: (page: UserIdPage, query: UserIdQuery) => UserIdPage,
): StorageMutant['breaks'] {
  return eachClient((good) => ({
    readUserIds: async (query) => change(await good.readUserIds(query), query),
  }));
}

/** All who have an account. */
export function everybody(good: StorageAdapter): Promise<readonly string[]> {
  return listed({ readers: [good], limit: 1000 });
}

/** A page of a list whose rows are told by their numbers. */
export async function pageByNumber(
  rows: readonly string[],
  { after = '0', limit }: UserIdQuery,
): Promise<UserIdPage> {
  const end = Number(after) + limit;
  const userIds = rows.slice(Number(after), end);
  return rows.length > end ? { userIds, cursor: String(end) } : { userIds };
}
