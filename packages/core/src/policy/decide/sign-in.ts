import type { Unmet, Verdict } from '../requirements/decision.ts';
import {
  enrolledDemand,
  graced,
  type PlacedRule,
  type Question,
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
import { judgeAnyEnrolment, judgeStrongest } from './enrolling.ts';

export function judgeSignIn(question: Question): Verdict {
  const rules = rulesFor(question, 'enforce');
  const unmet = unmetOf(question, [...enrolledDemand(question), ...signInDemands(question, rules)]);
  const exempt = exemptions(question);
  if (unmet.length === 0 || exempt.some(opensSession)) return judgeEnrolment(question, rules);
  return exempt.length > 0
    ? { outcome: 'enrol', unmet, methods: recoveryMethods(question, unmet) }
    : judgeUnmet(question, unmet);
}

export function judgePostponement(question: Question): Verdict {
  const verdict = judgeSignIn(question);
  if (verdict.outcome !== 'enrol') return verdict;
  return verdict.grace === undefined ? { outcome: 'deny', reason: 'no-grace' } : { outcome: 'allow' };
}

function judgeUnmet(question: Question, unmet: readonly Unmet[]): Verdict {
  const challenge = challengeFor(question, unmet, 'sign-in');
  if (isAnswerable(challenge)) return challenge;
  const methods = methodsThatHelp(
    question,
    unmet.map(({ requirement }) => requirement),
  );
  // A new factor in place of one that cannot be used would make a locked factor worthless.
  return isBlocked(question, unmet) || methods.length === 0
    ? { outcome: 'deny', reason: 'no-usable-factor' }
    : afterProof(question, { outcome: 'enrol', unmet, methods });
}

function judgeEnrolment(question: Question, rules: readonly PlacedRule[]): Verdict {
  const missing = unmetByEnrolment(question, rules);
  if (missing.length === 0 || isLetInByRecovery(question)) return { outcome: 'allow' };
  const { facts, now } = question;
  const methods = methodsThatHelp(
    question,
    missing.map(({ requirement }) => requirement),
  );
  const enrol = { outcome: 'enrol', unmet: missing, methods } as const;
  const asking = rules.filter(({ id }) => missing.some(({ rule }) => rule === id));
  const grace = graceLeft(
    asking.map((rule) => graced(question, rule)),
    facts,
    now,
  );
  if (grace !== undefined) return { ...enrol, grace };
  return exemptions(question).some(opensSession) ? enrol : afterProof(question, enrol);
}

/**
 * An enrolment that cannot be postponed needs its proof at sign-in, because the enrol token cannot prove anything more.
 */
function afterProof(question: Question, enrol: Extract<Verdict, { outcome: 'enrol' }>): Verdict {
  if (question.facts.factors.length === 0) return enrol;
  const verdict = judgeAnyEnrolment(question);
  if (verdict.outcome === 'allow') return enrol;
  if (verdict.outcome === 'challenge' && !isAnswerable(verdict)) {
    if (isBlocked(question, verdict.unmet)) return { outcome: 'deny', reason: 'no-usable-factor' };
    // The portal must ask for a first factor. Without it the enrolled factors are still required.
    return judgeStrongest(question) ?? enrol;
  }
  if (verdict.outcome !== 'enrol') return verdict;
  const methods = enrol.methods.filter((method) => verdict.methods.includes(method));
  return methods.length > 0 ? { ...enrol, methods } : verdict;
}

/** A recovery permits one new factor, which should be one that sign-in accepts. */
function recoveryMethods(question: Question, unmet: readonly Unmet[]): ReturnType<typeof offeredMethods> {
  const accepted = methodsThatLead(
    question,
    unmet.map(({ requirement }) => requirement),
  );
  if (accepted.length > 0) return accepted;
  return offeredMethods(question.policy, question.now);
}
