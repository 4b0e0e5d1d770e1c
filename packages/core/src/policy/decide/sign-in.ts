import type { DecisionOutcome, Unmet } from '../requirements/decision.ts';
import {
  type DecisionInput,
  enrolledDemand,
  graced,
  type PlacedRule,
  rulesFor,
  signInDemands,
  unmetByEnrolment,
  unmetOf,
} from '../requirements/demand.ts';
import { graceLeft } from '../requirements/grace.ts';
import { exemptions, isLetInByRecovery, opensSession } from '../requirements/grants.ts';
import { offeredMethods } from '../requirements/usable.ts';
import { challengeFor, isAnswerable, methodsThatHelp, methodsThatLead } from './challenge.ts';
import { isBlocked } from './enrolled.ts';
import { decideAnyEnrolment, decideStrongest } from './enrolling.ts';

export function decideSignIn(input: DecisionInput): DecisionOutcome {
  const rules = rulesFor(input, 'enforce');
  const unmet = unmetOf(input, [...enrolledDemand(input), ...signInDemands(input, rules)]);
  const exempt = exemptions(input);
  if (unmet.length === 0 || exempt.some(opensSession)) return decideEnrolment(input, rules);
  return exempt.length > 0
    ? { outcome: 'enrol', unmet, methods: recoveryMethods(input, unmet) }
    : decideUnmet(input, unmet);
}

export function decidePostponement(input: DecisionInput): DecisionOutcome {
  const decision = decideSignIn(input);
  if (decision.outcome !== 'enrol') return decision;
  return decision.grace === undefined ? { outcome: 'deny', reason: 'no-grace' } : { outcome: 'allow' };
}

function decideUnmet(input: DecisionInput, unmet: readonly Unmet[]): DecisionOutcome {
  const challenge = challengeFor(input, unmet, 'sign-in');
  if (isAnswerable(challenge)) return challenge;
  const methods = methodsThatHelp(
    input,
    unmet.map(({ requirement }) => requirement),
  );
  // A new factor in place of one that cannot be used would make a locked factor worthless.
  return isBlocked(input, unmet) || methods.length === 0
    ? { outcome: 'deny', reason: 'no-usable-factor' }
    : afterProof(input, { outcome: 'enrol', unmet, methods });
}

function decideEnrolment(input: DecisionInput, rules: readonly PlacedRule[]): DecisionOutcome {
  const missing = unmetByEnrolment(input, rules);
  if (missing.length === 0 || isLetInByRecovery(input)) return { outcome: 'allow' };
  const { facts, now } = input;
  const methods = methodsThatHelp(
    input,
    missing.map(({ requirement }) => requirement),
  );
  const enrol = { outcome: 'enrol', unmet: missing, methods } as const;
  const asking = rules.filter(({ id }) => missing.some(({ rule }) => rule === id));
  const grace = graceLeft(
    asking.map((rule) => graced(input, rule)),
    facts,
    now,
  );
  if (grace !== undefined) return { ...enrol, grace };
  return afterProof(input, enrol);
}

/**
 * An enrolment that cannot be postponed needs its proof at sign-in, because the enrol token cannot prove anything more.
 */
function afterProof(
  input: DecisionInput,
  enrol: Extract<DecisionOutcome, { outcome: 'enrol' }>,
): DecisionOutcome {
  if (input.facts.factors.length === 0) return enrol;
  const decision = decideAnyEnrolment(input);
  if (decision.outcome === 'allow') return enrol;
  if (decision.outcome === 'challenge' && !isAnswerable(decision)) {
    if (isBlocked(input, decision.unmet)) return { outcome: 'deny', reason: 'no-usable-factor' };
    // The portal must ask for a first factor. Without it the enrolled factors are still required.
    return decideStrongest(input) ?? enrol;
  }
  if (decision.outcome !== 'enrol') return decision;
  const methods = enrol.methods.filter((method) => decision.methods.includes(method));
  return methods.length > 0 ? { ...enrol, methods } : decision;
}

/** A recovery permits one new factor, which should be one that sign-in accepts. */
function recoveryMethods(input: DecisionInput, unmet: readonly Unmet[]): ReturnType<typeof offeredMethods> {
  const accepted = methodsThatLead(
    input,
    unmet.map(({ requirement }) => requirement),
  );
  if (accepted.length > 0) return accepted;
  return offeredMethods(input.policy, input.now);
}
