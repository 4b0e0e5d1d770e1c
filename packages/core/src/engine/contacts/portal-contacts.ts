import { MfaError } from '../../errors.ts';
import type { Contact } from '../../ports/contacts.ts';
import type { EngineContext } from '../context.ts';

/** Where the portal can reach a user. */
export async function contactsOf({ portal }: EngineContext, userId: string): Promise<readonly Contact[]> {
  const contacts: readonly Contact[] = (await portal.contacts?.(userId)) ?? [];
  // An id that is no text would be kept with the account, and make it unreadable.
  if (!Array.isArray(contacts) || !contacts.every((contact: Contact) => typeof contact?.id === 'string')) {
    throw new MfaError('portal-failed', 'portal.contacts gave no list of contacts with an id');
  }
  return contacts;
}
