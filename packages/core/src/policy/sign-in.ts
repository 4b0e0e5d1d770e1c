import { challengeFor, isAnswerable, methodsThatHelp } from './challenge.ts';
import type { Unmet, Verdict } from './decision.ts';
import {
  enrolledDemand,
  graceOf,
  isEnrolledDemand,
  type PlacedRule,
  type Question,
  rulesFor,
  signInDemands,
  unmetByEnrolment,
  unmetOf,
} from './demand.ts';
import { graceLeft } from './grace.ts';
import { exemptions, opensSession } from './grants.ts';
import { allowedMethods } from './usable.ts';

export function judgeSignIn(question: Question): Verdict {
  const rules = rulesFor(question, 'enforce');
  const unmet = unmetOf(question, [...enrolledDemand(question), ...signInDemands(question, rules)]);
  const exempt = exemptions(question);
  if (unmet.length === 0 || exempt.some(opensSession)) return judgeEnrolment(question, rules);
  return exempt.length > 0
    ? { outcome: 'enrol', unmet, methods: newMethods(question) }
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
  // Something is enrolled and nothing of it can answer: opening up now would make a locked factor no factor at all.
  if (unmet.some(isEnrolledDemand)) return { outcome: 'deny', reason: 'no-usable-factor' };
  const methods = methodsThatHelp(
    question,
    unmet.map(({ requirement }) => requirement),
  );
  return methods.length > 0
    ? { outcome: 'enrol', unmet, methods }
    : { outcome: 'deny', reason: 'no-usable-factor' };
}

function judgeEnrolment(question: Question, rules: readonly PlacedRule[]): Verdict {
  const missing = unmetByEnrolment(question, rules);
  if (missing.length === 0) return { outcome: 'allow' };
  const { facts, now } = question;
  const methods = methodsThatHelp(
    question,
    missing.map(({ requirement }) => requirement),
  );
  const graces = rules
    .filter(({ id }) => missing.some(({ rule }) => rule === id))
    .map((rule) => graceOf(question, rule));
  const grace = graceLeft(graces, facts, now);
  return { outcome: 'enrol', unmet: missing, methods, ...(grace === undefined ? {} : { grace }) };
}

function newMethods({ policy, now }: Question): ReturnType<typeof allowedMethods> {
  return allowedMethods(policy, now).filter((method) => policy.methods[method]?.allow === 'yes');
}
