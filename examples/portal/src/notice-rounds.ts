import type { CustomerPortal } from './customer-portal.ts';

/** Sends pending notices. If a round is in progress, the next one waits for it. */
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
    // One by one, because these portals share a store and none may send the notices of another's users. A portal with
    // its own store calls `mfa.dispatchNotices({ everyone: true })`, which finds the users with pending notices.
    for (const { userId } of directory.people()) await mfa.dispatchNotices({ userId });
  }
}
