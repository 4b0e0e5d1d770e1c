import { deviceLimitsOf } from '../limits.ts';
import type { DecisionOutcome, DenyReason } from '../requirements/decision.ts';
import { type DecisionInput, type Demand, rulesFor, signInDemands } from '../requirements/demand.ts';
import { deviceRuleFor } from '../requirements/device-rule.ts';
import { sessionDemand } from '../requirements/grants.ts';
import { isMet } from '../requirements/satisfaction.ts';
import { allowedMethods, asEvidence, usableFactors } from '../requirements/usable.ts';
import type { Requirement } from '../schema/requirement.ts';
import { decideChange, decideDemands } from './change-proof.ts';

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

function deny(reason: DenyReason): DecisionOutcome {
  return { outcome: 'deny', reason };
}
