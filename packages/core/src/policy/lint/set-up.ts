import type { Method } from '../../account/factors/method.ts';
import { evaluate } from '../decide/evaluate.ts';
import { bestFactor } from '../decide/possible-factors.ts';
import type { FactorFact, Facts } from '../requirements/decision.ts';
import { asEvidence } from '../requirements/usable.ts';
import type { Policy } from '../schema/policy.ts';

const MOST_STEPS = 30;

/**
 * Whether a user can sign in after setting up factors, with the strongest traits of their methods. Adding one more
 * factor is not enough: with it and all that may follow, sign-in must be allowed.
 */
export function setUpLeadsIn(policy: Policy, start: Facts, now: number): boolean {
  let facts = start;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const added = (Object.keys(policy.methods) as Method[])
      .filter((method) => evaluate(policy, facts, { kind: 'enrol', method }, now).outcome === 'allow')
      .flatMap((method) => bestFactor(policy, method))
      .map((factor) => renamed(factor, `new-${step}`));
    if (added.length === 0) return false;
    facts = {
      ...facts,
      factors: [...facts.factors, ...added],
      evidence: [...facts.evidence, ...asEvidence(added, now)],
    };
    if (evaluate(policy, facts, { kind: 'sign-in' }, now).outcome === 'allow') return true;
  }
  return false;
}

function renamed(factor: FactorFact, name: string): FactorFact {
  const channel = factor.channel === undefined ? {} : { channel: `${name}-${factor.channel}` };
  return { ...factor, ...channel, id: `${name}-${factor.id}` };
}
