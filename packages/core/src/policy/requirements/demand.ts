import type { Evidence } from '../../account/factors/evidence.ts';
import type { Policy, Rule } from '../schema/policy.ts';
import type { Requirement } from '../schema/requirement.ts';
import { matchesRule } from './condition.ts';
import type { Facts, Unmet, UnmetReason } from './decision.ts';
import { type Graced, graceLeft } from './grace.ts';
import { FIRST_FACTORS, isMet, leavesOf, mapLeaves, selects } from './satisfaction.ts';
import { allowedMethods, asEvidence, shownBy, standingEvidence, usableFactors } from './usable.ts';

/** A requirement and its place in the policy. */
export interface Demand {
  readonly path: string;
  readonly rule?: string;
  readonly requirement: Requirement;
}

/** The input of one decision. */
export interface DecisionInput {
  readonly policy: Policy;
  readonly facts: Facts;
  readonly now: number;
  /** The valid evidence for this kind of intent. */
  readonly evidence: readonly Evidence[];
}

export function inputOf(
  policy: Policy,
  facts: Facts,
  now: number,
  evidence: readonly Evidence[],
): DecisionInput {
  return { policy, facts, now, evidence: standingEvidence(policy, facts.factors, evidence, now) };
}

/** Without the evidence of a trusted device, which does not count for step-up, changes and recovery. */
export function liveOnly(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.filter(({ traits }) => !traits.includes('remembered'));
}

const ENROLLED = 'enrolledMeansRequired';

/**
 * Enrolment is optional, but an enrolled factor is always required. A suspended factor, or one of an ended method, also
 * counts as enrolled.
 */
export function enrolledDemand({ policy, facts, now }: DecisionInput): readonly Demand[] {
  if (policy.enrolledMeansRequired === false || facts.factors.length === 0) return [];
  return [{ path: ENROLLED, requirement: { of: allowedMethods(policy, now), distinct: 'channel' } }];
}

export function isEnrolledDemand({ path }: Unmet): boolean {
  return path === ENROLLED;
}

/** A rule with its place in the policy. */
export interface PlacedRule extends Rule {
  readonly path: string;
}

/** The rules for this user, in one of the two modes. */
export function rulesFor(
  { policy, facts }: Pick<DecisionInput, 'policy' | 'facts'>,
  mode: 'enforce' | 'monitor',
): readonly PlacedRule[] {
  const isEnrolled = facts.factors.length > 0;
  return policy.rules
    .map((rule, index) => ({ ...rule, path: `rules[${index}]` }))
    .filter((rule) => (rule.mode ?? 'enforce') === mode && matchesRule(rule.when, facts.user, isEnrolled));
}

/**
 * The sign-in requirements of the rules. A rule whose enrolment can still be postponed does not require its factor yet.
 */
export function signInDemands(input: DecisionInput, rules: readonly PlacedRule[]): readonly Demand[] {
  return rules.flatMap((rule) =>
    rule.signIn === undefined || graceLeft([graced(input, rule)], input.facts, input.now) !== undefined
      ? []
      : [{ path: `${rule.path}.signIn`, rule: rule.id, requirement: rule.signIn }],
  );
}

/**
 * The grace of a rule whose enrolment is not met. A factor that cannot be used still counts as enrolled: otherwise an
 * attacker could suspend it by guessing and get the grace back.
 */
export function graced(input: DecisionInput, rule: PlacedRule): Graced {
  const isToCome = unmetByFactors(input, [rule], input.facts.factors).length > 0;
  return { id: rule.id, grace: isToCome ? rule.grace : undefined };
}

/** The rules whose enrolment the usable factors do not meet. */
export function unmetByEnrolment(input: DecisionInput, rules: readonly PlacedRule[]): readonly Unmet[] {
  const { policy, facts, now } = input;
  return unmetByFactors(input, rules, usableFactors(policy, facts.factors, now));
}

/** The rules whose enrolment these factors do not meet, assuming that each can be used. */
export function unmetByFactors(
  { now }: Pick<DecisionInput, 'now'>,
  rules: readonly PlacedRule[],
  factors: Facts['factors'],
): readonly Unmet[] {
  const enrolled = asEvidence(factors, now);
  return rules.flatMap(({ id, path, enrol }) =>
    enrol === undefined || isMet(enrol, enrolled, now)
      ? []
      : [{ path: `${path}.enrol`, rule: id, requirement: enrol, why: 'not-enrolled' } as const],
  );
}

export function actionDemands(rules: readonly PlacedRule[], action: string): readonly Demand[] {
  return rules.flatMap(({ id, path, actions }) => {
    const requirement = actions !== undefined && Object.hasOwn(actions, action) ? actions[action] : undefined;
    return requirement === undefined ? [] : [{ path: `${path}.actions.${action}`, rule: id, requirement }];
  });
}

/** The requirements that the evidence does not meet. */
export function unmetOf(input: DecisionInput, demands: readonly Demand[]): readonly Unmet[] {
  const { evidence, now } = input;
  return demands
    .filter(({ requirement }) => !isMet(requirement, evidence, now))
    .map((demand) => ({ ...demand, why: whyUnmet(input, demand.requirement) }));
}

/** The most helpful reason: the evidence would be enough if it were not remembered, old, or from the same mailbox. */
function whyUnmet({ policy, facts, now, evidence }: DecisionInput, requirement: Requirement): UnmetReason {
  const all = standingEvidence(policy, facts.factors, facts.evidence, now);
  const unlive = mapLeaves(requirement, ({ live: _, ...leaf }) => leaf);
  if (isMet(unlive, all, now)) return 'remembered';
  if (
    isMet(
      mapLeaves(unlive, ({ maxAge: _, ...leaf }) => leaf),
      all,
      now,
    )
  )
    return 'expired';
  if (
    isMet(
      mapLeaves(requirement, ({ distinct, ...leaf }) =>
        distinct === undefined || distinct === 'channel' ? leaf : { ...leaf, distinct },
      ),
      evidence,
      now,
    )
  )
    return 'same-channel';
  const enrolled = usableFactors(policy, facts.factors, now);
  const inReach = leavesOf(requirement).some(({ of }) =>
    of.some(
      (selector) =>
        enrolled.some((factor) => selects(selector, shownBy(factor))) ||
        FIRST_FACTORS.some((method) => selects(selector, { method, traits: [] })),
    ),
  );
  return inReach ? 'missing' : 'not-enrolled';
}
