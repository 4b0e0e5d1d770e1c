import type { Account, Change } from '../account.ts';
import { isEnrolled } from '../factors/factor.ts';
import { nextNoticeAt, pauseAfter } from './noticing.ts';

/** Whether the user has a factor that is active or suspended. */
export function hasFactor(account: Account | undefined): boolean {
  return account?.factors.some(isEnrolled) ?? false;
}

/** Records that the host must be notified. The request that commits this does it at once; dispatchers wait a minute. */
export function untold(account: Account, now: number): Account {
  return { ...account, untoldEnrolment: { tries: 0, notBefore: now + pauseAfter(0) } };
}

export function isTellingDue(account: Account | undefined, now: number): boolean {
  const { untoldEnrolment } = account ?? {};
  return untoldEnrolment !== undefined && untoldEnrolment.notBefore <= now;
}

/** Reserves the call of the host hook. Others try after a pause that grows. `undefined` if no call is due. */
export function takeTelling(account: Account, now: number): Change | undefined {
  const { untoldEnrolment: due } = account;
  if (due === undefined || !isTellingDue(account, now)) return undefined;
  const untoldEnrolment = { tries: due.tries + 1, notBefore: now + pauseAfter(due.tries) };
  return { account: { ...account, untoldEnrolment }, events: [] };
}

/** Records that the host was notified. */
export function told(account: Account): Change | undefined {
  const { untoldEnrolment, ...rest } = account;
  return untoldEnrolment && { account: rest, events: [] };
}

/** When the account is due next: for a notice, or for a call of `enrolmentChanged`. */
export function nextDueAt(account: Account): number | undefined {
  const times = [nextNoticeAt(account), account.untoldEnrolment?.notBefore].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}
