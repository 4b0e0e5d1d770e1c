import { sha256 } from '@noble/hashes/sha2.js';
import type { Account } from '../../account/account.ts';
import { isTellingDue, takeTelling } from '../../account/notices/enrolment-news.ts';
import type { Notice } from '../../account/notices/notice.ts';
import { dueNotices, markTold, type Telling, takeNotice } from '../../account/notices/noticing.ts';
import { recoveryById } from '../../account/recovery/open-recoveries.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { MfaError } from '../../errors.ts';
import type { Contact } from '../../ports/contacts.ts';
import type { NoticeMessage } from '../../ports/notice.ts';
import { read, tellEnrolment, transact } from '../commit/transact.ts';
import { cancelTokenOf } from '../contacts/cancel-token.ts';
import { codeIn } from '../contacts/contact-code.ts';
import { contactsOf } from '../contacts/portal-contacts.ts';
import { openContact } from '../contacts/seen-contacts.ts';
import type { EngineContext } from '../context.ts';
import type { Mfa } from '../mfa.ts';
import type { NoticesDispatched, PassedOver } from '../results/account-outcomes.ts';
import { accountsDue, passOver } from './due-accounts.ts';
import { mapConcurrent } from './map-concurrent.ts';

export async function dispatchNotices(
  context: EngineContext,
  { userId, limit = 100 }: Parameters<Mfa['dispatchNotices']>[0],
): Promise<NoticesDispatched> {
  const { notify, enrolmentChanged } = context.portal;
  if (notify === undefined && enrolmentChanged === undefined) {
    const why = 'portal.notify or portal.enrolmentChanged is needed to dispatch notices';
    throw new MfaError('configuration-invalid', why);
  }
  const userIds = userId === undefined ? await accountsDue(context, limit) : [userId];
  const round = { sent: 0, failed: 0, dropped: 0 };
  const failures: MfaError[] = [];
  const bad: PassedOver[] = [];
  await mapConcurrent(userIds, async (next) => {
    try {
      await serve(context, { userId: next, round });
      context.badAccounts.forget(next);
    } catch (cause) {
      const error =
        cause instanceof MfaError ? cause : new MfaError('storage-failed', 'not served', { cause });
      failures.push(error);
      bad.push({ userId: next, code: error.code });
    }
  });
  const [failure] = failures;
  if (failure === undefined) return round;
  await mapConcurrent(bad, (account) =>
    passOver(context, account.userId, { everywhere: userId === undefined }),
  );
  // No account could be processed: most likely the store is down.
  if (bad.length === userIds.length && bad.every(({ code }) => code === 'storage-failed')) throw failure;
  return { ...round, passedOver: bad };
}

/** The counts of this call, updated as it runs. */
interface Round {
  sent: number;
  failed: number;
  dropped: number;
}

interface Serving {
  readonly userId: string;
  readonly round: Round;
}

/** Sends the due notices of one account. */
async function serve(context: EngineContext, serving: Serving): Promise<void> {
  const { userId, round } = serving;
  const { account, now } = await read(context, userId);
  if (isTellingDue(account, now)) await tellDue(context, serving);
  const due = context.portal.notify === undefined ? [] : dueNotices(account, now);
  if (due.length === 0) return;
  // Read before a notice is taken, so that a slow hook costs no sending time. If it fails, the attempt has failed.
  const contacts = await contactsOf(context, userId).catch((): readonly Contact[] => []);
  for (const { id } of due) {
    const taken = await take(context, userId, id);
    if (taken.kind === 'dropped') round.dropped += 1;
    if (taken.kind === 'taken') await send(context, { ...serving, ...taken, contacts });
  }
}

/** Reports to the host whether the user has an enrolled factor, unless another dispatcher has just taken that. */
async function tellDue(context: EngineContext, { userId, round }: Serving): Promise<void> {
  const taken = await transact<boolean>(context, {
    userId,
    decide: (_decision, { account, now }) => {
      const change = account && takeTelling(account, now);
      return change === undefined ? { answer: false } : { change, answer: true };
    },
  });
  if (!taken) return;
  await tellEnrolment(context, userId).catch(() => {
    round.failed += 1;
  });
}

type Taken =
  | { readonly kind: 'taken'; readonly notice: Notice; readonly account: Account; readonly now: number }
  | { readonly kind: 'dropped' }
  /** Another dispatcher has it, it is done, or the account is gone. */
  | { readonly kind: 'gone' };

/** By compare-and-set, so that only one of two dispatchers sends. */
function take(context: EngineContext, userId: string, noticeId: string): Promise<Taken> {
  return transact<Taken>(context, {
    userId,
    decide: (_decision, { account, now }) => {
      const notice = dueNotices(account, now).find(({ id }) => id === noticeId);
      if (account === undefined || notice === undefined) return { answer: { kind: 'gone' } };
      const { taken, ...change } = takeNotice(account, notice, now);
      return {
        change,
        answer: taken ? { kind: 'taken', notice, account, now } : { kind: 'dropped' },
      };
    },
  });
}

