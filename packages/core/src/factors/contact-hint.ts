import type { Contact } from '../ports/contacts.ts';

/** Masks a contact: the user recognises it, but an attacker learns little. `a•••@example.com`, `•••• 67`. */
export function hintOf({ channel, address }: Contact): string {
  if (channel === 'sms') return `•••• ${address.slice(-2)}`;
  const at = address.lastIndexOf('@');
  return `${[...address][0] ?? ''}•••${address.slice(at)}`;
}
