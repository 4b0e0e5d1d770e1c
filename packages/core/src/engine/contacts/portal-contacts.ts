import { MfaError } from '../../errors.ts';
import type { Contact } from '../../ports/contacts.ts';
import type { EngineContext } from '../context.ts';

/** The user's contacts from the host. */
export async function contactsOf({ portal }: EngineContext, userId: string): Promise<readonly Contact[]> {
  const contacts: readonly Contact[] = (await portal.contacts?.(userId)) ?? [];
  // An id that is not a text would be stored with the account and make it unreadable.
  if (!Array.isArray(contacts) || !contacts.every((contact: Contact) => typeof contact?.id === 'string')) {
    throw new MfaError('portal-failed', 'portal.contacts must return a list of contacts with an id');
  }
  return contacts;
}
