import { epochOf } from '../account/account.ts';
import { isPendingAt } from '../account/factor.ts';
import { lockOf } from '../account/failures.ts';
import { requesterOf, troubleOf } from './caller.ts';
import type { EngineContext } from './context.ts';
import type { SendOutcome } from './outcomes.ts';
import type { Caller } from './parties.ts';
import { bindingOf } from './place.ts';
import { composeCode } from './sending.ts';
import { refused } from './standing.ts';
import { transact } from './transact.ts';

export async function sendEnrolmentCode(
  context: EngineContext,
  { caller, factorId }: { readonly caller: Caller; readonly factorId: string },
): Promise<SendOutcome> {
  const requester = await requesterOf(context, caller);
  if ('kind' in requester) return requester;
  return transact<SendOutcome>(context, {
    userId: requester.userId,
    source: requester.source,
    decide: async (account, now) => {
      const trouble = troubleOf(requester, account, now);
      if (trouble) return { answer: () => trouble };
      const factor = account?.factors.find(({ id }) => id === factorId);
      if (account === undefined || factor?.status !== 'pending' || factor.awaits !== 'proof') {
        return { answer: () => refused('unknown-factor') };
      }
      if (!isPendingAt(factor, now)) return { answer: () => refused('expired') };
      if (factor.epoch !== epochOf(account)) return { answer: () => refused('superseded') };
      const lock = lockOf(factor.failures, context.limits, now);
      if (lock.kind === 'locked') return { answer: () => ({ kind: 'locked', retryAt: lock.until }) };
      const binding = bindingOf('enrolment', factorId);
      const ready = await composeCode(context, {
        account,
        factor,
        binding,
        purpose: 'enrolment',
        source: requester.source,
        now,
      });
      if (ready === undefined) return { answer: () => refused('unknown-factor') };
      if (ready.kind !== 'ready') return { answer: () => ready };
      return { change: ready.change, answer: ready.deliver };
    },
  });
}
