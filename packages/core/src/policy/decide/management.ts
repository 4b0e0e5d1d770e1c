import { deviceLimitsOf } from '../limits.ts';
import type { DecisionOutcome, DenyReason, Facts } from '../requirements/decision.ts';
import {
  type DecisionInput,
  type Demand,
  rulesFor,
  signInDemands,
  unmetByFactors,
} from '../requirements/demand.ts';
import { deviceRuleFor } from '../requirements/device-rule.ts';
import { sessionDemand } from '../requirements/grants.ts';
import { isMet } from '../requirements/satisfaction.ts';
import { allowedMethods, asEvidence, usableFactors } from '../requirements/usable.ts';
import type { Requirement } from '../schema/requirement.ts';
import { changeDemands, decideDemands, type FactorChange } from './change.ts';

export function decideRemoving(input: DecisionInput, factorId: string): DecisionOutcome {
  const { policy, facts, now } = input;
  if (!facts.factors.some(({ id }) => id === factorId)) return deny('not-enrolled');
  const left = facts.factors.filter(({ id }) => id !== factorId);
  return mayBeLeft(input, left) &&
    isMet(policy.manage.keep ?? { all: [] }, asEvidence(usableFactors(policy, left, now), now), now)
    ? decideChange(input, 'remove')
    : deny('must-keep');
}

export function decideSettingPrimary(input: DecisionInput, factorId: string): DecisionOutcome {
  const { policy, facts, now } = input;
  const usable = usableFactors(policy, facts.factors, now);
  if (!usable.some(({ id }) => id === factorId)) return deny('not-enrolled');
  const { primaryIf } = policy.manage;
  if (primaryIf !== undefined && !isMet(primaryIf, asEvidence(usable, now), now)) return deny('no-choice');
  return decideChange(input, 'primary');
}

export function decideRegenerating(input: DecisionInput): DecisionOutcome {
  const { policy, facts } = input;
  if (policy.backupCodes === undefined) return deny('no-backup-codes');
  if (facts.factors.length === 0) return deny('not-enrolled');
  return decideChange(input, 'regenerate');
}

export function decideTrustingDevice(input: DecisionInput): DecisionOutcome {
  const { policy, facts, now } = input;
  const rule = deviceRuleFor(policy, facts.user);
  if (rule === undefined) return deny('not-offered');
  if ((facts.trustedDevices ?? 0) >= deviceLimitsOf(rule).max) return deny('limit-reached');
  const path = 'trustedDevices.proof';
  const requirement: Requirement = rule.proof ?? { of: allowedMethods(policy, now), live: true };
  const rules = rule.proof === undefined ? rulesFor(input, 'enforce') : [];
  const decision = prove(input, [{ path, requirement }, ...signInDemands(input, rules)]);
  // No user sets up a factor only to have a browser trusted.
  return decision.outcome === 'enrol' ? deny('no-usable-factor') : decision;
}

/** Allows it if the session proves one of the enrolled factors, if there are any, and meets these requirements. */
export function prove(input: DecisionInput, proof: readonly Demand[]): DecisionOutcome {
  return decideDemands(input, [...sessionDemand(input), ...proof]);
}

function decideChange(input: DecisionInput, change: FactorChange): DecisionOutcome {
  return decideDemands(input, changeDemands(input, change));
}

/**
 * Whether an account with these factors can still be used and still meets every rule that it meets now, both with the
 * usable and with all enrolled factors. So a factor that cannot be used is not easier to remove.
 */
function mayBeLeft(input: DecisionInput, left: Facts['factors']): boolean {
  const { policy, facts, now } = input;
  const usableLeft = usableFactors(policy, left, now);
  if (left.length > 0 && usableLeft.length === 0) return false;
  const rules = rulesFor({ policy, facts: { ...facts, factors: left } }, 'enforce');
  const keeps = (before: Facts['factors'], after: Facts['factors']): boolean => {
    const unmet = new Set(unmetByFactors(input, rules, before).map(({ path }) => path));
    return unmetByFactors(input, rules, after).every(({ path }) => unmet.has(path));
  };
  return keeps(usableFactors(policy, facts.factors, now), usableLeft) && keeps(facts.factors, left);
}

function deny(reason: DenyReason): DecisionOutcome {
  return { outcome: 'deny', reason };
}
