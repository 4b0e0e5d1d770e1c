import type { Account, Change } from '../account/account.ts';
import { refreshContacts, type SeenContact } from '../account/contacts.ts';
import type { DecisionContext } from './context.ts';
import { usedBy } from './facts.ts';

interface Named {
  readonly account: Account;
  readonly named: readonly SeenContact[];
  readonly now: number;
}

/** The account with the contacts that the host names now. `undefined`: it has them already. */
export function refreshed(context: DecisionContext, { account, named, now }: Named): Change | undefined {
  return refreshContacts(account, named, { now, isUsed: usedBy(context, account) });
}
