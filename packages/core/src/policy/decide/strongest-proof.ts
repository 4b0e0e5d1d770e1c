import type { FactorFact } from '../requirements/decision.ts';
import type { DecisionInput, Demand } from '../requirements/demand.ts';
import type { Selector } from '../schema/requirement.ts';

/**
 * Requires one of the strongest enrolled factors, usable or not, proved in the last 15 minutes. A phishing-resistant
 * factor is the strongest; a code that is sent is the weakest.
 */
export function strongestProof({ facts }: DecisionInput): readonly Demand[] {
  const most = Math.max(...facts.factors.map(strengthOf));
  const of = facts.factors.filter((factor) => strengthOf(factor) === most).map(selectorOf);
  return of.length === 0
    ? []
    : [{ path: 'enrolledMeansRequired', requirement: { of, maxAge: '15m', live: true } }];
}

const RESISTS_PHISHING = 'phishing-resistant';

function strengthOf({ traits, channel }: FactorFact): number {
  if (traits.includes(RESISTS_PHISHING)) return 2;
  return channel === undefined ? 1 : 0;
}

function selectorOf(factor: FactorFact): Selector {
  return factor.traits.includes(RESISTS_PHISHING)
    ? { method: [factor.method], trait: [RESISTS_PHISHING] }
    : factor.method;
}
