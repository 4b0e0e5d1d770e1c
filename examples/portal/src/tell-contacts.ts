import type { CustomerPortal } from './customer-portal.ts';
import type { Message } from './messenger.ts';
import { contactsOf } from './people/contacts-of.ts';
import type { Person } from './people/directory.ts';

/** A change of the portal's own record that the user is told about. */
interface ChangeOfRecord extends Pick<Message, 'subject' | 'text'> {
  readonly kind: 'contact-changed' | 'password-changed' | 'payment-account-changed';
}

/**
 * Tells every contact of `person`, the user as they were before the change. The change is done by then: a message that
 * fails is reported and does not change the answer.
 */
export async function tellContacts(
  { messenger, clock, onError }: CustomerPortal,
  person: Person,
  { kind, subject, text }: ChangeOfRecord,
): Promise<void> {
  for (const to of contactsOf(person)) {
    const id = `${kind}:${person.userId}:${clock()}:${to.channel}`;
    await messenger({ id, to, subject, text }).catch(onError);
  }
}
