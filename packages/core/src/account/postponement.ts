import type { Account, Change } from './account.ts';

/** Writes down that an enrolment was put off, and since when it has been asked for. */
export function postponeEnrolment(account: Account, now: number): Change {
  const { firstAt = now, times = 0 } = account.postponed ?? {};
  return {
    account: { ...account, postponed: { firstAt, times: times + 1 } },
    happened: [{ type: 'enrolment.postponed', times: times + 1 }],
  };
}
