import { epochOf } from '../../account/account.ts';
import { isPendingAt } from '../../account/factors/factor.ts';
import { lockOf } from '../../account/failures/lock.ts';
import type { Caller } from '../actors.ts';
import type { Decided, Passed, Reading } from '../commit/transact.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { bindingOf } from '../progress/factor-context.ts';
import { refused } from '../progress/open-challenge.ts';
import { type Requester, requesterOf, requesterProblem } from '../progress/requester.ts';
import type { SendOutcome } from '../results/outcomes.ts';
import { type Addressee, type NotAllowed, type Send, sendCodeTo } from '../sending/sending.ts';

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

interface GuardInput extends Reading {
  readonly requester: Requester;
  readonly factorId: string;
}

function guard(
  { limits }: DecisionContext,
  { requester, factorId, account, now }: GuardInput,
): Passed<Addressee> | Decided<NotAllowed> {
  const problem = requesterProblem(requester, account, now);
  if (problem) return { answer: problem };
  const factor = account?.factors.find(({ id }) => id === factorId);
  if (account === undefined || factor?.status !== 'pending' || factor.awaits !== 'proof') {
    return { answer: refused('unknown-factor') };
  }
  if (!isPendingAt(factor, now)) return { answer: refused('expired') };
  if (factor.epoch !== epochOf(account)) return { answer: refused('superseded') };
  const lock = lockOf(factor.failures, limits, now);
  if (lock.kind === 'locked') return { answer: { kind: 'locked', retryAt: lock.until } };
  return { passed: { account, factor, now } };
}
