import type { RecoveryPath } from '../account/method.ts';
import type { Verdict } from './decision.ts';
import type { Question } from './demand.ts';
import { durationMs } from './duration.ts';
import type { RecoveryRule } from './policy.ts';
import { recoveryRule } from './stand-in.ts';

/** Whether a way back in may take effect now. */
export function judgeRecovery(question: Question, via: RecoveryPath): Verdict {
  const { facts, now } = question;
  const rule = recoveryRule(question, via);
  if (rule === undefined) return { outcome: 'deny', reason: 'not-offered' };
  if (via === 'backup-code') {
    return facts.backupCodesLeft > 0 ? { outcome: 'allow' } : { outcome: 'deny', reason: 'no-backup-codes' };
  }
  const request = facts.recovery?.via === via ? facts.recovery : undefined;
  const unchecked = rule.verify?.checks?.some((check) => !request?.checks.includes(check)) ?? false;
  if (request === undefined || unchecked) return { outcome: 'deny', reason: 'not-verified' };
  // Nobody approves his own request, and nobody counts twice.
  const approvers = new Map(
    request.approvals.filter(({ by }) => by !== request.requestedBy).map(({ by, at }) => [by, at]),
  );
  if (approvers.size < approvalsOf(rule)) return { outcome: 'wait', unmet: [] };
  const approvedAt = [...approvers.values()].sort((a, b) => a - b)[approvalsOf(rule) - 1] ?? now;
  const until = approvedAt + (rule.hold === undefined ? 0 : durationMs(rule.hold));
  return now < until ? { outcome: 'wait', unmet: [], until } : { outcome: 'allow' };
}

export function approvalsOf({ verify }: RecoveryRule): number {
  return verify?.approvals ?? 1;
}
