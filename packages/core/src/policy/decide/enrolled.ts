import type { Unmet } from '../requirements/decision.ts';
import { type DecisionInput, isEnrolledDemand } from '../requirements/demand.ts';
import { isMet, openLeaves } from '../requirements/satisfaction.ts';
import { asEvidence } from '../requirements/usable.ts';
import type { Requirement } from '../schema/requirement.ts';
import { helps, shownNow } from './challenge.ts';

/**
 * Whether the enrolled factors, if all could be used, would help with this or meet a part of it. Then a factor that
 * cannot be used blocks it, and no new factor is enrolled in its place: the user must use recovery.
 */
export function isBlocked(input: DecisionInput, unmet: readonly Unmet[]): boolean {
  const { facts, evidence, now } = input;
  if (facts.factors.length === 0) return false;
  if (unmet.some(isEnrolledDemand)) return true;
  const open = unmet.flatMap(({ requirement }) => openLeaves(requirement, evidence, now));
  return (
    facts.factors.some((factor) => helps(input, open, shownNow(factor, now))) ||
    unmet.some(({ requirement }) => isWithinReach(input, requirement))
  );
}

/**
 * Whether the evidence and all enrolled factors, if each could be used, meet this, with a backup code if one is left.
 */
export function isWithinReach({ facts, evidence, now }: DecisionInput, requirement: Requirement): boolean {
  const code = { method: 'backup-code', at: now, traits: [] } as const;
  const shown = [
    ...evidence,
    ...asEvidence(facts.factors, now),
    ...(facts.backupCodesLeft > 0 ? [code] : []),
  ];
  return isMet(requirement, shown, now);
}
