import type { Account, Change } from '../../account/account.ts';
import type { DomainEvent } from '../../account/domain-event.ts';
import { hasFactor, nextDueAt, told, untold } from '../../account/notices/enrolment-news.ts';
import { withoutExpired } from '../../account/sign-in/challenges.ts';
import { seenContacts } from '../contacts/seen-contacts.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { commit, load } from './account-store.ts';
import { contention, TRIES } from './contention.ts';
import { announce, type EventOrigin, eventsOf, recordEvents } from './events.ts';
import { assertExpected, type Expected, expectedOf } from './expected-account.ts';
import { withNotice } from './notices.ts';
import { freeLostCredentials } from './reserved-credentials.ts';
import { restamped, withTrustEnded } from './sessions.ts';

/** The account as it was read, and when. */
export interface Reading {
  readonly account: Account | undefined;
  readonly now: number;
}

/** A decision. The answer is complete before the commit, so that no later error can lose it. */
export interface Decided<T> {
  /** Saved first. Without it nothing is saved. */
  readonly change?: Change;
  /** Events of a decision that changes nothing. They are recorded without saving the account. */
  readonly noted?: readonly DomainEvent[];
  readonly answer: T;
  /** Runs once after the commit and reports its own failures in the answer. If it throws, `answer` is returned. */
  readonly after?: (context: EngineContext) => Promise<T>;
}

export interface Transaction<T> extends EventOrigin, Expected {
  /** Pure and synchronous. Runs again with the new state after a lost race. */
  readonly decide: (context: DecisionContext, reading: Reading) => Decided<T>;
}

/** The result of a guard that does not refuse: the state for `prepare` and `decide`. */
export interface Passed<C> {
  readonly passed: C;
}

export interface PreparedTransaction<C, P, T> extends EventOrigin, Expected {
  /**
   * Pure: decides whether the operation may continue with this state. Runs for every state, before `prepare` and
   * `decide`.
   */
  readonly guard: (context: DecisionContext, reading: Reading) => Passed<C> | Decided<T>;
  /**
   * I/O and slow work. Runs once, and again only if `decide` returns `stale`. It then gets its earlier result, so that
   * it does not repeat what is still valid.
   */
  readonly prepare: (context: EngineContext, passed: C, earlier: P | undefined) => Promise<P>;
  /** Pure and synchronous. Returns `stale` if `prepared` belongs to an earlier state. */
  readonly decide: (context: DecisionContext, passed: C, prepared: P) => Decided<T> | 'stale';
  /** Undoes what `prepare` reserved, if the decision changes nothing. */
  readonly abandon?: (context: EngineContext, prepared: P, reading: Reading) => Promise<void>;
}

/**
 * Loads, decides, saves if unchanged, and only then returns. The engine changes accounts only in this way, so no
 * outcome is returned before its commit. The user's notice and the end of token sessions are part of that commit.
 */
export function transact<T>(context: EngineContext, { decide, ...doer }: Transaction<T>): Promise<T> {
  return run(context, doer, async (reading) => decide(context, reading));
}

/** The same for an operation that needs I/O or slow work before it can decide. */
export function transactPrepared<C, P, T>(
  context: EngineContext,
  { guard, prepare, decide, abandon, ...doer }: PreparedTransaction<C, P, T>,
): Promise<T> {
  let prepared: { readonly value: P } | undefined;
  const withAbandon = (decided: Decided<T>, reading: Reading): Decided<T> => {
    if (prepared === undefined || abandon === undefined || decided.change !== undefined) return decided;
    const { value } = prepared;
    return {
      ...decided,
      after: async (engine) => {
        await abandon(engine, value, reading);
        return decided.after === undefined ? decided.answer : decided.after(engine);
      },
    };
  };
  return run(context, doer, async (reading) => {
    const guarded = guard(context, reading);
    if (!('passed' in guarded)) return withAbandon(guarded, reading);
    const { passed } = guarded;
    prepared ??= { value: await prepare(context, passed, undefined) };
    let decided = decide(context, passed, prepared.value);
    if (decided === 'stale') {
      prepared = { value: await prepare(context, passed, prepared.value) };
      decided = decide(context, passed, prepared.value);
    }
    if (decided === 'stale') throw new TypeError('decide returned stale twice for one state');
    return withAbandon(decided, reading);
  });
}

