import { type Account, type Change, chain } from '../../account/account.ts';
import { activate } from '../../account/factors/enrolment.ts';
import type { FactorData, PendingFactor } from '../../account/factors/factor.ts';
import { withoutMetRules } from '../../account/sign-in/postponement.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { openGraces } from '../../policy/decide/postponable.ts';
import type { DecisionContext } from '../context.ts';
import { factorFacts } from '../progress/facts.ts';
import type { Requester } from '../progress/requester.ts';
import { endRecoveriesOnConfirmation } from '../recovery/recovery-effects.ts';

interface Activated {
  readonly account: Account;
  readonly factor: PendingFactor;
  readonly data: FactorData;
  readonly requester: Pick<Requester, 'user' | 'evidence'>;
  readonly now: number;
}

/**
 * Activates the factor and ends recoveries. What the set-up replaces was decided when it started.
 */
export function activateFactor(
  context: DecisionContext,
  { account, factor, data, requester: { user, evidence }, now }: Activated,
): Change {
  const activated = activate(account, { factor, data, epoch: toBase64url(context.random(12)), now });
  const { grant } = factor;
  return chain(
    chain(activated, (next) =>
      endRecoveriesOnConfirmation(context, { account: next, user, evidence, grant, now }, factor.id),
    ),
    (next) => ({
      account: withoutMetRules(next, openGraces(context.policy, factorFacts(context, next), now)),
      events: [],
    }),
  );
}
