import type { Account, Change } from './account.ts';
import { isEnrolled } from './factor.ts';
import { LONGEST_PAUSE_MS, nextNoticeAt } from './noticing.ts';

const MINUTE_MS = 60_000;

/** Whether the user has a factor that is active or suspended. */
export function hasFactor(account: Account | undefined): boolean {
  return account?.factors.some(isEnrolled) ?? false;
}

/** The account with the word that the host has to be told. Whoever commits it tells it at once, within a minute. */
export function untold(account: Account, now: number): Account {
  return { ...account, untoldEnrolment: { tries: 0, notBefore: now + MINUTE_MS } };
}

export function isTellingDue(account: Account | undefined, now: number): boolean {
  const { untoldEnrolment: word } = account ?? {};
  return word !== undefined && word.notBefore <= now;
}

/** Takes the telling for a minute, then for twice as long each time. `undefined`: nothing is to be told now. */
export function takeTelling(account: Account, now: number): Change | undefined {
  const { untoldEnrolment: word } = account;
  if (word === undefined || !isTellingDue(account, now)) return undefined;
  const pause = Math.min(MINUTE_MS * 2 ** word.tries, LONGEST_PAUSE_MS);
  const untoldEnrolment = { tries: word.tries + 1, notBefore: now + pause };
  return { account: { ...account, untoldEnrolment }, happened: [] };
}

/** The host was told. */
export function told(account: Account): Change | undefined {
  const { untoldEnrolment, ...rest } = account;
  return untoldEnrolment && { account: rest, happened: [] };
}

/** When the account wants to be looked at next: for its outbox, or for what the host is to be told. */
export function nextDueAt(account: Account): number | undefined {
  const times = [nextNoticeAt(account), account.untoldEnrolment?.notBefore].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}
