import type { Account, Change } from '../account.ts';
import type { DomainEvent } from '../domain-event.ts';
import { type Factor, isEnrolled } from '../factors/factor.ts';
import type { Notice } from './notice.ts';

/**
 * The events that the user is notified of, most important first. One change causes one message, about the first of
 * these events in it. NIST SP 800-63B-4 §4.6 and ASVS 5.0 6.3.7 require it for every change of authenticators; 6.3.5
 * for a correct password with wrong codes.
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
  'factor.renamed',
  'password.changed',
] as const;

/** An event that a notice can be about. */
export type Told = (typeof TOLD)[number];

/** Maximum length of an outbox while nothing can be sent. */
const MOST_WAITING = 50;

/** Attempts before a message is dropped, over most of a day. */
const MOST_TRIES = 12;

const FIRST_PAUSE_MS = 60_000;
export const LONGEST_PAUSE_MS: number = 21_600_000;

/**
 * The pause before the next attempt in milliseconds: a minute after the first, doubled after each further one, at most
 * six hours.
 */
export function pauseAfter(tries: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
}

/** The most important event of a change that the user must be notified of, if any. */
export function mostTelling(
  { account, events }: Change,
  told: (about: Told) => boolean,
): Extract<DomainEvent, { readonly type: Told }> | undefined {
  // The codes of a first set-up cannot be used before it is active, and its activation has a notice.
  const opens = account.factors.some(isEnrolled);
  const telling = TOLD.find(
    (about) =>
      events.some(({ type }) => type === about) && told(about) && (about !== 'backup-codes.issued' || opens),
  );
  return events.find((event): event is Extract<DomainEvent, { readonly type: Told }> => {
    return event.type === telling;
  });
}

/** The factor of an event. After a removal, the factor as it was before. */
export function factorOf(
  event: DomainEvent,
  before: Account | undefined,
  after: Account,
): Factor | undefined {
  if (!('factorId' in event)) return undefined;
  return [...after.factors, ...(before?.factors ?? [])].find(({ id }) => id === event.factorId);
}

/**
 * Adds a notice to the outbox. If it is full, the oldest notice of the most frequent kind is dropped, so that many
 * notices of one kind do not displace the others.
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

/** The notices that may be sent now, oldest first. */
export function dueNotices(account: Account | undefined, now: number): readonly Notice[] {
  return (account?.notices ?? []).filter(({ notBefore }) => notBefore <= now);
}

/** When the next notice is due. */
export function nextNoticeAt({ notices = [] }: Account): number | undefined {
  return notices.length === 0 ? undefined : Math.min(...notices.map(({ notBefore }) => notBefore));
}

/**
 * Takes a notice for sending, or drops it after too many attempts. Only this dispatcher may send it until the next
 * attempt is due. The same time is lease and pause, so a crash, a hanging transport and a refusal have the same effect.
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
  /** The contacts that have just received it, by their key: mark or id. */
  readonly told: readonly string[];
  /** All recipients. */
  readonly recipients: readonly string[];
}

/** Marks recipients. After the last one the notice is done. `undefined` if it is already done. */
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
