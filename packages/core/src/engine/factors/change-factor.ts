import type { Account, Change } from '../../account/account.ts';
import { type EnrolledFactor, isEnrolled } from '../../account/factors/factor.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import type { Intent } from '../../policy/requirements/decision.ts';
import type { SignedIn } from '../actors.ts';
import { expectedOf } from '../commit/expected-account.ts';
import { type Decided, transact } from '../commit/transact.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { claimantOf, factsOf } from '../progress/facts.ts';
import { refused } from '../progress/open-challenge.ts';
import { declined } from '../progress/requester.ts';
import type { Refusals } from '../results/outcomes.ts';

interface FactorChange<T> {
  readonly caller: SignedIn;
  readonly factorId: string;
  readonly intent: Intent;
  readonly change: (account: Account, factor: EnrolledFactor) => Change;
  readonly decided: (context: DecisionContext, change: Change) => Omit<Decided<T>, 'change' | 'noted'>;
}

/** Changes one enrolled factor of the user, if the policy allows it in the account's current state. */
export async function changeFactor<T>(
  context: EngineContext,
  { caller, factorId, intent, change, decided }: FactorChange<T>,
): Promise<T | Refusals['proof-required' | 'enrol' | 'denied' | 'refused']> {
  return transact<T | Refusals['proof-required' | 'enrol' | 'denied' | 'refused']>(context, {
    ...expectedOf(caller),
    decide: (decision, { account, now }) => {
      const factor = account?.factors.filter(isEnrolled).find(({ id }) => id === factorId);
      if (account === undefined || factor === undefined) return { answer: refused('unknown-factor') };
      const facts = factsOf(decision, account, claimantOf(caller), now);
      const policyDecision = evaluate(decision.policy, facts, intent, now);
      if (policyDecision.outcome !== 'allow')
        return { answer: declined(decision, account, policyDecision, now) };
      const made = change(account, factor);
      return { change: made, ...decided(decision, made) };
    },
  });
}