/**
 * Reads the account, for an operation that changes nothing. With only a user id, nothing is expected of the account.
 */
export async function read(context: EngineContext, whose: string | Expected): Promise<Reading> {
  const expected = typeof whose === 'string' ? { userId: whose } : expectedOf(whose);
  const stored = await load(context, expected.userId);
  await assertExpected(context, expected, stored?.account);
  return { account: stored?.account, now: context.clock() };
}

async function run<T>(
  context: EngineContext,
  { userId, expectEnrolled, ...doer }: EventOrigin & Expected,
  decide: (reading: Reading) => Promise<Decided<T>>,
): Promise<T> {
  let named: ReturnType<typeof seenContacts> | undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    if (tries > 0) await pause(context, tries);
    const stored = await load(context, userId);
    const before = stored?.account;
    await assertExpected(context, { userId, expectEnrolled, source: doer.source }, before);
    const now = context.clock();
    const decided = await decide({ account: before, now });
    if (decided.change === undefined) {
      if (decided.noted !== undefined) {
        await recordEvents(context, { ...doer, userId, events: decided.noted });
      }
      return finish(context, decided);
    }
    const made = await withNotice(context, {
      before,
      change: restamped(context, withTrustEnded(context, decided.change)),
      source: doer.source,
      seen: (account) => (named ??= seenContacts(context, userId, account)),
      now,
    });
    const kept = withoutExpired(made.account, now);
    const account = withNews(context, before, kept, now);
    const events = eventsOf(context, { ...doer, userId, events: made.events, now });
    const saved = await commit(context, {
      account,
      expected: stored?.tag,
      due: nextDueAt(account),
      events,
    });
    if (!saved) continue;
    announce(context, events);
    // If this fails, `dispatchNotices` tries again.
    if (account !== kept) await tellEnrolment(context, userId).catch(() => undefined);
    const answer = await finish(context, decided);
    if (before !== undefined) await freeLostCredentials(context, before, account);
    return answer;
  }
  throw contention();
}

/** The account with a note to call `enrolmentChanged`, if the host has that hook and a first factor came or the last one went. */
export function withNews(
  { portal }: EngineContext,
  before: Account | undefined,
  after: Account,
  now: number,
): Account {
  const isNews = portal.enrolmentChanged !== undefined && hasFactor(before) !== hasFactor(after);
  return isNews ? untold(after, now) : after;
}

/** The state may change during the call of the host hook. Then the hook is called again. */
const TELLINGS = 5;

/**
 * Calls `portal.enrolmentChanged` and records that the host knows the state.
 *
 * @throws MfaError `portal-failed` if the hook failed. `dispatchNotices` tries again.
 */
export async function tellEnrolment(context: EngineContext, userId: string): Promise<void> {
  if (context.portal.enrolmentChanged === undefined) return;
  let enrolled = hasFactor((await read(context, userId)).account);
  for (let telling = 0; telling < TELLINGS; telling++) {
    await context.portal.enrolmentChanged({ userId, enrolled });
    const current = await noteTold(context, userId, enrolled);
    if (current === enrolled) return;
    enrolled = current;
  }
}

/** Whether the user has a factor now. If the host knows the same, the pending report is removed. */
function noteTold(context: EngineContext, userId: string, enrolled: boolean): Promise<boolean> {
  return transact<boolean>(context, {
    userId,
    decide: (_decision, { account }) => {
      const answer = hasFactor(account);
      const change = account && answer === enrolled ? told(account) : undefined;
      return change === undefined ? { answer } : { change, answer };
    },
  });
}

/** The answer may be the only copy of backup codes, so no error after the commit may lose it. */
async function finish<T>(context: EngineContext, { answer, after }: Decided<T>): Promise<T> {
  if (after === undefined) return answer;
  try {
    return await after(context);
  } catch {
    return answer;
  }
}

const LONGEST_PAUSE_MS = 40;

/** Writers that lost together must not retry together: in some stores all of them would lose again. */
function pause({ random, timer }: EngineContext, lost: number): Promise<void> {
  const [part = 0] = random(8);
  const ms = (part / 256) * Math.min(2 ** lost, LONGEST_PAUSE_MS);
  return new Promise((resolve) => timer(ms, resolve));
}
