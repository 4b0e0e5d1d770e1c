import { deviceLimitsOf } from '../limits.ts';
import type { DenyReason, Facts, Verdict } from '../requirements/decision.ts';
import {
  type Demand,
  type Question,
  rulesFor,
  signInDemands,
  unmetByFactors,
} from '../requirements/demand.ts';
import { deviceRuleFor } from '../requirements/device-rule.ts';
import { sessionDemand } from '../requirements/grants.ts';
import { isMet } from '../requirements/satisfaction.ts';
import { allowedMethods, asEvidence, usableFactors } from '../requirements/usable.ts';
import type { Requirement } from '../schema/requirement.ts';
import { changeDemands, type FactorChange, judgeDemands } from './change.ts';

export function judgeRemoving(question: Question, factorId: string): Verdict {
  const { policy, facts, now } = question;
  if (!facts.factors.some(({ id }) => id === factorId)) return deny('not-enrolled');
  const left = facts.factors.filter(({ id }) => id !== factorId);
  return mayBeLeft(question, left) &&
    isMet(policy.manage.keep ?? { all: [] }, asEvidence(usableFactors(policy, left, now), now), now)
    ? judgeChange(question, 'remove')
    : deny('must-keep');
}

export function judgeSettingPrimary(question: Question, factorId: string): Verdict {
  const { policy, facts, now } = question;
  const usable = usableFactors(policy, facts.factors, now);
  if (!usable.some(({ id }) => id === factorId)) return deny('not-enrolled');
  const { primaryIf } = policy.manage;
  if (primaryIf !== undefined && !isMet(primaryIf, asEvidence(usable, now), now)) return deny('no-choice');
  return judgeChange(question, 'primary');
}

export function judgeRegenerating(question: Question): Verdict {
  const { policy, facts } = question;
  if (policy.backupCodes === undefined) return deny('no-backup-codes');
  if (facts.factors.length === 0) return deny('not-enrolled');
  return judgeChange(question, 'regenerate');
}

export function judgeTrustingDevice(question: Question): Verdict {
  const { policy, facts, now } = question;
  const rule = deviceRuleFor(policy, facts.user);
  if (rule === undefined) return deny('not-offered');
  if ((facts.trustedDevices ?? 0) >= deviceLimitsOf(rule).max) return deny('limit-reached');
  const path = 'trustedDevices.proof';
  const requirement: Requirement = rule.proof ?? { of: allowedMethods(policy, now), live: true };
  const rules = rule.proof === undefined ? rulesFor(question, 'enforce') : [];
  const verdict = prove(question, [{ path, requirement }, ...signInDemands(question, rules)]);
  // No user sets up a factor only to have a browser trusted.
  return verdict.outcome === 'enrol' ? deny('no-usable-factor') : verdict;
}

/** Allows it if the session proves one of the enrolled factors, if there are any, and meets these requirements. */
export function prove(question: Question, proof: readonly Demand[]): Verdict {
  return judgeDemands(question, [...sessionDemand(question), ...proof]);
}

function judgeChange(question: Question, change: FactorChange): Verdict {
  return judgeDemands(question, changeDemands(question, change));
}

/**
 * Whether an account with these factors can still be used and still meets every rule that it meets now, both with the
 * usable and with all enrolled factors. So a factor that cannot be used is not easier to remove.
 */
function mayBeLeft(question: Question, left: Facts['factors']): boolean {
  const { policy, facts, now } = question;
  const usableLeft = usableFactors(policy, left, now);
  if (left.length > 0 && usableLeft.length === 0) return false;
  const rules = rulesFor({ policy, facts: { ...facts, factors: left } }, 'enforce');
  const keeps = (before: Facts['factors'], after: Facts['factors']): boolean => {
    const unmet = new Set(unmetByFactors(question, rules, before).map(({ path }) => path));
    return unmetByFactors(question, rules, after).every(({ path }) => unmet.has(path));
  };
  return keeps(usableFactors(policy, facts.factors, now), usableLeft) && keeps(facts.factors, left);
}

function deny(reason: DenyReason): Verdict {
  return { outcome: 'deny', reason };
}
