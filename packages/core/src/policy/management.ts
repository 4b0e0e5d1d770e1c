import type { Method } from '../account/method.ts';
import { type Asked, challengeFor, isAnswerable } from './challenge.ts';
import type { DenyReason, FactorFact, Verdict } from './decision.ts';
import { type Demand, type Question, rulesFor, unmetByEnrolment, unmetOf } from './demand.ts';
import { deviceRuleFor } from './device-rule.ts';
import { askOrEnrol } from './enrol-instead.ts';
import { deviceLimitsOf, maxOf } from './limits.ts';
import type { ManageRules } from './policy.ts';
import type { Requirement } from './requirement.ts';
import { FIRST_FACTORS, isMet } from './satisfaction.ts';
import { letsIn, replacesAll, sessionDemand, signInStrength, standIns } from './stand-in.ts';
import { allowedMethods, allowedRule, asEvidence, hasCompany, usableFactors } from './usable.ts';

interface Enrolment {
  readonly method: Method;
  readonly replaces?: string;
}

export function judgeEnrolling(question: Question, enrolment: Enrolment): Verdict {
  const refusal = refuseEnrolment(question, enrolment);
  if (refusal !== undefined) return refusal;
  const proof = enrolmentProof(question);
  // Only the enrolment that would meet what the enrolled factors cannot.
  const helps = proof.outcome === 'enrol' && proof.methods.includes(enrolment.method);
  return helps ? { outcome: 'allow' } : proof;
}

/** Whether enough was shown to add a factor; `enrol` where only one of its methods may be added. */
export function enrolmentProof(question: Question): Verdict {
  const { policy, facts } = question;
  const { manage } = policy;
  const asked = 'enrolment';
  if (facts.factors.length === 0) {
    const bootstrap = [{ path: 'manage.bootstrap', requirement: bootstrapOf(manage) }];
    const shown = judgeShown(question, bootstrap, asked);
    if (shown.outcome !== 'allow') return shown;
    return judgeChange(question, { session: signInStrength(question), proof: [], asked });
  }
  // Who was let back in just to enrol cannot show the factor that is lost.
  if (standIns(question).some((rule) => !letsIn(rule))) return { outcome: 'allow' };
  return judgeChange(question, {
    session: signInStrength(question),
    proof: proofFor(manage, 'enrol'),
    asked,
  });
}

/** Its proof was given when it began, and anything that changed since has ended it. */
export function judgeConfirming(question: Question, enrolment: Enrolment): Verdict {
  return refuseEnrolment(question, enrolment) ?? { outcome: 'allow' };
}

export function judgeRemoving(question: Question, factorId: string): Verdict {
  const { policy, facts } = question;
  if (!facts.factors.some(({ id }) => id === factorId)) return deny('not-enrolled');
  const left = facts.factors.filter(({ id }) => id !== factorId);
  return mayBeLeft(question, left) ? prove(question, proofFor(policy.manage, 'remove')) : deny('must-keep');
}

export function judgeSettingPrimary(question: Question, factorId: string): Verdict {
  const { policy, usable, now } = question;
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
  const { proof = { of: allowedMethods(policy, now), live: true } } = rule;
  const demands = rule.proof === undefined ? signInStrength(question) : sessionDemand(question);
  return judgeShown(question, [...demands, { path, requirement: proof }], 'change');
}

/** Any other change, such as a label. */
export function judgeManaging(question: Question): Verdict {
  return prove(question, []);
}

/** Allows a change once the session shows what sign-in asks of this user now, and the proof for this change. */
function prove(question: Question, proof: readonly Demand[]): Verdict {
  return judgeChange(question, { session: signInStrength(question), proof, asked: 'change' });
}

interface Change {
  /** What sign-in asks of this user now. */
  readonly session: readonly Demand[];
  /** What the policy asks for this change. */
  readonly proof: readonly Demand[];
  readonly asked: Asked;
}

function judgeChange(question: Question, { session, proof, asked }: Change): Verdict {
  const unmet = unmetOf(question, [...session, ...proof]);
  if (unmet.length === 0) return { outcome: 'allow' };
  const challenge = challengeFor(question, unmet, asked);
  const unproven = challengeFor(question, unmetOf(question, proof), asked);
  if (unproven.firstFactors.length > 0) return challenge;
  const verdict = askOrEnrol(question, unmet, asked);
  return verdict.outcome === 'deny' && challenge.firstFactors.length > 0 ? challenge : verdict;
}

/** The same, where no new factor can take the place of what is asked for. */
function judgeShown(question: Question, demands: readonly Demand[], asked: Asked): Verdict {
  const unmet = unmetOf(question, demands);
  if (unmet.length === 0) return { outcome: 'allow' };
  const challenge = challengeFor(question, unmet, asked);
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

/**
 * Whether an account with these factors could still be used, keeps what `manage.keep` asks for, and keeps every rule
 * that the enrolled factors meet. One that cannot be used met its rule, too: it is replaced, not taken away.
 */
function mayBeLeft(question: Question, left: readonly FactorFact[]): boolean {
  const { policy, facts, now } = question;
  const usable = usableFactors(policy, left, now);
  if (left.length > 0 && usable.length === 0) return false;
  if (policy.manage.keep !== undefined && !isMet(policy.manage.keep, asEvidence(usable, now), now))
    return false;
  const unmetNow = unmetByEnrolment(rulesFor(question, 'enforce'), facts.factors, now);
  const rules = rulesFor({ ...question, facts: { ...facts, factors: left } }, 'enforce');
  return unmetByEnrolment(rules, usable, now).every(({ path }) =>
    unmetNow.some((unmet) => unmet.path === path),
  );
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
