import type { CustomerPortal } from './customer-portal.ts';

/** Sends what users are to be told and were not yet. While one round is under way, the next waits for its end. */
export type NoticeRounds = () => Promise<void>;

export function createNoticeRounds(portals: readonly CustomerPortal[]): NoticeRounds {
  let last: Promise<void> = Promise.resolve();
  return () => {
    const round = last.then(() => sendAll(portals));
    last = round.catch(() => {});
    return round;
  };
}

async function sendAll(portals: readonly CustomerPortal[]): Promise<void> {
  for (const { mfa, directory } of portals) {
    // One by one, for these portals share a store and none of them can reach the others' users. A portal with a store
    // of its own calls `mfa.dispatchNotices({ everyone: true })`, which finds whose notices are due.
    for (const { userId } of directory.people()) await mfa.dispatchNotices({ userId });
  }
}
