import type { Account } from '../account/account.ts';
import { withoutFuture } from '../account/stored-times.ts';
import { tagged } from '../account/tags.ts';
import type { StoredAccount } from '../ports/storage.ts';
import { readAccount } from './account-document.ts';
import { assertAuthentic, authenticate } from './account-mac.ts';
import { record, unreadable } from './document.ts';
import type { Keyring } from './keyring.ts';

/** The account as text for the save with this tag: readable JSON, authenticated as a whole. */
export function encodeAccount(keyring: Keyring, account: Account, tag: string): string {
  // Read before it is written: what could not be read again would lock the user out.
  const document = readAccount(tagged(account, tag));
  return authenticate(keyring, { userId: account.userId, tag }, JSON.stringify(document));
}

/**
 * Reads a stored account. It is authenticated first, then every member is checked: a document that was cut, edited,
 * copied from another user or written by a newer version refuses, and never reads as an account with fewer factors.
 * Times after `now` are taken back by {@link withoutFuture}.
 *
 * @throws MfaError `account-tampered`, `key-unknown` or `account-unreadable`. The message may name a path, never a value.
 */
export function decodeAccount(
  keyring: Keyring,
  userId: string,
  { tag, state }: Pick<StoredAccount, 'tag' | 'state'>,
  now: number,
): Account {
  assertAuthentic(keyring, { userId, tag }, state);
  const parsed = record(parse(state), '');
  // One document has one spelling. A member that stands twice, for one, would be read as its last.
  if (JSON.stringify(parsed) !== state) throw unreadable('');
  const { mac: _, ...document } = parsed;
  const account = readAccount(document);
  if (account.userId !== userId) throw unreadable('userId');
  if (account.tags.at(-1) !== tag) throw unreadable('tags');
  return withoutFuture(account, now);
}

function parse(state: string): unknown {
  try {
    return JSON.parse(state);
  } catch {
    // The parser's own message quotes the text.
    throw unreadable('');
  }
}
