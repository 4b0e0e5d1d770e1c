import type { Evidence } from '../../account/factors/evidence.ts';
import type { Method } from '../../account/factors/method.ts';
import { SKEW_MS } from '../../clock-skew.ts';
import type { MethodRule, Policy } from '../schema/policy.ts';
import type { FactorFact } from './decision.ts';
import { isFirstFactor, isMet, type Shown } from './satisfaction.ts';

/** The rule of a method that is allowed now. */
export function allowedRule({ methods }: Policy, method: Method, now: number): MethodRule | undefined {
  const rule = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (rule?.until !== undefined && now >= Date.parse(rule.until)) return undefined;
  return rule;
}

export function allowedMethods(policy: Policy, now: number): readonly Method[] {
  return (Object.keys(policy.methods) as Method[]).filter(
    (method) => allowedRule(policy, method, now) !== undefined,
  );
}

/** The allowed methods of which a new factor may be added. */
export function offeredMethods(policy: Policy, now: number): readonly Method[] {
  return allowedMethods(policy, now).filter((method) => policy.methods[method]?.allow === 'yes');
}

/**
 * The factors that count: active, with a contact, of an allowed method, and with the other factors that the method
 * needs.
 */
export function usableFactors(
  policy: Policy,
  factors: readonly FactorFact[],
  now: number,
): readonly FactorFact[] {
  let usable = factors.filter(
    ({ method, status, contactGone }) =>
      status === 'active' && contactGone !== true && allowedRule(policy, method, now) !== undefined,
  );
  for (let before = -1; before !== usable.length; ) {
    before = usable.length;
    const company = usable;
    usable = usable.filter((factor) => hasCompany(policy, factor, company, now));
  }
  return usable;
}

/** Whether a method counts together with these other factors. */
export function hasCompany(
  policy: Policy,
  { id, method }: Pick<FactorFact, 'method'> & { readonly id?: string },
  others: readonly FactorFact[],
  now: number,
): boolean {
  const condition = allowedRule(policy, method, now)?.activeOnlyIf;
  return (
    condition === undefined ||
    isMet(
      condition,
      asEvidence(
        others.filter((other) => other.id !== id),
        now,
      ),
      now,
    )
  );
}

/**
 * The evidence that is still valid: evidence ends with its factor. Evidence from the future has a wrong time and would
 * stay fresh too long.
 */
export function standingEvidence(
  policy: Policy,
  factors: readonly FactorFact[],
  evidence: readonly Evidence[],
  now: number,
): readonly Evidence[] {
  const usable = new Set(usableFactors(policy, factors, now).map(({ id }) => id));
  return evidence.filter(
    (shown) =>
      shown.at <= now + SKEW_MS &&
      (isFirstFactor(shown) ||
        shown.method === 'backup-code' ||
        (shown.factorId !== undefined && usable.has(shown.factorId))),
  );
}

/** The evidence that the factors could give, so that one language describes both evidence and enrolment. */
export function asEvidence(factors: readonly FactorFact[], now: number): readonly Evidence[] {
  return factors.map((factor) => ({ ...shownBy(factor), factorId: factor.id, at: now }));
}

export function shownBy({ method, traits, channel }: FactorFact): Shown {
  return { method, traits, ...(channel === undefined ? {} : { channel }) };
}
