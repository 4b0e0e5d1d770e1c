import { type Account, newAccount } from '../account/account.ts';
import type { Actor } from '../account/actor.ts';
import type { RecoveryPath } from '../account/method.ts';
import { requestRecovery as openRecovery, recoveryAt } from '../account/recovering.ts';
import type { Recovery } from '../account/recovery.ts';
import { toBase64url } from '../codec/base64url.ts';
import { durationMs } from '../duration.ts';
import type { RecoveryRule } from '../policy/policy.ts';
import { recoveryRuleFor } from '../policy/stand-in.ts';
import type { User } from '../policy/user.ts';
import { newCancelToken } from './cancel-token.ts';
import type { DecisionContext, EngineContext } from './context.ts';
import type { RecoveryRequested } from './desk-outcomes.ts';
import type { RecoveryDesk } from './desks.ts';
import type { Doer } from './events.ts';
import { recoveryViewOf, withoutNames } from './recovery-view.ts';
import { type OpenChallenge, openChallenge, refused, troubleWith } from './standing.ts';
import { type Cleared, type Decided, type Reading, transactPrepared } from './transact.ts';

/** From the request, and from the end of the hold: a week to be verified and used. */
const OPEN_MS = 7 * 86_400_000;

type Request = Parameters<RecoveryDesk['request']>[0];

export async function requestRecovery(context: EngineContext, input: Request): Promise<RecoveryRequested> {
  const { via } = input;
  if ('token' in input) {
    // With an enrol token nothing is lost: there is something to enrol with.
    const challenge = await openChallenge(context, input.token, ['sign-in']);
    if ('kind' in challenge) return challenge;
    const { userId, user } = challenge;
    const { source } = input;
    return request(context, { userId, user, via, asker: { kind: 'user' }, challenge, source });
  }
  const { userId, user, note } = input;
  const staff = { kind: 'staff', id: input.staff.id } as const;
  if (staff.id === userId) return refused('own-request');
  return request(context, { userId, user, via, asker: staff, actor: staff, note });
}

interface Asked extends Doer {
  readonly userId: string;
  readonly user: User;
  readonly via: RecoveryPath;
  readonly asker: Actor;
  /** Of a user who asks: the sign-in in progress. */
  readonly challenge?: OpenChallenge;
}

function request(context: EngineContext, asked: Asked): Promise<RecoveryRequested> {
  const { userId, actor, note, source } = asked;
  return transactPrepared<Requestable, FreshRecovery, RecoveryRequested>(context, {
    userId,
    actor,
    note,
    source,
    guard: (decision, reading) => guard(decision, asked, reading),
    prepare: async (engine, _requestable, earlier) => earlier ?? freshRecovery(engine, userId),
    decide: (decision, requestable, fresh) => decide(decision, asked, { ...requestable, fresh }),
  });
}

/** An account for which this recovery may be requested. */
interface Requestable {
  readonly account: Account;
  readonly rule: RecoveryRule;
  readonly now: number;
}

function guard(
  context: DecisionContext,
  { userId, user, via, asker, challenge }: Asked,
  { account, now }: Reading,
): Cleared<Requestable> | Decided<RecoveryRequested> {
  const trouble = challenge && troubleWith(challenge, account, now);
  if (trouble) return { answer: trouble };
  const rule = othersDecide(via) ? recoveryRuleFor(context.policy, user, via) : undefined;
  if (rule === undefined) return { answer: { kind: 'denied', reason: 'not-offered' } };
  const known = account && recoveryAt(account, now);
  if (account !== undefined && known !== undefined) {
    if (known.via !== via) return { answer: refused('recovery-under-way') };
    // Asked twice is asked once: the owner is not told again, and nothing that was verified is lost.
    return { answer: requested(context, { account, user, now, asker }) };
  }
  return { cleared: { account: account ?? newAccount(userId, now), rule, now } };
}

/** What a new recovery is made with. */
interface FreshRecovery {
  readonly id: string;
  readonly cancelSecret: string;
  readonly cancelToken: string;
}

async function freshRecovery(context: EngineContext, userId: string): Promise<FreshRecovery> {
  const id = toBase64url(context.random(12));
  const { token, sealed } = await newCancelToken(context, userId, id);
  return { id, cancelSecret: sealed, cancelToken: token };
}

function decide(
  context: DecisionContext,
  { user, via, asker }: Asked,
  { account, rule, now, fresh }: Requestable & { readonly fresh: FreshRecovery },
): Decided<RecoveryRequested> {
  const { id, cancelSecret, cancelToken } = fresh;
  const recovery: Recovery = {
    id,
    via,
    requestedBy: asker,
    requestedAt: now,
    expiresAt: now + OPEN_MS + holdOf(rule),
    checks: [],
    approvals: [],
    cancelSecret,
  };
  const change = openRecovery(account, recovery);
  return { change, answer: requested(context, { account: change.account, user, now, asker, cancelToken }) };
}

/** A backup code is answered with, not asked for. */
function othersDecide(via: RecoveryPath): boolean {
  return via !== 'backup-code';
}

function holdOf({ hold }: RecoveryRule): number {
  return hold === undefined ? 0 : durationMs(hold);
}

interface Requested extends Pick<Asked, 'user' | 'asker'> {
  readonly account: Account;
  readonly now: number;
  /** Present where it was requested just now. Whoever requests it again may be somebody else, and gets no link. */
  readonly cancelToken?: string;
}

function requested(
  context: DecisionContext,
  { account, user, now, asker, cancelToken }: Requested,
): RecoveryRequested {
  const view = recoveryViewOf(context, { account, user, now });
  if (view === undefined) return refused('unknown-recovery');
  if (asker.kind === 'staff') return { kind: 'requested', request: view };
  return {
    kind: 'requested',
    request: withoutNames(view),
    ...(cancelToken === undefined ? {} : { cancelToken }),
  };
}
