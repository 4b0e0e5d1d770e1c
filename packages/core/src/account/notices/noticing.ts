import type { Account, Change } from '../account.ts';
import type { DomainEvent } from '../domain-event.ts';
import { type Factor, isEnrolled } from '../factors/factor.ts';
import type { Notice } from './notice.ts';

/**
 * What the user is told of, the most telling first: one change makes one message, about the first of these in it.
 * NIST SP 800-63B-4 §4.6 and ASVS 5.0 6.3.7 ask for every change of what signs in; 6.3.5 for a right password with
 * wrong codes.
 */
export const TOLD = [
  'recovery.completed',
  'recovery.approved',
  'recovery.requested',
  'recovery.revoked',
  'recovery.cancelled',
  'mfa.disabled',
  'mfa.enabled',
  'factor.activated',
  'factor.removed',
  'factor.suspended',
  'backup-codes.suspended',
  'factor.suspension-near',
  'backup-codes.suspension-near',
  'factor.locked',
  'codes.locked',
  'backup-codes.locked',
  'factor.accepted-after-failures',
  'trusted-device.copied',
  'backup-code.accepted',
  'trusted-device.added',
  'backup-codes.issued',
  'recovery.ended',
  'recovery-code.locked',
  'contact.replaced',
  'sign-in.unfinished',
  'recovery-code.sent',
  'primary.changed',
  'password.changed',
] as const;

/** What a notice can be about. */
export type Told = (typeof TOLD)[number];

/** No outbox is longer, whatever happens while nothing can be sent. */
const MOST_WAITING = 50;

/** A message that could not be handed over in so many tries, most of a day, is given up. */
const MOST_TRIES = 12;

const FIRST_PAUSE_MS = 60_000;
export const LONGEST_PAUSE_MS: number = 21_600_000;

/** Milliseconds before the next try: a minute after the first, twice as long after each further one, at most six hours. */
export function pauseAfter(tries: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
}

/** What to tell of a change: the most telling thing in it that is `told`, or nothing. */
export function mostTelling(
  { account, events }: Change,
  told: (about: Told) => boolean,
): Extract<DomainEvent, { readonly type: Told }> | undefined {
  // Codes of a first set-up that is not in force yet open nothing; what puts it in force is told.
  const opens = account.factors.some(isEnrolled);
  const telling = TOLD.find(
    (about) =>
      events.some(({ type }) => type === about) && told(about) && (about !== 'backup-codes.issued' || opens),
  );
  return events.find((event): event is Extract<DomainEvent, { readonly type: Told }> => {
    return event.type === telling;
  });
}

/** The factor that something happened to, as it is called: after a removal, as it was called. */
export function factorOf(
  event: DomainEvent,
  before: Account | undefined,
  after: Account,
): Factor | undefined {
  if (!('factorId' in event)) return undefined;
  return [...after.factors, ...(before?.factors ?? [])].find(({ id }) => id === event.factorId);
}

/**
 * Puts a notice into the outbox. In a full one the oldest of the most frequent kind gives way, so that no flood of one
 * thing pushes out the word of another.
 */
export function addNotice(account: Account, notice: Notice): Change {
  const waiting = [...(account.notices ?? []), notice];
  if (waiting.length <= MOST_WAITING) return { account: { ...account, notices: waiting }, events: [] };
  const frequency = (about: Notice['about']): number =>
    waiting.filter((other) => other.about === about).length;
  const most = Math.max(...waiting.map(({ about }) => frequency(about)));
  const first = waiting.find(({ about }) => frequency(about) === most) ?? notice;
  return dropNotice({ ...account, notices: waiting }, first);
}

/** What may be sent now, oldest first. */
export function dueNotices(account: Account | undefined, now: number): readonly Notice[] {
  return (account?.notices ?? []).filter(({ notBefore }) => notBefore <= now);
}

/** When the outbox wants to be looked at next. */
export function nextNoticeAt({ notices = [] }: Account): number | undefined {
  return notices.length === 0 ? undefined : Math.min(...notices.map(({ notBefore }) => notBefore));
}

/**
 * Takes a notice for sending, or gives it up after too many tries. Whoever takes it has it alone until the next try is
 * due: one time that is lease and pause in one, so that a crash, a hanging transport and a refusal end the same way.
 */
export function takeNotice(
  account: Account,
  notice: Notice,
  now: number,
): Change & { readonly taken: boolean } {
  if (notice.tries >= MOST_TRIES) return { ...dropNotice(account, notice), taken: false };
  const taken = { ...notice, tries: notice.tries + 1, notBefore: now + pauseAfter(notice.tries) };
  return { account: replaceNotice(account, taken), events: [], taken: true };
}

export interface Telling {
  readonly noticeId: string;
  /** The contacts that were told just now, by their key: mark or id. */
  readonly told: readonly string[];
  /** Everybody who is to be told. */
  readonly recipients: readonly string[];
}

/** With the last contact that is told the notice is done. Nothing changes where it is done already. */
export function markTold(
  account: Account,
  { noticeId, told: toldNow, recipients }: Telling,
): Change | undefined {
  const notice = account.notices?.find(({ id }) => id === noticeId);
  if (notice === undefined) return undefined;
  const told = [...new Set([...notice.told, ...toldNow])];
  const done = recipients.every((id) => told.includes(id));
  return {
    account: done ? withoutNotice(account, notice) : replaceNotice(account, { ...notice, told }),
    events: [],
  };
}

function dropNotice(account: Account, notice: Notice): Change {
  return {
    account: withoutNotice(account, notice),
    events: [{ type: 'notice.dropped', noticeId: notice.id, about: notice.about }],
  };
}

function withoutNotice(account: Account, { id }: Notice): Account {
  const { notices = [], ...rest } = account;
  const left = notices.filter((other) => other.id !== id);
  return left.length === 0 ? rest : { ...rest, notices: left };
}

function replaceNotice(account: Account, next: Notice): Account {
  return {
    ...account,
    notices: (account.notices ?? []).map((notice) => (notice.id === next.id ? next : notice)),
  };
}
