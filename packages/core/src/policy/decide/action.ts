import type { Challenge, DecisionOutcome } from '../requirements/decision.ts';
import { actionDemands, type DecisionInput, type Demand, rulesFor, unmetOf } from '../requirements/demand.ts';
import { sessionDemand } from '../requirements/grants.ts';
import type { Policy } from '../schema/policy.ts';
import type { Requirement } from '../schema/requirement.ts';
import { challengeFor, isAnswerable } from './challenge.ts';
import { enrolmentWay } from './enrolment-way.ts';

/** Every action that a rule names, for any user. */
export function actionsOf({ rules }: Policy): readonly string[] {
  return [...new Set(rules.flatMap(({ actions }) => Object.keys(actions ?? {})))];
}

/** Step-up: what must be proved before an action of the portal. */
export function decideAction(input: DecisionInput, action: string): DecisionOutcome {
  const { policy, facts, now } = input;
  if (!actionsOf(policy).includes(action)) return { outcome: 'deny', reason: 'unknown-action' };
  const demands = actionDemands(rulesFor(input, 'enforce'), action);
  const frozen = facts.freezes?.filter((freeze) => freeze.action === action && now < freeze.until) ?? [];
  if (frozen.length > 0) {
    const unmet = demands.map((demand) => ({ ...demand, why: 'held' as const }));
    return { outcome: 'wait', unmet, until: Math.max(...frozen.map(({ until }) => until)) };
  }
  return decideAccess(input, demands);
}

/** The same for a requirement that the portal passes, in addition to what every session must prove. */
export function decideRequirement(input: DecisionInput, requirement: Requirement): DecisionOutcome {
  return decideAccess(input, [{ path: 'requirement', requirement }]);
}

function decideAccess(input: DecisionInput, demands: readonly Demand[]): DecisionOutcome {
  const unmet = unmetOf(input, [...sessionDemand(input), ...demands]);
  if (unmet.length === 0) return { outcome: 'allow' };
  const challenge = challengeFor(input, unmet, 'change');
  if (isAnswerable(challenge) || hasFirstFactor(input, challenge)) return challenge;
  const methods = enrolmentWay(input, unmet);
  if (methods.length > 0) return { outcome: 'enrol', unmet, methods };
  return challenge.firstFactors.length > 0 ? challenge : { outcome: 'deny', reason: 'no-usable-factor' };
}

/** Whether the user has one of these first factors. A user who never used a passkey may have none. */
function hasFirstFactor({ facts }: DecisionInput, { firstFactors }: Challenge): boolean {
  return firstFactors.some(
    (method) => method !== 'passkey' || facts.evidence.some((shown) => shown.method === method),
  );
}
