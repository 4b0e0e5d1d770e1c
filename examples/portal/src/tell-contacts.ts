import type { CustomerPortal } from './customer-portal.ts';
import type { Message } from './messenger.ts';
import type { Contacts } from './people/directory.ts';

/** A change of the portal's own record that the user is told about. */
export interface ChangeOfRecord extends Pick<Message, 'subject' | 'text'> {
  readonly kind: 'contact-changed' | 'password-changed' | 'payment-account-changed';
  readonly userId: string;
}

/** Tells every contact that was known before the change. */
export async function tellContacts(
  { messenger, clock }: CustomerPortal,
  { email, phone }: Contacts,
  { kind, userId, subject, text }: ChangeOfRecord,
): Promise<void> {
  const contacts: readonly Message['to'][] = [
    { channel: 'email', address: email },
    ...(phone === undefined ? [] : [{ channel: 'sms', address: phone } as const]),
  ];
  for (const to of contacts) {
    await messenger({ id: `${kind}:${userId}:${clock()}:${to.channel}`, to, subject, text });
  }
}
