import type { DecisionOutcome, Facts } from '../requirements/decision.ts';
import { type DecisionInput, rulesFor, unmetByFactors } from '../requirements/demand.ts';
import { isMet } from '../requirements/satisfaction.ts';
import { asEvidence, usableFactors } from '../requirements/usable.ts';
import { decideChange } from './change-proof.ts';

/** Refuses with `must-keep` the removal of a factor that the remaining ones do not replace, such as the last one. */
export function decideRemoving(input: DecisionInput, factorId: string): DecisionOutcome {
  const { policy, facts, now } = input;
  if (!facts.factors.some(({ id }) => id === factorId)) return { outcome: 'deny', reason: 'not-enrolled' };
  const left = facts.factors.filter(({ id }) => id !== factorId);
  return mayBeLeft(input, left) &&
    isMet(policy.manage.keep ?? { all: [] }, asEvidence(usableFactors(policy, left, now), now), now)
    ? decideChange(input, 'remove')
    : { outcome: 'deny', reason: 'must-keep' };
}

/**
 * Whether an account with these factors can still be used and still meets every rule that it meets now, both with the
 * usable and with all enrolled factors. So a factor that cannot be used is not easier to remove.
 */
function mayBeLeft(input: DecisionInput, left: Facts['factors']): boolean {
  const { policy, facts, now } = input;
  const usableLeft = usableFactors(policy, left, now);
  if (left.length > 0 && usableLeft.length === 0) return false;
  const rules = rulesFor({ policy, facts: { ...facts, factors: left } }, 'enforce');
  const keeps = (before: Facts['factors'], after: Facts['factors']): boolean => {
    const unmet = new Set(unmetByFactors(input, rules, before).map(({ path }) => path));
    return unmetByFactors(input, rules, after).every(({ path }) => unmet.has(path));
  };
  return keeps(usableFactors(policy, facts.factors, now), usableLeft) && keeps(facts.factors, left);
}
