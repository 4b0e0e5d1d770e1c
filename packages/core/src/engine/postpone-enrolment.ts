import { newAccount } from '../account/account.ts';
import { fullUntil, spendChallenge } from '../account/challenges.ts';
import { postponeEnrolment as postpone } from '../account/postponement.ts';
import { evaluate } from '../policy/evaluate.ts';
import { openGraces, rulesPutOff } from '../policy/postponable.ts';
import { advance } from './advance.ts';
import type { EngineContext } from './context.ts';
import { expectedOf } from './expected-account.ts';
import { factsOf } from './facts.ts';
import type { Postponed } from './outcomes.ts';
import type { Enrolling } from './parties.ts';
import { openChallenge, troubleWith } from './standing.ts';
import { transact } from './transact.ts';

export async function postponeEnrolment(
  engine: EngineContext,
  { caller }: { readonly caller: Enrolling },
): Promise<Postponed> {
  const challenge = await openChallenge(engine, caller.token, ['enrol']);
  if ('kind' in challenge) return challenge;
  const { userId, user, evidence } = challenge;
  return transact<Postponed>(engine, {
    ...expectedOf({ userId, source: caller.source }),
    decide: (context, { account, now }) => {
      const trouble = troubleWith(challenge, account, now);
      if (trouble) return { answer: trouble };
      const intent = { kind: 'postpone-enrolment' } as const;
      const facts = factsOf(context, account, challenge, now);
      const decision = evaluate(context.policy, facts, intent, now);
      // Judged before it is written down: the last of the allowed times is still allowed.
      const next = advance(context, account, { userId, user, evidence, intent }, now);
      if (decision.outcome !== 'allow') return { answer: next };
      const until = account && fullUntil(account, now);
      if (until !== undefined) return { answer: { kind: 'denied', reason: 'held', until } };
      const change = postpone(account ?? newAccount(userId, now), {
        rules: rulesPutOff(context.policy, facts, now),
        open: openGraces(context.policy, facts.factors, now),
        now,
      });
      return {
        change: { ...change, account: spendChallenge(change.account, challenge) },
        answer: next,
      };
    },
  });
}
