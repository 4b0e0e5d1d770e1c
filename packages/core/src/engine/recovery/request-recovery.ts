import { type Account, newAccount } from '../../account/account.ts';
import type { Actor } from '../../account/actor.ts';
import type { RecoveryPath } from '../../account/factors/method.ts';
import { noFailures } from '../../account/failures/failures.ts';
import { recoveryVia } from '../../account/recovery/open-recoveries.ts';
import { isContested, nextRequestAt, requestRecovery as request } from '../../account/recovery/recovering.ts';
import type { Recovery } from '../../account/recovery/recovery.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { holdOf } from '../../policy/decide/recover.ts';
import { recoveryRuleFor } from '../../policy/requirements/grants.ts';
import type { User } from '../../policy/schema/user.ts';
import { type Decided, type Passed, type Reading, transactPrepared } from '../commit/transact.ts';
import { newCancelSecret } from '../contacts/cancel-token.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { challengeProblem, openChallenge, refused } from '../progress/open-challenge.ts';
import { recoveryViewOf, withoutNames } from '../progress/recovery-view.ts';
import type { RecoveryRequested } from '../results/desk-outcomes.ts';
import type { RecoveryDesk } from '../results/desks.ts';

/** Time for the checks, from the request; and time to use the recovery code, from the end of the hold. */
export const OPEN_MS: number = 7 * 86_400_000;

type Request = Parameters<RecoveryDesk['request']>[0];

export async function requestRecovery(context: EngineContext, input: Request): Promise<RecoveryRequested> {
  const { via } = input;
  if ('token' in input) {
    // A user with an enrol token has not lost a factor: the user can enrol one.
    const challenge = await openChallenge(context, input.token, ['sign-in']);
    if ('kind' in challenge) return challenge;
    const { userId, user } = challenge;
    const asked = { userId, user, via, asker: { kind: 'user' } } as const;
    return transactPrepared<Wanted, FreshRecovery, RecoveryRequested>(context, {
      userId,
      source: input.source,
      guard: (decision, reading) => {
        const problem = challengeProblem(challenge, reading.account, reading.now);
        return problem ? { answer: problem } : guard(decision, { ...asked, ...reading });
      },
      prepare: (engine, _wanted, earlier) => freshRecovery(engine, userId, earlier),
      decide: (decision, wanted, fresh) => decide(decision, { ...asked, ...wanted, fresh }),
    });
  }
  const { userId, user, note } = input;
  const staff = { kind: 'staff', id: input.staff.id } as const;
  if (staff.id === userId) return refused('own-request');
  const asked = { userId, user, via, asker: staff };
  return transactPrepared<Wanted, FreshRecovery, RecoveryRequested>(context, {
    userId,
    actor: staff,
    note,
    guard: (decision, reading) => guard(decision, { ...asked, ...reading }),
    prepare: (engine, _wanted, earlier) => freshRecovery(engine, userId, earlier),
    decide: (decision, wanted, fresh) => decide(decision, { ...asked, ...wanted, fresh }),
  });
}

interface Asked {
  readonly userId: string;
  readonly user: User;
  readonly via: RecoveryPath;
  readonly asker: Actor;
}

/** A request that the account accepts. */
interface Wanted extends Reading {
  /** The open request that staff take over. */
  readonly known: Recovery | undefined;
  readonly contested: boolean;
  readonly expiresAt: number;
}

function guard(
  context: DecisionContext,
  { user, via, asker, account, now }: Asked & Reading,
): Passed<Wanted> | Decided<RecoveryRequested> {
  // A backup code is entered, not requested.
  const rule = via === 'backup-code' ? undefined : recoveryRuleFor(context.policy, user, via);
  if (rule === undefined) return { answer: { kind: 'denied', reason: 'not-offered' } };
  const known = account && recoveryVia(account, via, now);
  const contested = asker.kind === 'staff' && account !== undefined && isContested(account, now);
  if (account && known && (!contested || known.contested)) {
    // A repeated request changes nothing: the user is not notified again, and earlier checks stay.
    return { answer: requested(context, { account, user, asker, recovery: known, now }) };
  }
  const nextAt = account === undefined || asker.kind === 'staff' ? now : nextRequestAt(account, now);
  if (now < nextAt) return { answer: { kind: 'denied', reason: 'cool-down', until: nextAt } };
  const expiresAt = now + OPEN_MS + holdOf(rule);
  return { passed: { account, now, known, contested, expiresAt } };
}

/** The new parts of a recovery. */
interface FreshRecovery extends Pick<Recovery, 'id' | 'cancelSecret' | 'cancelHash'> {}

async function freshRecovery(
  context: EngineContext,
  userId: string,
  earlier: FreshRecovery | undefined,
): Promise<FreshRecovery> {
  if (earlier !== undefined) return earlier;
  const id = toBase64url(context.random(12));
  return { id, ...(await newCancelSecret(context, userId, id)) };
}

function decide(
  context: DecisionContext,
  {
    userId,
    user,
    via,
    asker,
    account,
    now,
    known,
    contested,
    expiresAt,
    fresh,
  }: Asked & Wanted & { readonly fresh: FreshRecovery },
): Decided<RecoveryRequested> {
  const recovery: Recovery = {
    ...(known ?? {
      ...fresh,
      via,
      requestedBy: asker,
      requestedAt: now,
      expiresAt,
      approvals: [],
      failures: noFailures,
    }),
    ...(contested ? { contested } : {}),
  };
  const change = request(account ?? newAccount(userId, now), recovery);
  return { change, answer: requested(context, { account: change.account, user, asker, recovery, now }) };
}

interface Requested {
  readonly account: Account;
  readonly user: User;
  readonly asker: Actor;
  readonly recovery: Recovery;
  readonly now: number;
}

/** Does not contain the cancel link: it goes to the contacts, because the requester may be an attacker. */
function requested(
  context: DecisionContext,
  { account, user, asker, recovery, now }: Requested,
): RecoveryRequested {
  const view = recoveryViewOf(context, { account, user, now }, recovery);
  return { kind: 'requested', request: asker.kind === 'staff' ? view : withoutNames(view) };
}
