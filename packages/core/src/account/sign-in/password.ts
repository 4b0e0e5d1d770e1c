import type { Account, Change } from '../account.ts';
import { afterFailure, noFailures } from '../failures/failures.ts';

/**
 * The password was changed, most often because somebody else may know it: challenges, set-ups and trusted devices that
 * began with the old one die with the epoch.
 */
export function changePassword(account: Account, epoch: string): Change {
  const { passwordFailures: _, ...rest } = account;
  return { account: { ...rest, epoch }, events: [{ type: 'password.changed' }] };
}

/** A fresh password was right: the failures before it are passed. */
export function acceptPassword(account: Account): Change {
  const { passwordFailures: _, ...rest } = account;
  return { account: rest, events: [{ type: 'password.accepted' }] };
}

/** A fresh password was wrong. */
export function rejectPassword(account: Account, now: number): Change {
  const passwordFailures = afterFailure(account.passwordFailures ?? noFailures, now);
  return { account: { ...account, passwordFailures }, events: [{ type: 'password.rejected' }] };
}
