import type { Method } from '../../account/factors/method.ts';
import { maxOf } from '../limits.ts';
import type { DecisionOutcome, DenyReason } from '../requirements/decision.ts';
import { type DecisionInput, type Demand, liveOnly, unmetOf } from '../requirements/demand.ts';
import { exemptions, opensSession, replacesAll } from '../requirements/grants.ts';
import { FIRST_FACTORS } from '../requirements/satisfaction.ts';
import { allowedRule, hasCompany, usableFactors } from '../requirements/usable.ts';
import type { ManageRules } from '../schema/policy.ts';
import type { Requirement } from '../schema/requirement.ts';
import { challengeFor, isAnswerable } from './challenge.ts';
import { changeDemands, decideDemands } from './change-proof.ts';
import { strongestProof } from './strongest-proof.ts';

interface Enrolment {
  readonly method: Method;
  readonly replaces?: string;
}

export function decideEnrolling(input: DecisionInput, enrolment: Enrolment): DecisionOutcome {
  const refusal = refuseEnrolment(input, enrolment);
  if (refusal !== undefined) return refusal;
  const decision = decideAnyEnrolment(input);
  return decision.outcome === 'enrol' && decision.methods.includes(enrolment.method)
    ? { outcome: 'allow' }
    : decision;
}

/** Its proof was given at its start, and any change since then has ended it. */
export function decideConfirming(input: DecisionInput, enrolment: Enrolment): DecisionOutcome {
  return refuseEnrolment(input, enrolment) ?? { outcome: 'allow' };
}

/**
 * Whether the evidence is enough to enrol. `enrol`: only these methods, because the enrolled factors cannot prove more.
 */
export function decideAnyEnrolment(asked: DecisionInput): DecisionOutcome {
  const input = { ...asked, evidence: liveOnly(asked.evidence) };
  const decision = decideDemands(input, enrolmentDemands(input));
  return decision.outcome === 'enrol' ? (decideStrongest(input) ?? decision) : decision;
}

/**
 * One of the strongest factors must be proved before a new one is set up without the proof that the policy requires.
 */
export function decideStrongest(asked: DecisionInput): DecisionOutcome | undefined {
  const input = { ...asked, evidence: liveOnly(asked.evidence) };
  const unmet = unmetOf(input, strongestProof(input));
  if (unmet.length === 0) return undefined;
  // A backup code is not one of these factors, so it would be used up for nothing.
  const challenge = { ...challengeFor(input, unmet, 'change'), backupCode: false };
  return isAnswerable(challenge) ? challenge : deny('no-usable-factor');
}

/** Why no factor of this method can be added, whatever the evidence. */
export function refuseEnrolment(
  input: DecisionInput,
  { method, replaces }: Enrolment,
): DecisionOutcome | undefined {
  const { policy, facts, now } = input;
  const rule = allowedRule(policy, method, now);
  if (rule === undefined) return deny('method-not-allowed');
  if (rule.allow === 'existing') return deny('method-ending');
  const same = facts.factors.filter((factor) => factor.method === method);
  if (replaces !== undefined && !same.some(({ id }) => id === replaces)) return deny('not-enrolled');
  const staying = replacesAll(input) ? [] : facts.factors.filter(({ id }) => id !== replaces);
  if (!hasCompany(policy, { method }, usableFactors(policy, staying, now), now)) return deny('not-alone');
  return staying.filter((factor) => factor.method === method).length >= maxOf(rule)
    ? deny('limit-reached')
    : undefined;
}

function enrolmentDemands(input: DecisionInput): readonly Demand[] {
  const { policy, facts } = input;
  if (facts.factors.length === 0) {
    return [{ path: 'manage.bootstrap', requirement: bootstrapOf(policy.manage) }];
  }
  // A recovery that only permits enrolment: the user cannot prove the lost factor.
  if (exemptions(input).some((rule) => !opensSession(rule))) return [];
  return changeDemands(input, 'enrol');
}

/** The requirement for the first enrolment of a user without factors. */
export function bootstrapOf({ bootstrap }: ManageRules): Requirement {
  return bootstrap ?? { of: FIRST_FACTORS, maxAge: '15m' };
}

function deny(reason: DenyReason): DecisionOutcome {
  return { outcome: 'deny', reason };
}
