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

/** What a decision comes to. It is complete: the answer is made before the commit, so nothing can lose it after. */
export interface Decided<T> {
  /** Saved before anything else happens. Without it nothing is saved. */
  readonly change?: Change;
  /** Events of a decision that changes nothing: recorded beside the account, in no race for it. */
  readonly noted?: readonly DomainEvent[];
  readonly answer: T;
  /** Runs once, after the commit, and reports its own failures in the answer. If it throws, `answer` stands. */
  readonly after?: (context: EngineContext) => Promise<T>;
}

export interface Transaction<T> extends EventOrigin, Expected {
  /** Pure and synchronous. Runs again, from the new state, after a lost race. */
  readonly decide: (context: DecisionContext, reading: Reading) => Decided<T>;
}

/** A guard that found no reason to refuse, and what it found. */
export interface Cleared<C> {
  readonly cleared: C;
}

export interface PreparedTransaction<C, P, T> extends EventOrigin, Expected {
  /** Pure: whether the operation may go on from this state. Runs for every state, before `prepare` and `decide`. */
  readonly guard: (context: DecisionContext, reading: Reading) => Cleared<C> | Decided<T>;
  /**
   * I/O and slow work. Runs once; again only if `decide` answers `stale`, and then gets what it made before, so that it
   * repeats nothing that still holds.
   */
  readonly prepare: (context: EngineContext, cleared: C, earlier: P | undefined) => Promise<P>;
  /** Pure and synchronous. Answers `stale` if `prepared` rests on a state that is gone. */
  readonly decide: (context: DecisionContext, cleared: C, prepared: P) => Decided<T> | 'stale';
  /** Undoes what `prepare` reserved, if the decision changes nothing. */
  readonly abandon?: (context: EngineContext, prepared: P, reading: Reading) => Promise<void>;
}

/**
 * Load, decide, save if unchanged, and only then answer: the only way the engine changes an account. No verdict leaves
 * before the commit that makes it true. The notice for the user and the end of token sessions are part of that commit.
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
  const settled = (decided: Decided<T>, reading: Reading): Decided<T> => {
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
    if (!('cleared' in guarded)) return settled(guarded, reading);
    const { cleared } = guarded;
    prepared ??= { value: await prepare(context, cleared, undefined) };
    let decided = decide(context, cleared, prepared.value);
    if (decided === 'stale') {
      prepared = { value: await prepare(context, cleared, prepared.value) };
      decided = decide(context, cleared, prepared.value);
    }
    if (decided === 'stale') throw new TypeError('what was just prepared for this state is stale');
    return settled(decided, reading);
  });
}

/** The account, for an operation that changes nothing. A user id alone: nothing is expected of it. */
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
    const isNews = context.portal.enrolmentChanged !== undefined && hasFactor(before) !== hasFactor(kept);
    const account = isNews ? untold(kept, now) : kept;
    const events = eventsOf(context, { ...doer, userId, events: made.events, now });
    const saved = await commit(context, {
      account,
      expected: stored?.tag,
      due: nextDueAt(account),
      events,
    });
    if (!saved) continue;
    announce(context, events);
    // `dispatchNotices` tells it again if this fails.
    if (isNews) await tellEnrolment(context, userId).catch(() => undefined);
    const answer = await finish(context, decided);
    if (before !== undefined) await freeLostCredentials(context, before, account);
    return answer;
  }
  throw contention();
}

/** The state may change while the host is told; then it is told again. */
const TELLINGS = 5;

/**
 * Tells the host whether the user has an enrolled factor, and notes that it knows.
 *
 * @throws MfaError `portal-failed` if the host was not told. `dispatchNotices` tries again.
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

/** Whether the user has a factor now. If the host was told the same, nothing is left to tell. */
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

/** The answer may be the only copy of backup codes: nothing that follows the commit loses it. */
async function finish<T>(context: EngineContext, { answer, after }: Decided<T>): Promise<T> {
  if (after === undefined) return answer;
  try {
    return await after(context);
  } catch {
    return answer;
  }
}

const LONGEST_PAUSE_MS = 40;

/** Writers that lost together must not come back together: some stores then let all of them lose again. */
function pause({ random, timer }: EngineContext, lost: number): Promise<void> {
  const [part = 0] = random(8);
  const ms = (part / 256) * Math.min(2 ** lost, LONGEST_PAUSE_MS);
  return new Promise((resolve) => timer(ms, resolve));
}
