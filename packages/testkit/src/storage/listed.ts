import type { StorageAdapter, UserIdPage } from '@factorkit/core';
import { ContractBreach, must } from '../contract.ts';
import type { StorageClients } from './clients.ts';

/** More pages than any case reads, also where a store has one for each of its parts and most of them are empty. */
const ENDLESS = 5000;

export interface Listing {
  /** Who reads: each page another one, in turn. */
  readonly readers: readonly StorageAdapter[];
  readonly limit: number;
  /** The cursor to begin from. */
  readonly after?: string | undefined;
  /** What happens after each page. */
  between?(page: UserIdPage): Promise<void>;
}

/** A listing page by page, to the last. */
export async function listed({ readers, limit, after, between }: Listing): Promise<readonly string[]> {
  const users: string[] = [];
  let cursor = after;
  for (let pages = 0; pages < ENDLESS; pages += 1) {
    const page = await readers[pages % readers.length]?.readUserIds({ after: cursor, limit });
    if (page === undefined) throw new TypeError('nobody reads');
    must(page.userIds.length <= limit, 'a page holds at most as many users as were asked for');
    users.push(...page.userIds);
    await between?.(page);
    cursor = page.cursor;
    if (cursor === undefined) return users;
  }
  throw new ContractBreach('cursors lead to a last page');
}

/** The first page that anybody is on: a page may be empty and not be the last. */
export async function firstListed(reader: StorageAdapter, limit: number): Promise<UserIdPage> {
  let page = await reader.readUserIds({ limit });
  for (let pages = 1; page.userIds.length === 0; pages += 1) {
    must(page.cursor !== undefined && pages < ENDLESS, 'where somebody has an account, a page lists them');
    page = await reader.readUserIds({ after: page.cursor, limit });
  }
  return page;
}

/** Both clients list exactly these users, each once, in whatever order. */
export async function listedAre(
  { first, second }: StorageClients,
  wanted: readonly string[],
  sentence: string,
  limits: readonly number[] = [2, 1000],
): Promise<void> {
  for (const limit of limits) {
    must(sameUsers(await listed({ readers: [first], limit }), wanted), sentence);
    must(
      sameUsers(await listed({ readers: [second], limit }), wanted),
      `${sentence} (seen by the other client)`,
    );
  }
}

export function sameUsers(found: readonly string[], wanted: readonly string[]): boolean {
  const [one, other] = [found.toSorted(), wanted.toSorted()];
  return one.length === other.length && one.every((userId, index) => userId === other[index]);
}
