import type { RecoveryPath } from '../../account/factors/method.ts';
import type { ApprovalFact, DecisionOutcome, RecoveryFact } from '../requirements/decision.ts';
import type { DecisionInput } from '../requirements/demand.ts';
import { recoveryRule } from '../requirements/grants.ts';
import { durationMs } from '../schema/duration.ts';
import type { RecoveryRule } from '../schema/policy.ts';

/** Whether a recovery may be completed now. */
export function decideRecovery(input: DecisionInput, via: RecoveryPath): DecisionOutcome {
  const { facts, now } = input;
  const rule = recoveryRule(input, via);
  if (rule === undefined) return { outcome: 'deny', reason: 'not-offered' };
  if (via === 'backup-code') {
    return facts.backupCodesLeft > 0 ? { outcome: 'allow' } : { outcome: 'deny', reason: 'no-backup-codes' };
  }
  const request = facts.recoveries?.find((recovery) => recovery.via === via);
  if (request === undefined || !isChecked(rule, counted(rule, request))) {
    return { outcome: 'deny', reason: 'not-verified' };
  }
  const since = approvedSince(rule, request);
  if (since === undefined) return { outcome: 'wait', unmet: [] };
  const until = since + holdOf(rule);
  return now < until ? { outcome: 'wait', unmet: [], until } : { outcome: 'allow' };
}

/** The number of approvals: two if links cancelled earlier requests. */
export function approvalsOf({ verify }: RecoveryRule, request?: Pick<RecoveryFact, 'contested'>): number {
  return request?.contested ? 2 : (verify?.approvals ?? 1);
}

export function holdOf({ hold }: RecoveryRule): number {
  return hold === undefined ? 0 : durationMs(hold);
}

/** When the approvals became sufficient: every check made, by enough people. The hold starts then. */
export function approvedSince(rule: RecoveryRule, request: RecoveryFact): number | undefined {
  const approvals = counted(rule, request).toSorted((a, b) => a.at - b.at);
  for (const [index, { at }] of approvals.entries()) {
    const first = approvals.slice(0, index + 1);
    const people = new Set(first.map(({ by }) => by));
    if (people.size >= approvalsOf(rule, request) && isChecked(rule, first)) return at;
  }
  return undefined;
}

/** The approvals that count: not by the requester, and with a check that the policy names. */
function counted({ verify }: RecoveryRule, request: RecoveryFact): readonly ApprovalFact[] {
  const named = verify?.checks;
  return request.approvals.filter(
    ({ by, checks }) =>
      by !== request.requestedBy && checks.some((check) => named === undefined || named.includes(check)),
  );
}

function isChecked({ verify }: RecoveryRule, approvals: readonly ApprovalFact[]): boolean {
  return (verify?.checks ?? []).every((check) => approvals.some(({ checks }) => checks.includes(check)));
}
