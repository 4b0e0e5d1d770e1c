import type { Evidence } from '../account/evidence.ts';
import type { Method } from '../account/method.ts';
import { matches } from './condition.ts';
import type { Challenge, Facts, Unmet, UnmetReason } from './decision.ts';
import { graceLeft } from './grace.ts';
import type { Policy, RecoveryRule, Rule } from './policy.ts';
import type { Requirement } from './requirement.ts';
import {
  counts,
  FIRST_FACTORS,
  isFirstFactor,
  isMet,
  type Leaf,
  leavesOf,
  mapLeaves,
  selects,
} from './satisfaction.ts';
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
export function rulesFor({ policy, facts }: Question, mode: 'enforce' | 'monitor'): readonly PlacedRule[] {
  return policy.rules
    .map((rule, index) => ({ ...rule, path: `rules[${index}]` }))
    .filter((rule) => (rule.mode ?? 'enforce') === mode && matches(rule.when, facts.user));
}

/** What the rules ask for at sign-in. A rule that may still be put off does not ask for what it lets people enrol later. */
export function signInDemands(question: Question, rules: readonly PlacedRule[]): readonly Demand[] {
  const { facts, now } = question;
  return rules.flatMap((rule) => {
    if (rule.signIn === undefined) return [];
    const putOff =
      graceLeft([rule.grace], facts, now) !== undefined && unmetByEnrolment(question, [rule]).length > 0;
    return putOff ? [] : [{ path: `${rule.path}.signIn`, rule: rule.id, requirement: rule.signIn }];
  });
}

/** The rules whose enrolment these factors do not meet. */
export function unmetByEnrolment(
  { policy, facts, now }: Question,
  rules: readonly PlacedRule[],
  factors: typeof facts.factors = facts.factors,
): readonly Unmet[] {
  const enrolled = asEvidence(usableFactors(policy, factors, now), now);
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

/** The recovery whose evidence was shown, and which is for this user. */
export function standIn({ policy, facts, evidence }: Question): RecoveryRule | undefined {
  return policy.recovery.find(
    ({ via, when }) => matches(when, facts.user) && evidence.some(({ method }) => method === via),
  );
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
      mapLeaves(requirement, ({ distinct: _, ...leaf }) => leaf),
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

/** What the user could do about it: which factors, first factors or backup code would help. */
export function challengeFor(question: Question, unmet: readonly Unmet[]): Challenge {
  const { policy, facts, now } = question;
  const leaves = unmet.flatMap(({ requirement }) => leavesOf(requirement));
  const helpful = usableFactors(policy, facts.factors, now)
    .filter((factor) => leaves.some((leaf) => wouldHelp(question, leaf, factor.id)))
    .map(({ id }) => id);
  return {
    outcome: 'challenge',
    unmet,
    factors: [
      ...helpful.filter((id) => id === facts.primary),
      ...helpful.filter((id) => id !== facts.primary),
    ],
    firstFactors: FIRST_FACTORS.filter((method) =>
      leaves.some(({ of }) => of.some((selector) => selects(selector, { method, traits: [] }))),
    ),
    backupCode: backupCodeHelps(question, unmet, leaves),
  };
}

/** Whether anything in it can be answered here and now. */
export function isAnswerable({ factors, backupCode }: Challenge): boolean {
  return factors.length > 0 || backupCode;
}

function wouldHelp({ facts, evidence, now }: Question, leaf: Leaf, factorId: string): boolean {
  const factor = facts.factors.find(({ id }) => id === factorId);
  if (factor === undefined || !leaf.of.some((selector) => selects(selector, shownBy(factor)))) return false;
  // Shown already, and it counts: showing it again adds nothing.
  if (evidence.some((shown) => shown.factorId === factorId && counts(leaf, shown, now))) return false;
  return !(leaf.distinct === 'channel' && isTaken(evidence, factor.channel));
}

function isTaken(evidence: readonly Evidence[], channel: string | undefined): boolean {
  const firsts = evidence.filter(isFirstFactor);
  return channel !== undefined && firsts.length > 0 && firsts.every((first) => first.channel === channel);
}

function backupCodeHelps(
  { policy, facts }: Question,
  unmet: readonly Unmet[],
  leaves: readonly Leaf[],
): boolean {
  if (facts.factors.length === 0 || facts.backupCodesLeft === 0) return false;
  // It stands in for what sign-in asks for; for a change it counts where the policy names it.
  const standsIn =
    unmet.some((entry) => isEnrolledDemand(entry) || entry.path.endsWith('.signIn')) &&
    policy.recovery.some(({ via, when }) => via === 'backup-code' && matches(when, facts.user));
  return (
    standsIn ||
    leaves.some(({ of }) => of.some((selector) => selects(selector, { method: 'backup-code', traits: [] })))
  );
}

/** The allowed methods that would meet what is missing, if they were enrolled. */
export function methodsThatHelp(
  { policy, now }: Question,
  requirements: readonly Requirement[],
): readonly Method[] {
  const selectors = requirements.flatMap(leavesOf).flatMap(({ of }) => of);
  return allowedMethods(policy, now).filter((method) => {
    if (policy.methods[method]?.allow !== 'yes') return false;
    // By trait alone: which traits a new factor will have is not known before it is there.
    return selectors.some((selector) =>
      typeof selector === 'string' ? selector === method : (selector.method?.includes(method) ?? true),
    );
  });
}
