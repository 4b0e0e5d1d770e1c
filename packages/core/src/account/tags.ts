import type { Account } from './account.ts';

/** Saves that an account remembers: so many others may overtake one whose answer was lost. */
const REMEMBERED = 8;

/** The account as the save with this tag writes it. */
export function tagged(account: Account, tag: string): Account {
  return { ...account, tags: [...account.tags, tag].slice(-REMEMBERED) };
}

/** Whether the save with this tag took place, even if others followed it. */
export function wasSaved({ tags }: Account, tag: string): boolean {
  return tags.includes(tag);
}
