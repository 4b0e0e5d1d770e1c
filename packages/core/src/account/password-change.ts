import type { Account, Change } from './account.ts';

/**
 * The password was changed, most often because somebody else may know it: challenges, set-ups and trusted devices that
 * began with the old one die with the epoch.
 */
export function changePassword(account: Account, epoch: string): Change {
  return { account: { ...account, epoch }, happened: [{ type: 'password.changed' }] };
}
