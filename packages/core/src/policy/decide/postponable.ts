import type { Facts } from '../requirements/decision.ts';
import { rulesFor, unmetByFactors } from '../requirements/demand.ts';
import type { Policy } from '../schema/policy.ts';

/** The rules that a postponement puts off: of this user's, those whose enrolment is still to come. */
export function rulesPutOff(policy: Policy, facts: Facts, now: number): readonly string[] {
  const asking = unmetByFactors({ now }, rulesFor({ policy, facts }, 'enforce'), facts.factors);
  return asking.flatMap(({ rule = [] }) => rule);
}

/** The rules, for whomever they are, that have a grace and that these factors do not meet. */
export function openGraces({ rules }: Policy, factors: Facts['factors'], now: number): readonly string[] {
  const graced = rules.filter(({ grace }) => grace !== undefined).map((rule) => ({ ...rule, path: '' }));
  return unmetByFactors({ now }, graced, factors).flatMap(({ rule = [] }) => rule);
}
