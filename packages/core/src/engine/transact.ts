import type { Account, Change } from '../account/account.ts';
import type { Actor } from '../account/actor.ts';
import { withoutExpired } from '../account/challenges.ts';
import type { Happening } from '../account/happening.ts';
import { nextNoticeAt } from '../account/noticing.ts';
import { decodeAccount, encodeAccount } from '../codec/account-text.ts';
import { toBase64url } from '../codec/base64url.ts';
import { MfaError } from '../errors.ts';
import type { AuditEvent, RequestSource } from '../ports/audit.ts';
import type { StoredAccount } from '../ports/storage.ts';
import type { EngineContext } from './context.ts';
import { withNotice } from './notices.ts';
import { restamped } from './sessions.ts';
import { withTrustEnded } from './trust-device.ts';

/** What was decided: what changes, if anything, and what is said once that is committed. */
export interface Step<T> {
  readonly change?: Change;
  readonly answer: () => T | Promise<T>;
}

export interface Reading {
  readonly account: Account | undefined;
  readonly now: number;
}

/** Each lost race means that another writer got on, so the tries run out only under a flood on one account. */
const TRIES = 24;

interface Transaction<T> extends Doer {
  readonly userId: string;
  /** Decides from the account as it is now. Called again, from the new state, after a lost race. */
  readonly decide: (account: Account | undefined, now: number) => Promise<Step<T>>;
}

/** Who does something, from where, and why. */
interface Doer {
  readonly source?: RequestSource | undefined;
  /** The user where it is not said. */
  readonly actor?: Actor | undefined;
  /** Why, in the words of the member of staff. */
  readonly note?: string | undefined;
}

/**
 * Load, decide, save if unchanged, and only then answer. The only way the engine changes anything: no verdict leaves
 * before the commit that makes it true. What the user is to be told, and the end of sessions that are tokens, are part
 * of that commit.
 */
export async function transact<T>(
  context: EngineContext,
  { userId, decide, ...doer }: Transaction<T>,
): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await load(context, userId);
    const now = context.clock();
    const { change, answer } = await decide(stored?.account, now);
    if (change === undefined) return answer();
    const made = withNotice(context, {
      before: stored?.account,
      change: restamped(context, withTrustEnded(context, change)),
      source: doer.source,
      now,
    });
    const account = withoutExpired(made.account, now);
    const due = nextNoticeAt(account);
    const tag = toBase64url(context.random(16));
    const next = {
      tag,
      state: encodeAccount(context.keyring, account, tag),
      ...(due === undefined ? {} : { due }),
    };
    const events = stamp(context, { ...doer, userId, happened: made.happened, now });
    if (await commit(context, { userId, next, expected: stored?.tag, events })) {
      announce(context, events);
      return answer();
    }
  }
  throw new MfaError('contention', 'other writers won every try at this account');
}

/** The account as it is, for what changes nothing. */
export async function read(context: EngineContext, userId: string): Promise<Reading> {
  const stored = await load(context, userId);
  const now = context.clock();
  return { account: stored?.account, now };
}

/**
 * Writes down what happened and changed nothing in the account, so that it takes part in no race for it: a flood of
 * refused answers must not keep the right one out. What was said stands, whether the trail could be written or not;
 * the portal's observer is told all the same.
 */
export async function note(context: EngineContext, noted: Omit<Record, 'now'>): Promise<void> {
  const events = stamp(context, { ...noted, now: context.clock() });
  try {
    await context.storage.record(events);
  } catch {
    // The trail is missing a line, and nobody was let in for it.
  }
  announce(context, events);
}

interface Record extends Doer {
  readonly userId: string;
  readonly happened: readonly Happening[];
  readonly now: number;
}

/** The audit events of a change, with who, when, from where and why. */
export function stamp(
  context: EngineContext,
  { userId, source, actor, note, happened, now }: Record,
): readonly AuditEvent[] {
  return happened.map((happening) => ({
    ...happening,
    id: toBase64url(context.random(12)),
    userId,
    at: now,
    ...(source === undefined ? {} : { source }),
    ...(actor === undefined || actor.kind === 'user' ? {} : { actor }),
    ...(note === undefined ? {} : { note }),
  }));
}

/** Tells the portal's observer. What it throws is dropped: the verdict is committed. */
export function announce({ portal }: EngineContext, events: readonly AuditEvent[]): void {
  for (const event of events) {
    Promise.resolve(event)
      .then((told) => portal.onEvent?.(told))
      .catch(() => undefined);
  }
}

async function load(
  context: EngineContext,
  userId: string,
): Promise<{ tag: string; account: Account } | undefined> {
  const stored = await loadStored(context, userId);
  return stored && { tag: stored.tag, account: decodeAccount(context.keyring, userId, stored) };
}

interface Commit {
  readonly userId: string;
  readonly next: StoredAccount;
  readonly expected: string | undefined;
  readonly events: readonly AuditEvent[];
}

/**
 * A save whose answer was lost may have worked: a reload that shows our own random tag says so. In every other case
 * the fate of the save is unknown, and unknown refuses.
 */
async function commit(context: EngineContext, { userId, next, expected, events }: Commit): Promise<boolean> {
  try {
    return (await context.storage.save(userId, next, expected, events)) === true;
  } catch (cause) {
    const now = await loadStored(context, userId);
    if (now?.tag === next.tag) return true;
    throw new MfaError('storage-failed', 'the storage adapter failed to save', { cause });
  }
}

/** The only caller of `storage.load`. An answer for another user id refuses: it must not count as "nothing enrolled". */
export function loadStored({ storage }: EngineContext, userId: string): Promise<StoredAccount | undefined> {
  return guarded('load', async () => {
    const loaded = await storage.load(userId);
    if (loaded.userId !== userId) throw new TypeError('the storage adapter answered for another user id');
    const { stored } = loaded;
    if (stored === undefined && Object.hasOwn(loaded, 'stored')) return undefined;
    if (typeof stored?.tag === 'string' && typeof stored.state === 'string') return stored;
    throw new TypeError('the storage adapter answered with neither an account nor undefined');
  });
}

export async function guarded<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new MfaError('storage-failed', `the storage adapter failed to ${what}`, { cause });
  }
}
