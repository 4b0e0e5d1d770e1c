import { isEnrolled } from '../../account/factors/factor.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import type { RequestSource } from '../../ports/audit.ts';
import type { SendAttempt } from '../../ports/send-guard.ts';
import type { Decided, Passed, Reading } from '../commit/transact.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { answerLock, lockedBy } from '../progress/answer-lock.ts';
import { bindingOf } from '../progress/factor-context.ts';
import { factsOf } from '../progress/facts.ts';
import { isProof } from '../progress/known-device.ts';
import { challengeProblem, type OpenChallenge, openChallenge, refused } from '../progress/open-challenge.ts';
import type { SendOutcome } from '../results/outcomes.ts';
import { type Addressee, type NotAllowed, sendCodeTo } from '../sending/sending.ts';

interface SendCode {
  readonly token: string;
  readonly factorId: string;
  readonly source?: RequestSource;
}

export async function sendCode(context: EngineContext, input: SendCode): Promise<SendOutcome> {
  const challenge = await openChallenge(context, input.token, ['sign-in', 'step-up']);
  if ('kind' in challenge) return challenge;
  const { factorId, source } = input;
  const { purpose, proven } = sendClassOf(challenge);
  return sendCodeTo(context, {
    userId: challenge.userId,
    source,
    binding: bindingOf('challenge', challenge.id),
    purpose,
    budget: proven ? 'proven' : 'unproven',
    guard: (decision, reading) => guard(decision, { challenge, factorId, ...reading }),
  });
}

/** What the limits of sends distinguish. */
export function sendClassOf({
  purpose,
  device,
  evidence,
}: OpenChallenge): Pick<SendAttempt, 'purpose' | 'proven'> {
  return {
    purpose: purpose === 'step-up' ? 'step-up' : 'sign-in',
    proven: device !== undefined || evidence.some(isProof),
  };
}

interface GuardInput extends Reading {
  readonly challenge: OpenChallenge;
  readonly factorId: string;
}

function guard(
  context: DecisionContext,
  { challenge, factorId, account, now }: GuardInput,
): Passed<Addressee> | Decided<NotAllowed> {
  const problem = challengeProblem(challenge, account, now);
  if (problem) return { answer: problem };
  const factor = account?.factors.filter(isEnrolled).find(({ id }) => id === factorId);
  if (account === undefined || factor === undefined) return { answer: refused('unknown-factor') };
  // Do not pay for a code that cannot be answered.
  const locked = lockedBy(answerLock(context, account, factor, now));
  if (locked) return { answer: locked };
  const decision = evaluate(context.policy, factsOf(context, account, challenge, now), challenge.intent, now);
  const offered = decision.outcome === 'challenge' && decision.factors.includes(factorId);
  return offered ? { passed: { account, factor, now } } : { answer: refused('unknown-factor') };
}
