import type { Account } from '../../account/account.ts';
import { type Factor, isEnrolled } from '../../account/factors/factor.ts';
import { nextDueAt } from '../../account/notices/enrolment-news.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { MfaError } from '../../errors.ts';
import { commit, type Loaded, loadMoving } from '../commit/account-store.ts';
import { contention, TRIES } from '../commit/contention.ts';
import { announce, eventsOf } from '../commit/events.ts';
import { reserveCredential } from '../commit/reserved-credentials.ts';
import { endSessions } from '../commit/sessions.ts';
import { tellEnrolment, withNews } from '../commit/transact.ts';
import { movedContacts } from '../contacts/seen-contacts.ts';
import type { EngineContext } from '../context.ts';
import type { Mfa } from '../mfa.ts';
import { factorContext, methodOf } from '../progress/factor-context.ts';
import type { UserIdChanged } from '../results/account-outcomes.ts';

type Change = Parameters<Mfa['changeUserId']>[0];

/**
 * A store changes one row at a time. So first the old row is closed, then the new one is written from it, then the old one is
 * emptied and stays closed. After a crash the account is closed at the old id, and perhaps open at the new one with all its
 * factors: at no moment is it at neither, or open at both. The same call goes on from there.
 */
export async function changeUserId(context: EngineContext, change: Change): Promise<UserIdChanged> {
  for (let tries = 0; tries < TRIES; tries++) {
    const step = await nextStep(context, change);
    if (step === 'again') continue;
    return step === 'moved' ? finish(context, change) : step;
  }
  throw contention();
}

type Step = 'again' | 'moved' | Exclude<UserIdChanged, { readonly kind: 'changed' }>;

async function nextStep(context: EngineContext, change: Change): Promise<Step> {
  const { from, to } = change;
  const loaded = await loadMoving(context, from);
  if (loaded === undefined) return { kind: 'nothing-kept' };
  const { account } = loaded;
  const { moving } = account;
  if (moving !== undefined && moving.to !== to) {
    throw new MfaError('account-moved', 'the account goes to another user id than this');
  }
  if (moving?.state === 'emptied') return 'moved';
  const target = await loadMoving(context, to);
  if (target !== undefined && (moving === undefined || target.account.movedBy !== moving.id)) {
    return giveUp(context, loaded);
  }
  // Made before the first write: what cannot be moved, such as a factor of a method that is gone, closes nothing.
  const moved = target === undefined ? await movedAccount(context, account, to, moving?.id ?? '') : undefined;
  if (moving === undefined) {
    const id = toBase64url(context.random(12));
    await replace(context, loaded, { ...account, moving: { state: 'closed', to, id } });
    return 'again';
  }
  if (
    moved !== undefined &&
    !(await record(context, change, withNews(context, undefined, moved, context.clock()), undefined))
  )
    return 'again';
  return (await record(context, change, emptied(account, to), loaded.tag)) ? 'moved' : 'again';
}

/** The target has an account of its own. The old row is opened again, if an earlier try had closed it. */
async function giveUp(context: EngineContext, loaded: Loaded): Promise<Step> {
  const { moving, ...open } = loaded.account;
  if (moving === undefined || (await replace(context, loaded, open))) return { kind: 'taken' };
  return 'again';
}

function replace(context: EngineContext, { tag }: Loaded, account: Account): Promise<boolean> {
  return commit(context, { account, expected: tag, due: dueOf(account), events: [] });
}

/** Saves one of the two rows, with the event of the move. */
async function record(
  context: EngineContext,
  { from, to, source }: Change,
  account: Account,
  expected: string | undefined,
): Promise<boolean> {
  const events = eventsOf(context, {
    userId: account.userId,
    actor: { kind: 'system' },
    source,
    events: [{ type: 'user-id.changed', from, to }],
    now: context.clock(),
  });
  const isSaved = await commit(context, { account, expected, due: dueOf(account), events });
  if (isSaved) announce(context, events);
  return isSaved;
}

function dueOf(account: Account): number | undefined {
  return account.moving === undefined ? nextDueAt(account) : undefined;
}

/** Runs again with each call, so that a crash before it loses nothing for good. */
async function finish(context: EngineContext, { from, to }: Change): Promise<UserIdChanged> {
  const account = (await loadMoving(context, to))?.account;
  for (const { id, method, data } of account?.factors ?? []) {
    const identity = context.methods.get(method)?.credentialId?.(data);
    if (identity !== undefined) await reserveCredential(context, identity, { userId: to, factorId: id });
  }
  await tellEnrolment(context, to).catch(() => undefined);
  const before = { kind: 'revocation-failed', scope: 'all' } as const;
  return { kind: 'changed', sessions: await endSessions(context, { userId: from }, before) };
}

/**
 * The account as it is at the new id. Open set-ups, trusted browsers and recoveries end: they are bound to the old id, and
 * what the user holds of them cannot be made again.
 */
async function movedAccount(
  context: EngineContext,
  account: Account,
  to: string,
  movedBy: string,
): Promise<Account> {
  const { moving: _m, trustedDevices: _t, recoveries: _r, untoldEnrolment: _u, ...kept } = account;
  const place = (userId: string, { id }: Factor): ReturnType<typeof factorContext> =>
    factorContext(context, userId, id);
  const factors = await Promise.all(
    account.factors.filter(isEnrolled).map(async (factor) => {
      const places = { from: place(account.userId, factor), to: place(to, factor) };
      const data = await methodOf(context, factor.method).moved?.({ data: factor.data, ...places });
      return data === undefined ? factor : { ...factor, data };
    }),
  );
  const contacts = await movedContacts(context, account, to);
  const notices = (contacts?.notices ?? account.notices)?.filter(({ code }) => code === undefined);
  return {
    ...kept,
    ...contacts,
    ...(notices === undefined ? {} : { notices }),
    userId: to,
    tags: [],
    epoch: toBase64url(context.random(12)),
    stamp: toBase64url(context.random(12)),
    factors,
    movedBy,
  };
}

/** Keeps the old id closed, and nothing of the user. */
function emptied({ schema, userId, tags, createdAt, epoch }: Account, to: string): Account {
  const moving = { state: 'emptied', to } as const;
  return { schema, userId, tags, createdAt, epoch, factors: [], spent: [], moving };
}
