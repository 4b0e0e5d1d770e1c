import type { Account, Change } from '../account.ts';
import { afterFailure, noFailures } from '../failures/failures.ts';

/**
 * Records a password change, often because another person may know the password. The new epoch ends challenges, set-ups
 * and trusted devices that started with the old one.
 */
export function changePassword(account: Account, epoch: string): Change {
  const { passwordFailures: _, ...rest } = account;
  return { account: { ...rest, epoch }, events: [{ type: 'password.changed' }] };
}

/** Records a correct password and clears the failures. */
export function acceptPassword(account: Account): Change {
  const { passwordFailures: _, ...rest } = account;
  return { account: rest, events: [{ type: 'password.accepted' }] };
}

/** Counts a wrong password. */
export function rejectPassword(account: Account, now: number): Change {
  const passwordFailures = afterFailure(account.passwordFailures ?? noFailures, now);
  return { account: { ...account, passwordFailures }, events: [{ type: 'password.rejected' }] };
}
