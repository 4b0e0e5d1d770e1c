import type { Method } from '../../account/factors/method.ts';
import type { DecisionOutcome, Unmet } from '../requirements/decision.ts';
import {
  type DecisionInput,
  type Demand,
  enrolledDemand,
  rulesFor,
  signInDemands,
  unmetOf,
} from '../requirements/demand.ts';
import { exemptions, opensSession } from '../requirements/grants.ts';
import type { ManageRules } from '../schema/policy.ts';
import { challengeFor, isAnswerable, methodsThatLead } from './challenge.ts';
import { isBlocked, isWithinReach } from './enrolled.ts';

export type ChangeKind = 'enrol' | 'remove' | 'regenerate' | 'primary';

/**
 * The requirements of a change to the factors: those of the user's sign-in now, and those of the policy for this
 * change.
 */
export function changeDemands(input: DecisionInput, change: ChangeKind): readonly Demand[] {
  const { manage } = input.policy;
  const proof = proofFor(manage, change);
  if (exemptions(input).some(opensSession)) return [proof];
  return [...enrolledDemand(input), ...signInDemands(input, rulesFor(input, 'enforce')), proof];
}

function proofFor(manage: ManageRules, change: ChangeKind): Demand {
  const own = manage[change];
  return own === undefined
    ? { path: 'manage.proof', requirement: manage.proof }
    : { path: `manage.${change}`, requirement: own };
}

export function decideChange(input: DecisionInput, change: ChangeKind): DecisionOutcome {
  return decideDemands(input, changeDemands(input, change));
}

/** `enrol`: the enrolled factors cannot meet this, but a new factor of one of these methods could. */
export function decideDemands(input: DecisionInput, demands: readonly Demand[]): DecisionOutcome {
  const unmet = unmetOf(input, demands);
  if (unmet.length === 0) return { outcome: 'allow' };
  const challenge = challengeFor(input, unmet, 'change');
  if (isAnswerable(challenge) || challenge.firstFactors.length > 0) return challenge;
  const methods = wayOut(input, demands, unmet);
  return methods.length > 0
    ? { outcome: 'enrol', unmet, methods }
    : { outcome: 'deny', reason: 'no-usable-factor' };
}

/**
 * The methods that help with what the enrolled factors cannot meet. A new factor must not replace an enrolled one that
 * could meet it but cannot be used now.
 */
function wayOut(
  input: DecisionInput,
  demands: readonly Demand[],
  unmet: readonly Unmet[],
): readonly Method[] {
  if (input.facts.factors.length === 0 || isBlocked(input, unmet)) return [];
  const lacking = demands.map(({ requirement }) => requirement).filter((one) => !isWithinReach(input, one));
  return methodsThatLead(input, lacking);
}
