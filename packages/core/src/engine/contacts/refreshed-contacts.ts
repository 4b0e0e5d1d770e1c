import type { Account, Change } from '../../account/account.ts';
import { isEnrolled } from '../../account/factors/factor.ts';
import { channelOf, refreshContacts, type SeenContact } from '../../account/sending/contacts.ts';
import type { KnownContact } from '../../account/sending/known-contact.ts';
import type { DecisionContext } from '../context.ts';

interface Named {
  readonly account: Account;
  readonly named: readonly SeenContact[];
  readonly now: number;
}

/** The account with the host's current contacts. `undefined` if nothing changes. */
export function refreshed(context: DecisionContext, { account, named, now }: Named): Change | undefined {
  return refreshContacts(account, named, { now, isUsed: usedBy(context, account) });
}

/** Whether an enrolled factor sends its codes to a contact. */
function usedBy({ methods }: DecisionContext, { factors }: Account): (contact: KnownContact) => boolean {
  const used = new Set(
    factors.filter(isEnrolled).map(({ method, data }) => methods.get(method)?.shows(data).channel),
  );
  return (contact) => used.has(channelOf(contact));
}
