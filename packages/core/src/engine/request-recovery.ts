import { type Account, newAccount } from '../account/account.ts';
import type { Actor } from '../account/actor.ts';
import type { RecoveryPath } from '../account/method.ts';
import { recoveryAt, requestRecovery as request } from '../account/recovering.ts';
import type { Recovery } from '../account/recovery.ts';
import { toBase64url } from '../codec/base64url.ts';
import { durationMs } from '../duration.ts';
import type { RecoveryRule } from '../policy/policy.ts';
import { recoveryRuleFor } from '../policy/stand-in.ts';
import { newCancelToken } from './cancel-token.ts';
import type { EngineContext } from './context.ts';
import type { RecoveryRequested } from './desk-outcomes.ts';
import type { RecoveryDesk } from './desks.ts';
import { assertUserId, readNote, readStaff, readUser } from './input.ts';
import { recoveryViewOf, withoutNames } from './recovery-view.ts';
import { openChallenge, refused, troubleWith } from './standing.ts';
import { type Step, transact } from './transact.ts';

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
    const fresh = await freshRecovery(context, userId);
    return transact<RecoveryRequested>(context, {
      userId,
      source: input.source,
      decide: async (account, now) => {
        const trouble = troubleWith(challenge, account, now);
        if (trouble) return { answer: () => trouble };
        return decide(context, { userId, user, via, asker: { kind: 'user' }, fresh, account, now });
      },
    });
  }
  assertUserId(input.userId);
  const { userId } = input;
  const user = readUser(input.user);
  const staff = readStaff(input.staff);
  const note = input.note === undefined ? undefined : readNote(input.note);
  if (staff.id === userId) return refused('own-request');
  const fresh = await freshRecovery(context, userId);
  return transact<RecoveryRequested>(context, {
    userId,
    actor: staff,
    note,
    decide: async (account, now) => decide(context, { userId, user, via, asker: staff, fresh, account, now }),
  });
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

interface Case {
  readonly via: RecoveryPath;
  readonly asker: Actor;
  readonly fresh: FreshRecovery;
  readonly userId: string;
  readonly user: Parameters<typeof recoveryRuleFor>[1];
  readonly account: Parameters<typeof recoveryAt>[0] | undefined;
  readonly now: number;
}

function decide(
  context: EngineContext,
  { userId, user, via, asker, fresh, account, now }: Case,
): Step<RecoveryRequested> {
  const rule = othersDecide(via) ? recoveryRuleFor(context.policy, user, via) : undefined;
  if (rule === undefined) return { answer: () => ({ kind: 'denied', reason: 'not-offered' }) };
  const known = account && recoveryAt(account, now);
  if (account !== undefined && known !== undefined) {
    if (known.via !== via) return { answer: () => refused('recovery-under-way') };
    // Asked twice is asked once: the owner is not told again, and nothing that was verified is lost.
    return { answer: () => requested(context, { account, user, now, asker }) };
  }
  const recovery: Recovery = {
    id: fresh.id,
    via,
    requestedBy: asker,
    requestedAt: now,
    expiresAt: now + OPEN_MS + holdOf(rule),
    checks: [],
    approvals: [],
    cancelSecret: fresh.cancelSecret,
  };
  const change = request(account ?? newAccount(userId, now), recovery);
  const { cancelToken } = fresh;
  return {
    change,
    answer: () => requested(context, { account: change.account, user, now, asker, cancelToken }),
  };
}

/** A backup code is answered with, not asked for. */
function othersDecide(via: RecoveryPath): boolean {
  return via !== 'backup-code';
}

function holdOf({ hold }: RecoveryRule): number {
  return hold === undefined ? 0 : durationMs(hold);
}

interface Requested extends Pick<Case, 'user' | 'now' | 'asker'> {
  readonly account: Account;
  /** Present where it was requested just now. Whoever requests it again may be somebody else, and gets no link. */
  readonly cancelToken?: string;
}

function requested(
  context: EngineContext,
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
