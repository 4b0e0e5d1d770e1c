import type { Method } from '../../account/factors/method.ts';
import type { Unmet, Verdict } from '../requirements/decision.ts';
import {
  type Demand,
  enrolledDemand,
  type Question,
  rulesFor,
  signInDemands,
  unmetOf,
} from '../requirements/demand.ts';
import { exemptions, opensSession } from '../requirements/grants.ts';
import type { ManageRules } from '../schema/policy.ts';
import { challengeFor, isAnswerable, methodsThatLead } from './challenge.ts';
import { isBlocked, isWithinReach } from './enrolled.ts';

export type FactorChange = 'enrol' | 'remove' | 'regenerate' | 'primary';

/**
 * The requirements of a change to the factors: those of the user's sign-in now, and those of the policy for this
 * change.
 */
export function changeDemands(question: Question, change: FactorChange): readonly Demand[] {
  const { manage } = question.policy;
  const proof = proofFor(manage, change);
  if (exemptions(question).some(opensSession)) return [proof];
  return [...enrolledDemand(question), ...signInDemands(question, rulesFor(question, 'enforce')), proof];
}

function proofFor(manage: ManageRules, change: FactorChange): Demand {
  const own = manage[change];
  return own === undefined
    ? { path: 'manage.proof', requirement: manage.proof }
    : { path: `manage.${change}`, requirement: own };
}

/** `enrol`: the enrolled factors cannot meet this, but a new factor of one of these methods could. */
export function judgeDemands(question: Question, demands: readonly Demand[]): Verdict {
  const unmet = unmetOf(question, demands);
  if (unmet.length === 0) return { outcome: 'allow' };
  const challenge = challengeFor(question, unmet, 'change');
  if (isAnswerable(challenge) || challenge.firstFactors.length > 0) return challenge;
  const methods = wayOut(question, demands, unmet);
  return methods.length > 0
    ? { outcome: 'enrol', unmet, methods }
    : { outcome: 'deny', reason: 'no-usable-factor' };
}

/**
 * The methods that help with what the enrolled factors cannot meet. A new factor must not replace an enrolled one that
 * could meet it but cannot be used now.
 */
function wayOut(question: Question, demands: readonly Demand[], unmet: readonly Unmet[]): readonly Method[] {
  if (question.facts.factors.length === 0 || isBlocked(question, unmet)) return [];
  const lacking = demands
    .map(({ requirement }) => requirement)
    .filter((one) => !isWithinReach(question, one));
  return methodsThatLead(question, lacking);
}
