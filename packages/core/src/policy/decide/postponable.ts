import type { Facts } from '../requirements/decision.ts';
import { rulesFor, unmetByFactors } from '../requirements/demand.ts';
import type { Policy } from '../schema/policy.ts';

/** This user's rules that a postponement postpones: those whose enrolment is not met. */
export function rulesPutOff(policy: Policy, facts: Facts, now: number): readonly string[] {
  const asking = unmetByFactors({ now }, rulesFor({ policy, facts }, 'enforce'), facts.factors);
  return asking.flatMap(({ rule = [] }) => rule);
}

/** All rules that have a grace and that these factors do not meet, for any user. */
export function openGraces({ rules }: Policy, factors: Facts['factors'], now: number): readonly string[] {
  const graced = rules.filter(({ grace }) => grace !== undefined).map((rule) => ({ ...rule, path: '' }));
  return unmetByFactors({ now }, graced, factors).flatMap(({ rule = [] }) => rule);
}
