import type { Contact } from '../ports/contacts.ts';

/** Enough to recognise one's own, too little to learn a stranger's: `a•••@example.com`, `•••• 67`. */
export function hintOf({ channel, address }: Contact): string {
  if (channel === 'sms') return `•••• ${address.slice(-2)}`;
  const at = address.lastIndexOf('@');
  return `${[...address][0] ?? ''}•••${address.slice(at)}`;
}
