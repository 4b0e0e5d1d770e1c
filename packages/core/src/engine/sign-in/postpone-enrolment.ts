import { newAccount } from '../../account/account.ts';
import { fullUntil, spendChallenge } from '../../account/sign-in/challenges.ts';
import { postponeEnrolment as postpone } from '../../account/sign-in/postponement.ts';
import { openGraces, rulesPutOff } from '../../policy/decide/postponable.ts';
import type { Enrolling } from '../actors.ts';
import { expectedOf } from '../commit/expected-account.ts';
import { transact } from '../commit/transact.ts';
import type { EngineContext } from '../context.ts';
import { advance } from '../progress/advance.ts';
import { factsOf } from '../progress/facts.ts';
import { signedInFrom } from '../progress/known-device.ts';
import { challengeProblem, openChallenge } from '../progress/open-challenge.ts';
import type { Postponed } from '../results/outcomes.ts';

export async function postponeEnrolment(
  engine: EngineContext,
  { caller }: { readonly caller: Enrolling },
): Promise<Postponed> {
  const challenge = await openChallenge(engine, caller.token, ['enrol']);
  if ('kind' in challenge) return challenge;
  const { userId, user, evidence, grant, device } = challenge;
  return transact<Postponed>(engine, {
    ...expectedOf({ userId, source: caller.source }),
    decide: (context, { account, now }) => {
      const problem = challengeProblem(challenge, account, now);
      if (problem) return { answer: problem };
      const intent = { kind: 'postpone-enrolment' } as const;
      // Evaluated before it is recorded: the last permitted time is still permitted.
      const next = advance(context, account, { userId, user, evidence, grant, intent, device }, now);
      if (next.kind !== 'complete') return { answer: next };
      const until = account && fullUntil(account, now);
      if (until !== undefined) return { answer: { kind: 'denied', reason: 'held', until } };
      const facts = factsOf(context, account, challenge, now);
      const change = postpone(account ?? newAccount(userId, now), {
        rules: rulesPutOff(context.policy, facts, now),
        open: openGraces(context.policy, facts.factors, now),
        now,
      });
      return {
        change: { ...change, account: spendChallenge(change.account, challenge) },
        answer: signedInFrom(context, change.account, { challenge, next, now }),
      };
    },
  });
}
