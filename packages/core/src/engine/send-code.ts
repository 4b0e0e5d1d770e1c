import type { Account } from '../account/account.ts';
import { isEnrolled } from '../account/factor.ts';
import { lockOf } from '../account/failures.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { RequestSource } from '../ports/audit.ts';
import type { EngineContext } from './context.ts';
import { factsOf } from './facts.ts';
import type { SendOutcome } from './outcomes.ts';
import { bindingOf } from './place.ts';
import { composeCode } from './sending.ts';
import { type OpenChallenge, openChallenge, refused, troubleWith } from './standing.ts';
import { type Step, transact } from './transact.ts';

interface SendCode {
  readonly token: string;
  readonly factorId: string;
  readonly source?: RequestSource;
}

export async function sendCode(context: EngineContext, input: SendCode): Promise<SendOutcome> {
  const challenge = await openChallenge(context, input.token, ['sign-in', 'step-up']);
  if ('kind' in challenge) return challenge;
  return transact(context, {
    userId: challenge.userId,
    source: input.source,
    decide: (account, now) => decide(context, { challenge, input, account, now }),
  });
}

interface Case {
  readonly challenge: OpenChallenge;
  readonly input: SendCode;
  readonly account: Account | undefined;
  readonly now: number;
}

async function decide(
  context: EngineContext,
  { challenge, input, account, now }: Case,
): Promise<Step<SendOutcome>> {
  const { factorId, source } = input;
  const trouble = troubleWith(challenge, account, now);
  if (trouble) return { answer: () => trouble };
  const factor = account?.factors.filter(isEnrolled).find(({ id }) => id === factorId);
  if (account === undefined || factor === undefined) return { answer: () => refused('unknown-factor') };
  const lock = lockOf(factor.failures, context.limits, now);
  if (factor.status === 'suspended' || lock.kind === 'capped')
    return { answer: () => ({ kind: 'suspended' }) };
  // A code that may not be answered is not paid for.
  if (lock.kind === 'locked') return { answer: () => ({ kind: 'locked', retryAt: lock.until }) };
  const decision = evaluate(context.policy, factsOf(context, account, challenge, now), challenge.intent, now);
  const offered = decision.outcome === 'challenge' && decision.factors.includes(factorId);
  if (!offered) return { answer: () => refused('unknown-factor') };
  const purpose = challenge.purpose === 'step-up' ? 'step-up' : 'sign-in';
  const binding = bindingOf('challenge', challenge.id);
  const ready = await composeCode(context, { account, factor, binding, purpose, source, now });
  if (ready === undefined) return { answer: () => refused('unknown-factor') };
  if (ready.kind !== 'ready') return { answer: () => ready };
  return { change: ready.change, answer: ready.deliver };
}
