import type { Method } from '../account/method.ts';
import { challengeFor, isAnswerable } from './challenge.ts';
import type { DenyReason, Verdict } from './decision.ts';
import { type Demand, type Question, rulesFor, signInDemands, unmetByEnrolment, unmetOf } from './demand.ts';
import { deviceRuleFor } from './device-rule.ts';
import { exemptions, opensSession, replacesAll, sessionDemand } from './grants.ts';
import { deviceLimitsOf, maxOf } from './limits.ts';
import type { ManageRules } from './policy.ts';
import type { Requirement } from './requirement.ts';
import { FIRST_FACTORS, isMet } from './satisfaction.ts';
import { allowedMethods, allowedRule, asEvidence, hasCompany, usableFactors } from './usable.ts';

interface Enrolment {
  readonly method: Method;
  readonly replaces?: string;
}

export function judgeEnrolling(question: Question, enrolment: Enrolment): Verdict {
  return refuseEnrolment(question, enrolment) ?? settle(question, enrolmentDemands(question));
}

/** Its proof was given when it began, and anything that changed since has ended it. */
export function judgeConfirming(question: Question, enrolment: Enrolment): Verdict {
  return refuseEnrolment(question, enrolment) ?? { outcome: 'allow' };
}

export function judgeRemoving(question: Question, factorId: string): Verdict {
  const { policy, facts, now } = question;
  if (!facts.factors.some(({ id }) => id === factorId)) return deny('not-enrolled');
  const left = facts.factors.filter(({ id }) => id !== factorId);
  return mayBeLeft(question, left) &&
    isMet(policy.manage.keep ?? { all: [] }, asEvidence(usableFactors(policy, left, now), now), now)
    ? prove(question, proofFor(policy.manage, 'remove'))
    : deny('must-keep');
}

export function judgeSettingPrimary(question: Question, factorId: string): Verdict {
  const { policy, facts, now } = question;
  const usable = usableFactors(policy, facts.factors, now);
  if (!usable.some(({ id }) => id === factorId)) return deny('not-enrolled');
  const { primaryIf } = policy.manage;
  if (primaryIf !== undefined && !isMet(primaryIf, asEvidence(usable, now), now)) return deny('no-choice');
  return prove(question, proofFor(policy.manage, 'primary'));
}

export function judgeRegenerating(question: Question): Verdict {
  const { policy, facts } = question;
  if (policy.backupCodes === undefined) return deny('no-backup-codes');
  if (facts.factors.length === 0) return deny('not-enrolled');
  return prove(question, proofFor(policy.manage, 'regenerate'));
}

export function judgeTrustingDevice(question: Question): Verdict {
  const { policy, facts, now } = question;
  const rule = deviceRuleFor(policy, facts.user);
  if (rule === undefined) return deny('not-offered');
  if ((facts.trustedDevices ?? 0) >= deviceLimitsOf(rule).max) return deny('limit-reached');
  const path = 'trustedDevices.proof';
  if (rule.proof !== undefined) return prove(question, [{ path, requirement: rule.proof }]);
  const requirement: Requirement = { of: allowedMethods(policy, now), live: true };
  return prove(question, [{ path, requirement }, ...signInDemands(question, rulesFor(question, 'enforce'))]);
}

/** Allows a change once the session shows one of the enrolled factors, where there are any, and the proof for this change. */
export function prove(question: Question, proof: readonly Demand[]): Verdict {
  return settle(question, [...sessionDemand(question), ...proof]);
}

function settle(question: Question, demands: readonly Demand[]): Verdict {
  const unmet = unmetOf(question, demands);
  if (unmet.length === 0) return { outcome: 'allow' };
  const challenge = challengeFor(question, unmet, 'change');
  return isAnswerable(challenge) || challenge.firstFactors.length > 0 ? challenge : deny('no-usable-factor');
}

function refuseEnrolment(question: Question, { method, replaces }: Enrolment): Verdict | undefined {
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

/** Whether an account with these factors could still be used, and keeps every rule that it keeps now. */
function mayBeLeft(question: Question, left: Question['facts']['factors']): boolean {
  const { policy, now } = question;
  if (left.length > 0 && usableFactors(policy, left, now).length === 0) return false;
  const rules = rulesFor(question, 'enforce');
  const unmetNow = new Set(unmetByEnrolment(question, rules).map(({ path }) => path));
  return unmetByEnrolment(question, rules, left).every(({ path }) => unmetNow.has(path));
}

function enrolmentDemands(question: Question): readonly Demand[] {
  const { policy, facts } = question;
  const { manage } = policy;
  if (facts.factors.length === 0) {
    return [{ path: 'manage.bootstrap', requirement: bootstrapOf(manage) }];
  }
  // Who was let back in just to enrol cannot show the factor that is lost.
  if (exemptions(question).some((rule) => !opensSession(rule))) return [];
  return [...sessionDemand(question), ...proofFor(manage, 'enrol')];
}

/** What is asked of somebody with nothing enrolled. */
export function bootstrapOf({ bootstrap }: ManageRules): Requirement {
  return bootstrap ?? { of: FIRST_FACTORS, maxAge: '15m' };
}

function proofFor(
  manage: ManageRules,
  change: 'enrol' | 'remove' | 'regenerate' | 'primary',
): readonly Demand[] {
  const own = manage[change];
  return [
    { path: own === undefined ? 'manage.proof' : `manage.${change}`, requirement: own ?? manage.proof },
  ];
}

function deny(reason: DenyReason): Verdict {
  return { outcome: 'deny', reason };
}
