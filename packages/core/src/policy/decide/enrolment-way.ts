import type { Evidence } from '../../account/factors/evidence.ts';
import type { Method } from '../../account/factors/method.ts';
import { maxOf } from '../limits.ts';
import type { FactorFact, Unmet } from '../requirements/decision.ts';
import type { DecisionInput } from '../requirements/demand.ts';
import { FIRST_FACTORS, isMet } from '../requirements/satisfaction.ts';
import { asEvidence, hasCompany, offeredMethods, usableFactors } from '../requirements/usable.ts';
import { methodsThatHelp } from './challenge.ts';
import { isBlocked } from './enrolled.ts';
import { decideAnyEnrolment, refuseEnrolment } from './enrolling.ts';
import { bestFactor, factorsOf, variantsOf } from './possible-factors.ts';

/**
 * The methods of which the user may enrol one now to come closer to all of this. Empty if no set of new factors would
 * meet it, if the proof for enrolling cannot be given, or if a factor that cannot be used blocks it.
 */
export function enrolmentWay(input: DecisionInput, unmet: readonly Unmet[]): readonly Method[] {
  const { policy, facts, now } = input;
  const usable = usableFactors(policy, facts.factors, now);
  const shown = [...input.evidence, ...withoutFactorsAt(input), ...asEvidence(usable, now)];
  if (isBlocked(input, unmet) || !isAttainable({ ...input, evidence: shown }, unmet)) return [];
  const proof = decideAnyEnrolment({ ...input, evidence: shown });
  if (proof.outcome !== 'allow' && proof.outcome !== 'enrol') return [];
  const begun = offeredMethods(policy, now).filter(
    (method) =>
      refuseEnrolment(input, { method }) === undefined &&
      (proof.outcome !== 'enrol' || proof.methods.includes(method)),
  );
  const helpful = methodsThatHelp(
    input,
    unmet.map(({ requirement }) => requirement),
  );
  const first = begun.filter((method) => helpful.includes(method));
  if (first.length > 0) return first;
  return begun.filter((method) =>
    helpful.some((other) =>
      hasCompany(policy, { method: other }, [...usable, ...bestFactor(policy, method)], now),
    ),
  );
}

/** Evidence that needs no factor: each first factor, and a backup code if one is left. */
function withoutFactorsAt({ facts, now }: DecisionInput): readonly Evidence[] {
  const methods = [...FIRST_FACTORS, ...(facts.backupCodesLeft > 0 ? (['backup-code'] as const) : [])];
  return methods.map((method) => ({ method, at: now, traits: [] }));
}

/** The highest `count` of a requirement. */
const MOST_FACTORS = 10;

/**
 * Whether new factors, with the strongest or the weakest traits of their methods, and the usable ones can meet all of
 * this.
 */
function isAttainable({ policy, facts, evidence, now }: DecisionInput, unmet: readonly Unmet[]): boolean {
  return [0, -1].some((variant) => {
    const added = offeredMethods(policy, now).flatMap((method): readonly FactorFact[] => {
      const rule = policy.methods[method];
      const had = facts.factors.filter((factor) => factor.method === method).length;
      const free = Math.min(MOST_FACTORS, rule === undefined ? 0 : maxOf(rule) - had);
      const traits = variantsOf(policy, method).at(variant) ?? [];
      return factorsOf(method, Array(Math.max(0, free)).fill(traits)).map((factor) => ({
        ...factor,
        id: `new ${factor.id}`,
      }));
    });
    const shown = asEvidence(usableFactors(policy, [...facts.factors, ...added], now), now);
    return unmet.every(({ requirement }) => isMet(requirement, [...evidence, ...shown], now));
  });
}
