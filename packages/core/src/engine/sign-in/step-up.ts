import { evaluate } from '../../policy/decide/evaluate.ts';
import type { Intent } from '../../policy/requirements/decision.ts';
import type { SignedIn } from '../actors.ts';
import { read } from '../commit/transact.ts';
import type { EngineContext } from '../context.ts';
import { challengeWith } from '../progress/advance.ts';
import { claimantOf, factsOf } from '../progress/facts.ts';
import { declined } from '../progress/requester.ts';
import type { StepUp } from '../results/outcomes.ts';

export async function beginStepUp(
  context: EngineContext,
  { caller, intent }: { readonly caller: SignedIn; readonly intent: Intent },
): Promise<StepUp> {
  const { userId, user, assurance } = caller;
  const { account, now } = await read(context, caller);
  const decision = evaluate(context.policy, factsOf(context, account, claimantOf(caller), now), intent, now);
  switch (decision.outcome) {
    case 'allow':
      return { kind: 'complete', assurance, advice: decision.advice, monitored: decision.monitored };
    case 'challenge': {
      // Only a first factor can help, and the portal checks it: see `reauthenticate`.
      if (decision.factors.length === 0 && !decision.backupCode) {
        return declined(context, account, decision, now);
      }
      const { evidence, grant, authenticatedAt } = assurance;
      const progress = { userId, user, evidence, grant, intent, authenticatedAt, device: undefined };
      return challengeWith(context, account, progress, decision, now);
    }
    case 'enrol':
    case 'wait':
    case 'deny':
      return declined(context, account, decision, now);
  }
}
