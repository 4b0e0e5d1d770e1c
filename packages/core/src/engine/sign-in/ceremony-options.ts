import { isEnrolled } from '../../account/factors/factor.ts';
import type { Method } from '../../account/factors/method.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import { read } from '../commit/transact.ts';
import type { EngineContext } from '../context.ts';
import { bindingOf, ruleOf } from '../progress/factor-context.ts';
import { factsOf } from '../progress/facts.ts';
import { challengeProblem, openChallenge, refused } from '../progress/open-challenge.ts';
import type { CeremonyOptions } from '../results/outcomes.ts';

export async function createCeremonyOptions(
  context: EngineContext,
  { token, method }: { readonly token: string; readonly method: Method },
): Promise<CeremonyOptions> {
  const challenge = await openChallenge(context, token, ['sign-in', 'step-up']);
  if ('kind' in challenge) return challenge;
  const { account, now } = await read(context, challenge.userId);
  const problem = challengeProblem(challenge, account, now);
  if (problem) return problem;
  const decision = evaluate(context.policy, factsOf(context, account, challenge, now), challenge.intent, now);
  const offered = decision.outcome === 'challenge' ? decision.factors : [];
  const factors = (account?.factors ?? [])
    .filter(isEnrolled)
    .filter((factor) => factor.method === method && offered.includes(factor.id))
    .map(({ id, data }) => ({ factorId: id, data }));
  const ceremony = context.methods.get(method)?.ceremony;
  if (ceremony === undefined || factors.length === 0) return refused('unknown-factor');
  const binding = bindingOf('challenge', challenge.id);
  const options = await ceremony.options({ binding, factors, rule: ruleOf(context, method) });
  return { kind: 'question', method, options };
}
