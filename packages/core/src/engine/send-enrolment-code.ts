import { epochOf } from '../account/account.ts';
import { isPendingAt } from '../account/factor.ts';
import { lockOf } from '../account/failures.ts';
import { type Requester, requesterOf, troubleOf } from './caller.ts';
import type { DecisionContext, EngineContext } from './context.ts';
import type { SendOutcome } from './outcomes.ts';
import type { Caller } from './parties.ts';
import { bindingOf } from './place.ts';
import { type Addressee, type NotAllowed, type Send, sendCodeTo } from './sending.ts';
import { refused } from './standing.ts';
import type { Cleared, Decided, Reading } from './transact.ts';

export async function sendEnrolmentCode(
  context: EngineContext,
  { caller, factorId }: { readonly caller: Caller; readonly factorId: string },
): Promise<SendOutcome> {
  const requester = await requesterOf(context, caller);
  if ('kind' in requester) return requester;
  return sendCodeTo(context, enrolmentSend(requester, factorId));
}

/** The code of a set-up. */
export function enrolmentSend(requester: Requester, factorId: string): Send {
  const { userId, source } = requester;
  return {
    userId,
    source,
    binding: bindingOf('enrolment', factorId),
    purpose: 'enrolment',
    budget: 'enrolment',
    guard: (decision, reading) => guard(decision, { requester, factorId, ...reading }),
  };
}

interface Asked extends Reading {
  readonly requester: Requester;
  readonly factorId: string;
}

function guard(
  { limits }: DecisionContext,
  { requester, factorId, account, now }: Asked,
): Cleared<Addressee> | Decided<NotAllowed> {
  const trouble = troubleOf(requester, account, now);
  if (trouble) return { answer: trouble };
  const factor = account?.factors.find(({ id }) => id === factorId);
  if (account === undefined || factor?.status !== 'pending' || factor.awaits !== 'proof') {
    return { answer: refused('unknown-factor') };
  }
  if (!isPendingAt(factor, now)) return { answer: refused('expired') };
  if (factor.epoch !== epochOf(account)) return { answer: refused('superseded') };
  const lock = lockOf(factor.failures, limits, now);
  if (lock.kind === 'locked') return { answer: { kind: 'locked', retryAt: lock.until } };
  return { cleared: { account, factor, now } };
}
