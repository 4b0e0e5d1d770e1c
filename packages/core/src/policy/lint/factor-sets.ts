import type { Method } from '../../account/factors/method.ts';
import { factorsOf, variantsOf } from '../decide/possible-factors.ts';
import { maxOf } from '../limits.ts';
import type { FactorFact } from '../requirements/decision.ts';
import { allowedMethods, allowedRule, hasCompany, usableFactors } from '../requirements/usable.ts';
import type { Policy } from '../schema/policy.ts';

/** A set of factors that one user could have. */
export type FactorSet = readonly FactorFact[];

interface FactorSetOptions {
  readonly now: number;
  /** Methods to leave out. */
  readonly without?: readonly Method[];
  /** Whether to include methods that cannot be enrolled any more. */
  readonly existing?: boolean;
  /** Maximum number of each kind of factor. The policy's own maximum also applies, unless it is `lifted`. */
  readonly copies: number;
  readonly lifted?: boolean;
}

const MOST_SETS = 2_000;

/**
 * The largest sets of factors that a user can enrol, one after the other, under this policy. More evidence never makes
 * a decision stricter, so what none of these sets can meet, no user can meet.
 */
export function largestFactorSets(policy: Policy, options: FactorSetOptions): readonly FactorSet[] {
  const { now, without = [], existing = false, copies, lifted = false } = options;
  const methods = allowedMethods(policy, now).filter(
    (method) => !without.includes(method) && (existing || policy.methods[method]?.allow === 'yes'),
  );
  let factorSets: readonly FactorSet[] = [[]];
  for (const method of methods) {
    const rule = allowedRule(policy, method, now);
    const size = Math.min(copies, rule === undefined || lifted ? copies : maxOf(rule));
    const choices = multisets(variantsOf(policy, method), size);
    factorSets = factorSets
      .flatMap((factorSet) => choices.map((traits) => [...factorSet, ...factorsOf(method, traits)]))
      .slice(0, MOST_SETS);
  }
  return factorSets.map((factorSet) => grown(policy, factorSet, now));
}

/** One factor of each kind that may be the only one. */
export function loneFactors(policy: Policy, now: number): readonly FactorFact[] {
  return allowedMethods(policy, now)
    .filter((method) => policy.methods[method]?.allow === 'yes')
    .flatMap((method) => variantsOf(policy, method).flatMap((traits) => factorsOf(method, [traits])))
    .filter((factor) => usableFactors(policy, [factor], now).length > 0);
}

// In the order in which a user could add them: a method that needs another one cannot come before it.
function grown(policy: Policy, wanted: FactorSet, now: number): FactorSet {
  let factorSet: FactorSet = wanted.filter(({ method }) => policy.methods[method]?.allow === 'existing');
  for (;;) {
    const usable = usableFactors(policy, factorSet, now);
    const next = wanted.filter(
      (factor) => factorSet.includes(factor) || hasCompany(policy, { method: factor.method }, usable, now),
    );
    if (next.length === factorSet.length) return factorSet;
    factorSet = next;
  }
}

/** Every choice of `size` of these items, with repetition, in any order. */
function multisets<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const [first, ...rest] = items;
  if (first === undefined) return size === 0 ? [[]] : [];
  if (size === 0) return [[]];
  return [...multisets(items, size - 1).map((chosen) => [first, ...chosen]), ...multisets(rest, size)];
}
