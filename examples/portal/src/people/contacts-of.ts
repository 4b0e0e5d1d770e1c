import type { Contact } from '@factorkit/core';
import type { Person } from './directory.ts';

/** The contacts that the portal's record of a user contains. */
export function contactsOf({ email, emailSince, phone, phoneSince }: Person): readonly Contact[] {
  return [
    { id: 'email', channel: 'email', address: email, since: emailSince },
    ...(phone === undefined
      ? []
      : [{ id: 'phone', channel: 'sms', address: phone, since: phoneSince } as const]),
  ];
}
