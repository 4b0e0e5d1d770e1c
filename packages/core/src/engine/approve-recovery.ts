import { both, type Change } from '../account/account.ts';
import { approveRecovery as approve, recoveryAt } from '../account/recovering.ts';
import { recoveryRuleFor } from '../policy/stand-in.ts';
import type { EngineContext } from './context.ts';
import type { RecoveryApproved } from './desk-outcomes.ts';
import type { RecoveryDesk } from './desks.ts';
import { badInput } from './input/reader.ts';
import { takeEffect } from './recovery-effects.ts';
import { evaluateRecovery, recoveryViewOf } from './recovery-view.ts';
import { endSessions, sessionsBefore } from './sessions.ts';
import { refused } from './standing.ts';
import { transact } from './transact.ts';

export async function approveRecovery(
  context: EngineContext,
  input: Parameters<RecoveryDesk['approve']>[0],
): Promise<RecoveryApproved> {
  const { userId, user, requestId, checks, note } = input;
  const staff = { kind: 'staff', id: input.staff.id } as const;
  return transact<RecoveryApproved>(context, {
    userId,
    actor: staff,
    note,
    decide: (decision, { account, now }) => {
      const recovery = account && recoveryAt(account, now);
      if (account === undefined || recovery?.id !== requestId || recovery.completedAt !== undefined) {
        return { answer: refused('unknown-recovery') };
      }
      const { requestedBy, via } = recovery;
      const rule = recoveryRuleFor(decision.policy, user, via);
      if (rule === undefined) return { answer: { kind: 'denied', reason: 'not-offered' } };
      const unknown = checks.find((check) => !rule.verify?.checks?.includes(check));
      if (unknown !== undefined) throw badInput('checks', 'names something that the policy does not ask for');
      const own = requestedBy.kind === 'staff' && requestedBy.id === staff.id;
      if (own || staff.id === userId) return { answer: refused('own-request') };
      const approved = approve(account, { recovery, by: staff.id, checks, now });
      const vouched = approved.account.recovery ?? recovery;
      const verdict = evaluateRecovery(decision, { account: approved.account, user, now }, via);
      const done = verdict.outcome === 'allow' && rule.resets === 'on-approval';
      const change: Change = done
        ? both(approved, (next) => takeEffect(decision, { account: next, recovery: vouched, rule, now }))
        : approved;
      const view = recoveryViewOf(decision, { account: change.account, user, now });
      const answer = { kind: 'approved', done, ...(view === undefined ? {} : { request: view }) } as const;
      return {
        change,
        answer,
        after: async (engine) => {
          await endSessions(engine, { userId }, sessionsBefore(engine, change.happened));
          return answer;
        },
      };
    },
  });
}
