import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../../test-tiers.ts';
import type { Method } from '../../src/account/factors/method.ts';
import { evaluate } from '../../src/policy/decide/evaluate.ts';
import type { Decision, FactorFact, Facts, Intent } from '../../src/policy/requirements/decision.ts';
import type { MethodRule, Policy } from '../../src/policy/schema/policy.ts';
import { anyFacts, anyIntent } from './any-facts.ts';
import { anyPolicy, METHODS } from './any-policy.ts';
import { NOON } from './situation.ts';

/** Why a factor, or every factor of its method, cannot be used. */
type Reason = 'suspended' | 'contact-gone' | 'withdrawn' | 'ended' | 'company-lost';

const REASONS: readonly Reason[] = ['suspended', 'contact-gone', 'withdrawn', 'ended', 'company-lost'];
const NEVER_MET = { of: ['x-never'] } as const;

interface Situation {
  readonly policy: Policy;
  readonly facts: Facts;
}

/** With every factor usable. */
function whole({ policy, facts }: Situation): Situation {
  return {
    policy: { ...policy, methods: eachMethod(policy, ({ until: _, activeOnlyIf: __, ...rule }) => rule) },
    facts: {
      ...facts,
      factors: facts.factors.map(({ contactGone: _, ...factor }) => ({ ...factor, status: 'active' })),
    },
  };
}

function eachMethod({ methods }: Policy, change: (rule: MethodRule) => MethodRule): Policy['methods'] {
  return Object.fromEntries(
    METHODS.map((method) => [method, change(methods[method] ?? { allow: 'existing' })]),
  );
}

function spoilt({ policy, facts }: Situation, at: number, reason: Reason): Situation {
  const spoil = (change: (factor: FactorFact) => FactorFact): Facts => ({
    ...facts,
    factors: facts.factors.map((factor, index) => (index === at ? change(factor) : factor)),
  });
  const { method } = facts.factors[at] as FactorFact;
  const rule = policy.methods[method] as MethodRule;
  const ruled = (changed: MethodRule): Situation => ({
    policy: { ...policy, methods: { ...policy.methods, [method]: changed } },
    facts,
  });
  switch (reason) {
    case 'suspended':
      return { policy, facts: spoil((factor) => ({ ...factor, status: 'suspended' })) };
    case 'contact-gone':
      return { policy, facts: spoil((factor) => ({ ...factor, contactGone: true })) };
    case 'withdrawn': {
      const { [method]: _, ...methods } = policy.methods as { readonly [method in Method]: MethodRule };
      return { policy: { ...policy, methods }, facts };
    }
    case 'ended':
      return ruled({ allow: 'existing', until: '2026-03-03T12:00:00Z' });
    case 'company-lost':
      return ruled({ ...rule, activeOnlyIf: NEVER_MET });
  }
}

/** How far a decision leads: to nothing, to a new factor, to a session with an enrolment to come, to all that was asked. */
function reached(decision: Decision): number {
  if (decision.outcome === 'allow') return 3;
  if (decision.outcome !== 'enrol') return 0;
  return decision.grace === undefined ? 1 : 2;
}

const decide = ({ policy, facts }: Situation, intent: Intent): Decision =>
  evaluate(policy, facts, intent, NOON);

const anySpoiling = fc.record({
  policy: anyPolicy,
  facts: anyFacts.filter(({ factors }) => factors.length > 0),
  spoilings: fc.array(fc.tuple(fc.nat(3), fc.constantFrom(...REASONS)), { minLength: 1, maxLength: 3 }),
  shown: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  intent: anyIntent,
});

/** Counts how often the law was not trivial, so that the generators cannot make it empty unnoticed. */
function law({ policy, facts, spoilings, shown, intent }: Spoiling, lax: boolean): number {
  const asked = lax ? { ...policy, enrolledMeansRequired: false } : policy;
  const before = whole({ policy: asked, facts });
  const { facts: kept } = before;
  const less = { ...kept, evidence: kept.evidence.filter((_, index) => index === 0 || shown[index]) };
  let after: Situation = { ...before, facts: less };
  for (const [place, reason] of spoilings) {
    const at = place % kept.factors.length;
    const { method } = kept.factors[at] as FactorFact;
    if (after.policy.methods[method] !== undefined) after = spoilt(after, at, reason);
  }
  const far = reached(decide(after, intent));
  expect(far, JSON.stringify(after.policy.methods)).toBeLessThanOrEqual(reached(decide(before, intent)));
  return far;
}

type Spoiling = typeof anySpoiling extends fc.Arbitrary<infer Value> ? Value : never;

describe('FA4 a factor that cannot be used', () => {
  it.each([
    ['whatever the policy', false],
    ['where enrolled does not mean required', true],
  ])('never leads further than showing more while all could be used: %s', (_, lax) => {
    let far = 0;
    const property = fc.property(anySpoiling, (spoiling) => {
      if (law(spoiling, lax) > 0) far += 1;
    });
    fc.assert(property, { numRuns: runs(4_000) });
    expect(far).toBeGreaterThan(runs(4_000) / 50);
  });
});
