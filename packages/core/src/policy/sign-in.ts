import type { Evidence } from '../account/evidence.ts';
import { isAnswerable, lostWouldHelp } from './challenge.ts';
import type { Unmet, Verdict } from './decision.ts';
import {
  enrolledDemand,
  graceOf,
  liveOnly,
  type PlacedRule,
  type Question,
  questionOf,
  rulesFor,
  signInDemands,
  unmetByEnrolment,
  unmetOf,
} from './demand.ts';
import { askOrEnrol, methodsThatHelp } from './enrol-instead.ts';
import { graceLeft } from './grace.ts';
import { enrolmentProof } from './management.ts';
import { letsIn, standIns } from './stand-in.ts';
import { asEvidence, enrollableMethods } from './usable.ts';

export function judgeSignIn(question: Question): Verdict {
  const rules = rulesFor(question, 'enforce');
  const unmet = unmetOf(question, [...enrolledDemand(question), ...signInDemands(question, rules)]);
  const recoveries = standIns(question);
  if (unmet.length === 0 || recoveries.some(letsIn)) return judgeEnrolment(question, rules);
  return recoveries.length > 0
    ? provenEnrolment(question, {
        outcome: 'enrol',
        unmet,
        methods: enrollableMethods(question.policy, question.now),
      })
    : judgeUnmet(question, unmet);
}

export function judgePostponement(question: Question): Verdict {
  const verdict = judgeSignIn(question);
  if (verdict.outcome !== 'enrol') return verdict;
  return verdict.grace === undefined ? { outcome: 'deny', reason: 'no-grace' } : { outcome: 'allow' };
}

function judgeUnmet(question: Question, unmet: readonly Unmet[]): Verdict {
  const verdict = askOrEnrol(question, unmet, 'sign-in');
  return verdict.outcome === 'enrol' ? provenEnrolment(question, verdict) : verdict;
}

function judgeEnrolment(question: Question, rules: readonly PlacedRule[]): Verdict {
  const { facts, usable, now } = question;
  const missing = [...unmetByEnrolment(rules, usable, now), ...unmetAfterRecovery(question)];
  if (missing.length === 0) return { outcome: 'allow' };
  const requirements = missing.map(({ requirement }) => requirement);
  const methods = methodsThatHelp(question, requirements, asEvidence(usable, now));
  const graces = rules
    .filter(({ id }) => missing.some(({ rule }) => rule === id))
    .map((rule) => graceOf(question, rule));
  const grace = facts.mustEnrol ? undefined : graceLeft(graces, facts, now);
  const verdict = { outcome: 'enrol', unmet: missing, methods } as const;
  return grace === undefined ? provenEnrolment(question, verdict) : { ...verdict, grace };
}

/**
 * Asks for the proof that the enrolment takes before it asks for the enrolment: with nothing but the right to enrol, a
 * user could not give it. A fresh first factor is left to the portal.
 */
function provenEnrolment(
  question: Question,
  verdict: Extract<Verdict, { readonly outcome: 'enrol' }>,
): Verdict {
  const { policy, facts, now } = question;
  const shown = liveOnly(question.evidence);
  const live = questionOf(policy, facts, now, shown);
  const proof = enrolmentProof(live);
  if (proof.outcome === 'allow' || proof.outcome === 'enrol') return verdict;
  if (proof.outcome !== 'challenge' || isAnswerable(proof)) return proof;
  // Only a first factor would do now. What was suspended by wrong guesses would have done, too.
  const first = proof.firstFactors.map((method): Evidence => ({ method, at: now, traits: [] }));
  const then = enrolmentProof(questionOf(policy, facts, now, [...shown, ...first]));
  const isEnough = then.outcome === 'allow' || then.outcome === 'enrol';
  const isLost = facts.backupCodesSuspended || lostWouldHelp(live, proof.unmet);
  return isEnough && !isLost ? verdict : { outcome: 'deny', reason: 'no-usable-factor' };
}

/** Who lost everything and was let back in has to have something again, also where enrolling is optional. */
function unmetAfterRecovery({ policy, facts, usable, now }: Question): readonly Unmet[] {
  if (!facts.mustEnrol || usable.length > 0) return [];
  const requirement = { of: enrollableMethods(policy, now) };
  return [{ path: 'recovery.after.enrol', requirement, why: 'not-enrolled' }];
}
