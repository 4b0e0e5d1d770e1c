import type { Account } from './account.ts';

/** Number of tags that are kept: a save whose result was lost is recognised after up to seven others. */
const REMEMBERED = 8;

/** The account with the tag of the save that writes it. */
export function tagged(account: Account, tag: string): Account {
  return { ...account, tags: [...account.tags, tag].slice(-REMEMBERED) };
}

/** Whether the save with this tag was written, even if others followed. */
export function wasSaved({ tags }: Account, tag: string): boolean {
  return tags.includes(tag);
}