interface Sending extends Serving {
  readonly notice: Notice;
  readonly account: Account;
  /** The portal's current contacts, for a notice from a time when the account had none. */
  readonly contacts: readonly Contact[];
  readonly now: number;
}

/** A recipient of a notice, and the key under which the account records that it was sent. */
interface Recipient {
  readonly key: string;
  readonly contact: Contact;
}

/**
 * Sends to all recipients at once and marks each as soon as the message is handed over. An address that hangs or fails
 * neither delays the others nor repeats their messages.
 */
async function send(context: EngineContext, sending: Sending): Promise<void> {
  const { userId, notice, round } = sending;
  const recipients = await recipientsOf(context, sending);
  const mark = (told: readonly string[]): Promise<void> =>
    marking(context, userId, { noticeId: notice.id, told, recipients: recipients.map(({ key }) => key) });
  const waiting = recipients.filter(({ key }) => !notice.told.includes(key));
  if (recipients.length === 0) round.failed += 1;
  // The recipients that were left are gone, and all others have the notice.
  else if (waiting.length === 0) await mark([]);
  const marked = await Promise.allSettled(
    waiting.map(async ({ key, contact }) => {
      try {
        await context.portal.notify?.(await messageTo(context, sending, key, contact));
      } catch {
        round.failed += 1;
        return;
      }
      round.sent += 1;
      await mark([key]);
    }),
  );
  const lost = marked.find((result) => result.status === 'rejected');
  if (lost) throw lost.reason;
}

/**
 * The recipients that were fixed with the change. If the account knew none then, all current contacts (NIST SP
 * 800-63B-4 §4.6).
 */
async function recipientsOf(
  context: EngineContext,
  { userId, account, notice, contacts }: Sending,
): Promise<readonly Recipient[]> {
  const { to, except } = notice;
  if (to === undefined) {
    const others = contacts.filter(({ id }) => id !== except);
    return (others.length > 0 ? others : contacts).map((contact) => ({ key: contact.id, contact }));
  }
  const known = (account.contacts ?? []).filter(({ mark }) => to.includes(mark));
  return Promise.all(
    known.map(async (contact) => ({
      key: contact.mark,
      contact: await openContact(context, userId, contact),
    })),
  );
}

function marking(context: EngineContext, userId: string, telling: Telling): Promise<void> {
  return transact<void>(context, {
    userId,
    decide: (_decision, { account }) => {
      const change = account && markTold(account, telling);
      return change === undefined ? { answer: undefined } : { change, answer: undefined };
    },
  });
}

async function messageTo(
  context: EngineContext,
  { userId, notice, account, now }: Sending,
  key: string,
  to: Contact,
): Promise<NoticeMessage> {
  const { issuer, notices } = context;
  const { id, about, at, factor, ip, userAgent, requestId } = notice;
  const cancelToken = await cancelTokenFor(context, { userId, account, about, requestId, now });
  const source =
    ip === undefined && userAgent === undefined
      ? undefined
      : { ...(ip === undefined ? {} : { ip }), ...(userAgent === undefined ? {} : { userAgent }) };
  const said = {
    about,
    at,
    ...(factor === undefined ? {} : { factor }),
    ...(source === undefined ? {} : { source }),
  };
  const code = await codeIn(context, userId, notice);
  const cancelUrl = cancelToken === undefined ? undefined : notices.cancelUrl?.(cancelToken);
  const text = {
    ...said,
    siteName: issuer,
    channel: to.channel,
    ...(code === undefined ? {} : { code }),
    ...(cancelUrl === undefined ? {} : { cancelUrl }),
    ...(notices.helpUrl === undefined ? {} : { helpUrl: notices.helpUrl }),
  };
  return {
    ...said,
    id: messageId(id, key),
    userId,
    to,
    subject: notices.texts.subject(text),
    text: notices.texts.body(text),
    ...(cancelToken === undefined ? {} : { cancelToken }),
  };
}

const CANCELLABLE: readonly Notice['about'][] = [
  'recovery.requested',
  'recovery.approved',
  'recovery.completed',
  'recovery-code.sent',
];

interface Cancelling {
  readonly userId: string;
  readonly account: Account;
  readonly about: Notice['about'];
  readonly requestId: string | undefined;
  readonly now: number;
}

/** Present while that recovery is in progress and can be cancelled by a link. */
async function cancelTokenFor(
  context: EngineContext,
  { userId, account, about, requestId, now }: Cancelling,
): Promise<string | undefined> {
  if (!CANCELLABLE.includes(about) || requestId === undefined) return undefined;
  const recovery = recoveryById(account, requestId, now);
  return recovery === undefined || recovery.contested ? undefined : cancelTokenOf(context, userId, recovery);
}

/** The same for every attempt. Hashed, because a contact's id is any text and this id is used in headers. */
function messageId(noticeId: string, key: string): string {
  const hash = sha256(new TextEncoder().encode(JSON.stringify([noticeId, key])));
  return toBase64url(hash.slice(0, 16));
}
