import { type Change, chain } from '../../account/account.ts';
import { type EnrolledFactor, isEnrolled } from '../../account/factors/factor.ts';
import { unlockBackupCodes, unlockFactor } from '../../account/factors/unlocking.ts';
import { codeLockOf, unlockCodes } from '../../account/failures/code-failures.ts';
import { lockOf } from '../../account/failures/lock.ts';
import { transact } from '../commit/transact.ts';
import type { EngineContext } from '../context.ts';
import { answersWithCode } from '../progress/answer-lock.ts';
import { refused } from '../progress/open-challenge.ts';
import type { Unlocked } from '../results/desk-outcomes.ts';
import type { SupportDesk } from '../results/desks.ts';

export async function unlock(
  context: EngineContext,
  input: Parameters<SupportDesk['unlock']>[0],
): Promise<Unlocked> {
  const { userId, target, note } = input;
  const actor = { kind: 'staff', id: input.staff.id } as const;
  if (actor.id === userId) return refused('own-request');
  return transact<Unlocked>(context, {
    userId,
    actor,
    note,
    decide: (decision, { account, now }) => {
      const { limits, accountLimits } = decision;
      const factor = account?.factors
        .filter((each): each is EnrolledFactor => isEnrolled(each))
        .find(({ id }) => id === target);
      const set = target === 'backup-codes' ? account?.backupCodes : undefined;
      const held = factor ?? set;
      if (account === undefined || held === undefined) return { answer: refused('unknown-factor') };
      const lock = lockOf(held.failures, limits, now);
      if (lock.kind === 'capped' || factor?.status === 'suspended') {
        return { answer: { kind: 'suspended' } };
      }
      const codesLocked =
        factor !== undefined &&
        answersWithCode(decision, factor.method) &&
        codeLockOf(account, accountLimits, now).kind === 'locked';
      if (lock.kind === 'open' && !codesLocked) return { answer: { kind: 'not-locked' } };
      let change: Change = { account, events: [] };
      if (lock.kind === 'locked') {
        change = factor
          ? unlockFactor(account, factor)
          : unlockBackupCodes(account, set as NonNullable<typeof set>);
      }
      if (codesLocked) change = chain(change, unlockCodes);
      return { change, answer: { kind: 'unlocked' } };
    },
  });
}
