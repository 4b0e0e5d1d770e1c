import type { Method } from '../../account/factors/method.ts';
import { maxOf } from '../limits.ts';
import type { DenyReason, Verdict } from '../requirements/decision.ts';
import { type Demand, liveOnly, type Question, unmetOf } from '../requirements/demand.ts';
import { exemptions, opensSession, replacesAll } from '../requirements/grants.ts';
import { FIRST_FACTORS } from '../requirements/satisfaction.ts';
import { allowedRule, hasCompany, usableFactors } from '../requirements/usable.ts';
import type { ManageRules } from '../schema/policy.ts';
import type { Requirement } from '../schema/requirement.ts';
import { challengeFor, isAnswerable } from './challenge.ts';
import { changeDemands, judgeDemands } from './change.ts';
import { strongestProof } from './strongest-proof.ts';

interface Enrolment {
  readonly method: Method;
  readonly replaces?: string;
}

export function judgeEnrolling(question: Question, enrolment: Enrolment): Verdict {
  const refusal = refuseEnrolment(question, enrolment);
  if (refusal !== undefined) return refusal;
  const verdict = judgeAnyEnrolment(question);
  return verdict.outcome === 'enrol' && verdict.methods.includes(enrolment.method)
    ? { outcome: 'allow' }
    : verdict;
}

/** Its proof was given at its start, and any change since then has ended it. */
export function judgeConfirming(question: Question, enrolment: Enrolment): Verdict {
  return refuseEnrolment(question, enrolment) ?? { outcome: 'allow' };
}

/**
 * Whether the evidence is enough to enrol. `enrol`: only these methods, because the enrolled factors cannot prove more.
 */
export function judgeAnyEnrolment(asked: Question): Verdict {
  const question = { ...asked, evidence: liveOnly(asked.evidence) };
  const verdict = judgeDemands(question, enrolmentDemands(question));
  return verdict.outcome === 'enrol' ? (judgeStrongest(question) ?? verdict) : verdict;
}

/**
 * One of the strongest factors must be proved before a new one is set up without the proof that the policy requires.
 */
export function judgeStrongest(asked: Question): Verdict | undefined {
  const question = { ...asked, evidence: liveOnly(asked.evidence) };
  const unmet = unmetOf(question, strongestProof(question));
  if (unmet.length === 0) return undefined;
  // A backup code is not one of these factors, so it would be used up for nothing.
  const challenge = { ...challengeFor(question, unmet, 'change'), backupCode: false };
  return isAnswerable(challenge) ? challenge : deny('no-usable-factor');
}

/** Why no factor of this method can be added, whatever the evidence. */
export function refuseEnrolment(question: Question, { method, replaces }: Enrolment): Verdict | undefined {
  const { policy, facts, now } = question;
  const rule = allowedRule(policy, method, now);
  if (rule === undefined) return deny('method-not-allowed');
  if (rule.allow === 'existing') return deny('method-ending');
  const same = facts.factors.filter((factor) => factor.method === method);
  if (replaces !== undefined && !same.some(({ id }) => id === replaces)) return deny('not-enrolled');
  const staying = replacesAll(question) ? [] : facts.factors.filter(({ id }) => id !== replaces);
  if (!hasCompany(policy, { method }, usableFactors(policy, staying, now), now)) return deny('not-alone');
  return staying.filter((factor) => factor.method === method).length >= maxOf(rule)
    ? deny('limit-reached')
    : undefined;
}

function enrolmentDemands(question: Question): readonly Demand[] {
  const { policy, facts } = question;
  if (facts.factors.length === 0) {
    return [{ path: 'manage.bootstrap', requirement: bootstrapOf(policy.manage) }];
  }
  // A recovery that only permits enrolment: the user cannot prove the lost factor.
  if (exemptions(question).some((rule) => !opensSession(rule))) return [];
  return changeDemands(question, 'enrol');
}

/** The requirement for the first enrolment of a user without factors. */
export function bootstrapOf({ bootstrap }: ManageRules): Requirement {
  return bootstrap ?? { of: FIRST_FACTORS, maxAge: '15m' };
}

function deny(reason: DenyReason): Verdict {
  return { outcome: 'deny', reason };
}
