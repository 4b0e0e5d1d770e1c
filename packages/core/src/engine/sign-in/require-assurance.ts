import { durationMs } from '../../duration.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import type { Intent, Unmet } from '../../policy/requirements/decision.ts';
import { leavesOf } from '../../policy/requirements/satisfaction.ts';
import { read } from '../commit/transact.ts';
import type { EngineContext } from '../context.ts';
import type { Mfa, Need } from '../mfa.ts';
import { deniedBy } from '../progress/advance.ts';
import { claimantOf, factsOf } from '../progress/facts.ts';
import type { AssuranceCheck } from '../results/account-outcomes.ts';

export async function requireAssurance(
  context: EngineContext,
  { caller, need }: Parameters<Mfa['requireAssurance']>[0],
): Promise<AssuranceCheck> {
  const intent = intentOf(need);
  const { account, now } = await read(context, caller);
  const decision = evaluate(context.policy, factsOf(context, account, claimantOf(caller), now), intent, now);
  switch (decision.outcome) {
    case 'allow':
      return { kind: 'sufficient' };
    case 'challenge':
    case 'enrol': {
      const maxAgeSeconds = maxAgeOf(decision.unmet);
      return {
        kind: 'insufficient',
        unmet: decision.unmet,
        ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
        ...(decision.outcome === 'enrol' ? { enrol: decision.methods } : {}),
      };
    }
    case 'wait':
    case 'deny':
      return deniedBy(decision);
  }
}

function intentOf(need: Need): Intent {
  return 'action' in need
    ? { kind: 'action', name: need.action }
    : { kind: 'requirement', requirement: need.requirement };
}

/** RFC 9470 §3: the strictest maximum age of the requirement, for `max_age`. */
function maxAgeOf(unmet: readonly Unmet[]): number | undefined {
  const ages = unmet
    .flatMap(({ requirement }) => leavesOf(requirement))
    .flatMap(({ maxAge }) => (maxAge === undefined ? [] : [durationMs(maxAge) / 1000]));
  return ages.length === 0 ? undefined : Math.min(...ages);
}
