import type { Account, Change } from '../account/account.ts';
import type { Actor } from '../account/actor.ts';
import { cancelRecovery as cancel, recoveryAt } from '../account/recovering.ts';
import { toBase64url } from '../codec/base64url.ts';
import { evaluate } from '../policy/evaluate.ts';
import { declined } from './caller.ts';
import { cancels, readCancelToken } from './cancel-token.ts';
import type { DecisionContext, EngineContext } from './context.ts';
import type { RecoveryCancelled } from './desk-outcomes.ts';
import type { RecoveryDesk } from './desks.ts';
import { factsOf } from './facts.ts';
import type { SignedIn } from './parties.ts';
import { refused } from './standing.ts';
import { read, transact } from './transact.ts';

type Cancel = Parameters<RecoveryDesk['cancel']>[0];

export async function cancelRecovery(context: EngineContext, input: Cancel): Promise<RecoveryCancelled> {
  if ('cancelToken' in input) {
    const token = readCancelToken(input.cancelToken);
    if (token === undefined) return refused('invalid-token');
    const { userId } = token;
    const { account, now } = await read(context, userId);
    const recovery = account && recoveryAt(account, now);
    if (recovery === undefined || !(await cancels(context, token, recovery)))
      return refused('unknown-recovery');
    return callOff(context, {
      userId,
      requestId: recovery.id,
      actor: { kind: 'link' },
      source: input.source,
    });
  }
  const one = input.requestId === undefined ? {} : { requestId: input.requestId };
  if ('caller' in input) {
    const { caller } = input;
    return callOff(context, { userId: caller.userId, ...one, caller, source: caller.source });
  }
  const actor = { kind: 'staff', id: input.staff.id } as const;
  return callOff(context, { userId: input.userId, ...one, actor, note: input.note });
}

interface CallOff {
  readonly userId: string;
  /** The one that is meant; whichever is under way where it is not said. */
  readonly requestId?: string;
  /** The user's own session, which has to show a factor; absent for a link and for staff. */
  readonly caller?: SignedIn;
  readonly actor?: Exclude<Actor, { readonly kind: 'user' }>;
  readonly note?: string;
  readonly source?: SignedIn['source'] | undefined;
}

async function callOff(
  engine: EngineContext,
  { userId, requestId, caller, actor, note, source }: CallOff,
): Promise<RecoveryCancelled> {
  return transact<RecoveryCancelled>(engine, {
    userId,
    source,
    actor,
    note,
    decide: (context, { account, now }) => {
      const recovery = account && recoveryAt(account, now);
      if (account === undefined || recovery === undefined) {
        return { answer: refused('unknown-recovery') };
      }
      if (requestId !== undefined && recovery.id !== requestId) {
        return { answer: refused('unknown-recovery') };
      }
      if (caller !== undefined) {
        const { user, assurance } = caller;
        // Whoever came in by the recovery itself does not decide about it.
        const evidence = assurance.evidence.filter(({ method }) => method !== recovery.via);
        const facts = factsOf(context, account, { user, evidence }, now);
        const decision = evaluate(context.policy, facts, { kind: 'manage' }, now);
        if (decision.outcome !== 'allow') return { answer: declined(context, account, decision, now) };
      }
      const cancelled = cancel(account, recovery);
      const change = recovery.completedAt === undefined ? cancelled : withoutTokens(context, cancelled);
      return { change, answer: { kind: 'cancelled' } };
    },
  });
}

/** What it had opened already, an enrolment say, is closed with it. */
function withoutTokens({ random }: DecisionContext, { account, happened }: Change): Change {
  const next: Account = { ...account, epoch: toBase64url(random(12)) };
  return { account: next, happened };
}
