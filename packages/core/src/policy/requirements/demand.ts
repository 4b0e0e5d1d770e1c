import type { Evidence } from '../../account/factors/evidence.ts';
import type { Policy, Rule } from '../schema/policy.ts';
import type { Requirement } from '../schema/requirement.ts';
import { matchesRule } from './condition.ts';
import type { Facts, Unmet, UnmetReason } from './decision.ts';
import { type Graced, graceLeft } from './grace.ts';
import { FIRST_FACTORS, isMet, leavesOf, mapLeaves, selects } from './satisfaction.ts';
import { allowedMethods, asEvidence, shownBy, standingEvidence, usableFactors } from './usable.ts';

/** A requirement, and where in the policy it comes from. */
export interface Demand {
  readonly path: string;
  readonly rule?: string;
  readonly requirement: Requirement;
}

/** One question to the policy, with what several of its answers need. */
export interface Question {
  readonly policy: Policy;
  readonly facts: Facts;
  readonly now: number;
  /** What was shown and still counts, for this kind of question. */
  readonly evidence: readonly Evidence[];
}

export function questionOf(
  policy: Policy,
  facts: Facts,
  now: number,
  evidence: readonly Evidence[],
): Question {
  return { policy, facts, now, evidence: standingEvidence(policy, facts.factors, evidence, now) };
}

/** Without what a trusted device shows: it is worth nothing for step-up, changes and recovery. */
export function liveOnly(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.filter(({ traits }) => !traits.includes('remembered'));
}

const ENROLLED = 'enrolledMeansRequired';

/** Optional to enrol, never optional once enrolled: also what is suspended, or of a method that ended, counts as enrolled. */
export function enrolledDemand({ policy, facts, now }: Question): readonly Demand[] {
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

/** The rules that are for this user, in one of the two modes. */
export function rulesFor(
  { policy, facts }: Pick<Question, 'policy' | 'facts'>,
  mode: 'enforce' | 'monitor',
): readonly PlacedRule[] {
  const isEnrolled = facts.factors.length > 0;
  return policy.rules
    .map((rule, index) => ({ ...rule, path: `rules[${index}]` }))
    .filter((rule) => (rule.mode ?? 'enforce') === mode && matchesRule(rule.when, facts.user, isEnrolled));
}

/** What the rules ask for at sign-in. A rule that may still be put off does not ask for what it lets people enrol later. */
export function signInDemands(question: Question, rules: readonly PlacedRule[]): readonly Demand[] {
  return rules.flatMap((rule) =>
    rule.signIn === undefined ||
    graceLeft([graced(question, rule)], question.facts, question.now) !== undefined
      ? []
      : [{ path: `${rule.path}.signIn`, rule: rule.id, requirement: rule.signIn }],
  );
}

/**
 * The grace of a rule whose enrolment is still to come. A factor that cannot be used is enrolled all the same: else
 * whoever guesses until it is suspended would win back the grace.
 */
export function graced(question: Question, rule: PlacedRule): Graced {
  const isToCome = unmetByFactors(question, [rule], question.facts.factors).length > 0;
  return { id: rule.id, grace: isToCome ? rule.grace : undefined };
}

/** The rules whose enrolment the factors that can be used do not meet. */
export function unmetByEnrolment(question: Question, rules: readonly PlacedRule[]): readonly Unmet[] {
  const { policy, facts, now } = question;
  return unmetByFactors(question, rules, usableFactors(policy, facts.factors, now));
}

/** The rules whose enrolment these factors, each taken to be usable, do not meet. */
export function unmetByFactors(
  { now }: Pick<Question, 'now'>,
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

/** The demands that what was shown does not meet. */
export function unmetOf(question: Question, demands: readonly Demand[]): readonly Unmet[] {
  const { evidence, now } = question;
  return demands
    .filter(({ requirement }) => !isMet(requirement, evidence, now))
    .map((demand) => ({ ...demand, why: whyUnmet(question, demand.requirement) }));
}

/** The most helpful of the reasons: what would be enough if it were not remembered, old, or the same mailbox. */
function whyUnmet({ policy, facts, now, evidence }: Question, requirement: Requirement): UnmetReason {
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
