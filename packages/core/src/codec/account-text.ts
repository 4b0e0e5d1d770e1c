import type { Account } from '../account/account.ts';
import { withoutFuture } from '../account/stored-times.ts';
import { tagged } from '../account/tags.ts';
import type { StoredAccount } from '../ports/storage.ts';
import { readAccount, unreadable } from './account-document.ts';
import { assertAuthentic, authenticate } from './account-mac.ts';
import type { Keyring } from './keyring.ts';

/** Encodes the account for the save with this tag: readable JSON, authenticated as a whole. */
export function encodeAccount(keyring: Keyring, account: Account, tag: string): string {
  // Checked before it is written: a document that cannot be read again would lock the user out.
  const document = readAccount(tagged(account, tag));
  return authenticate(keyring, { userId: account.userId, tag }, JSON.stringify(document));
}

/**
 * Decodes a stored account. It is authenticated first, then every member is checked. A document that was cut, edited,
 * copied from another user or written by a newer version is refused, and never read as an account with fewer factors.
 * Times after `now` are corrected by {@link withoutFuture}.
 *
 * @throws MfaError `account-tampered`, `key-unknown` or `account-unreadable`. The message may contain a path, never a
 * value.
 */
export function decodeAccount(
  keyring: Keyring,
  userId: string,
  { tag, state }: Pick<StoredAccount, 'tag' | 'state'>,
  now: number,
): Account {
  assertAuthentic(keyring, { userId, tag }, state);
  const parsed = parse(state);
  // One document has one spelling. For example, only the last of two equal members would be read.
  if (JSON.stringify(parsed) !== state) throw unreadable('');
  const { mac: _, ...document } = parsed;
  const account = readAccount(document);
  if (account.userId !== userId) throw unreadable('userId');
  if (account.tags.at(-1) !== tag) throw unreadable('tags');
  return withoutFuture(account, now);
}

/** The last member was found, so this is an object. */
function parse(state: string): { readonly [member: string]: unknown } {
  try {
    return JSON.parse(state);
  } catch {
    // The parser's own message quotes the text.
    throw unreadable('');
  }
}
