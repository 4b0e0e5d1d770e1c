import type { Evidence } from '../account/evidence.ts';
import type { Method } from '../account/method.ts';
import { type Asked, backupCodeCounts, challengeFor, isAnswerable, lostWouldHelp } from './challenge.ts';
import type { FactorFact, Unmet, Verdict } from './decision.ts';
import { type Demand, isEnrolledDemand, type Question, STRONGEST_PROOF, unmetOf } from './demand.ts';
import { durationMs } from './duration.ts';
import type { Requirement, Selector } from './requirement.ts';
import { isMet, leavesOf, openLeaves } from './satisfaction.ts';
import { allowedRule, enrollableMethods, hasCompany } from './usable.ts';

/**
 * What is asked of the user: what brings these demands nearer, or, where nothing that is enrolled does, the enrolment
 * that would. A recovery is offered beside either, and leads to neither.
 */
export function askOrEnrol(question: Question, unmet: readonly Unmet[], asked: Asked): Verdict {
  const challenge = challengeFor(question, unmet, asked);
  if (challenge.factors.length > 0 || backupCodeCounts(question, unmet)) return challenge;
  const verdict = enrolInstead(question, unmet);
  if (!challenge.backupCode || verdict.outcome === 'enrol') return verdict;
  return verdict.outcome === 'challenge' ? { ...verdict, backupCode: true } : challenge;
}

/**
 * The enrolment that would meet these demands, after the strongest proof that the enrolled factors can give. A factor
 * that cannot be used counts as enrolled in all of this, so that losing one never opens what showing it would not have
 * opened.
 */
function enrolInstead(question: Question, unmet: readonly Unmet[]): Verdict {
  const isHopeless =
    unmet.some(isEnrolledDemand) ||
    lostWouldHelp(question, unmet) ||
    !unmet.every(({ requirement }) => canBeEnrolled(question, requirement));
  if (isHopeless) return { outcome: 'deny', reason: 'no-usable-factor' };
  const unproven = unmetOf(question, strongestProof(question, unmet));
  if (unproven.length > 0) {
    const challenge = challengeFor(question, unproven, 'change');
    return isAnswerable(challenge) ? challenge : { outcome: 'deny', reason: 'no-usable-factor' };
  }
  const requirements = unmet.map(({ requirement }) => requirement);
  return { outcome: 'enrol', unmet, methods: methodsThatHelp(question, requirements, question.evidence) };
}

/**
 * The methods of which a new factor would bring these requirements nearer to what there is, and the methods that have
 * to be enrolled before those.
 */
export function methodsThatHelp(
  { policy, usable, now }: Question,
  requirements: readonly Requirement[],
  had: readonly Evidence[],
): readonly Method[] {
  const offered = enrollableMethods(policy, now);
  const pickedBy = (parts: readonly Requirement[]): readonly Method[] => {
    const selectors = parts.flatMap((part) => openLeaves(part, had, now)).flatMap(({ of }) => of);
    return offered.filter((method) => selectors.some((selector) => picks(selector, method)));
  };
  const helpful = new Set(pickedBy(requirements));
  for (const method of helpful) {
    const company = allowedRule(policy, method, now)?.activeOnlyIf;
    if (company === undefined || hasCompany(policy, { method }, usable, now)) continue;
    // A set is walked through to what is added on the way.
    for (const other of pickedBy([company])) helpful.add(other);
  }
  return offered.filter((method) => helpful.has(method));
}

function canBeEnrolled(question: Question, requirement: Requirement): boolean {
  const { policy, evidence, now } = question;
  if (isMet(requirement, evidence, now)) return true;
  if ('all' in requirement) return requirement.all.every((part) => canBeEnrolled(question, part));
  if ('any' in requirement) return requirement.any.some((part) => canBeEnrolled(question, part));
  return enrollableMethods(policy, now).some((method) =>
    requirement.of.some((selector) => picks(selector, method)),
  );
}

// By trait alone: which traits a new factor will have is not known before it is there. None is remembered.
function picks(selector: Selector, method: Method): boolean {
  if (typeof selector === 'string') return selector === method;
  return (selector.method?.includes(method) ?? true) && selector.trait?.includes('remembered') !== true;
}

/** A factor of the strongest kind that is enrolled, shown live and as freshly as these demands ask. */
function strongestProof({ facts }: Question, unmet: readonly Unmet[]): readonly Demand[] {
  if (facts.factors.length === 0) return [];
  const most = Math.max(...facts.factors.map(strengthOf));
  const strongest = facts.factors.filter((factor) => strengthOf(factor) === most);
  const selector: Selector = {
    method: [...new Set(strongest.map(({ method }) => method))],
    ...(most === PHISHING_RESISTANT ? { trait: ['phishing-resistant'] } : {}),
  };
  const ages = unmet
    .flatMap(({ requirement }) => leavesOf(requirement))
    .flatMap(({ maxAge }) => (maxAge === undefined ? [] : [maxAge]))
    .sort((one, other) => durationMs(one) - durationMs(other));
  const requirement: Requirement = {
    of: [selector],
    distinct: 'channel',
    live: true,
    ...(ages[0] === undefined ? {} : { maxAge: ages[0] }),
  };
  return [{ path: STRONGEST_PROOF, requirement }];
}

const PHISHING_RESISTANT = 2;

/** NIST SP 800-63B-4 §3.1.3 and §3.2.5: a code that is sent proves less than one that a device makes, and a key more. */
function strengthOf({ method, traits }: FactorFact): number {
  if (traits.includes('phishing-resistant')) return PHISHING_RESISTANT;
  return method === 'email' || method === 'sms' ? 0 : 1;
}
