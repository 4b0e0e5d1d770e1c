import { type Account, chain } from '../../account/account.ts';
import type { Actor } from '../../account/actor.ts';
import { openRecoveries } from '../../account/recovery/open-recoveries.ts';
import { cancelRecovery as cancel } from '../../account/recovery/recovering.ts';
import type { Recovery } from '../../account/recovery/recovery.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import type { Decision } from '../../policy/requirements/decision.ts';
import type { SignedIn } from '../actors.ts';
import { endSessions, sessionsBefore } from '../commit/sessions.ts';
import { type Decided, type Reading, transact } from '../commit/transact.ts';
import { cancels, readCancelToken } from '../contacts/cancel-token.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { factsOf } from '../progress/facts.ts';
import { refused } from '../progress/open-challenge.ts';
import { declined } from '../progress/requester.ts';
import type { RecoveryCancelled } from '../results/desk-outcomes.ts';
import type { RecoveryDesk } from '../results/desks.ts';

type Cancel = Parameters<RecoveryDesk['cancel']>[0];

export async function cancelRecovery(context: EngineContext, input: Cancel): Promise<RecoveryCancelled> {
  const order = orderOf(input);
  if ('kind' in order) return order;
  const { userId, actor, note, source } = order;
  return transact<RecoveryCancelled>(context, {
    userId,
    source,
    actor,
    note,
    decide: (decision, reading) => decide(decision, { order, ...reading }),
  });
}

interface Order {
  readonly userId: string;
  readonly isMeant: (recovery: Recovery) => boolean;
  /** The user's own session, which needs a proved factor. Not present for a link or staff. */
  readonly caller?: SignedIn;
  readonly actor: Actor;
  readonly note?: string;
  readonly source?: SignedIn['source'] | undefined;
}

function orderOf(input: Cancel): Order | Extract<RecoveryCancelled, { readonly kind: 'refused' }> {
  if ('cancelToken' in input) {
    const token = readCancelToken(input.cancelToken);
    if (token === undefined) return refused('invalid-token');
    const { userId } = token;
    return {
      userId,
      isMeant: (recovery) => cancels(token, recovery),
      actor: { kind: 'link' },
      source: input.source,
    };
  }
  const { requestId } = input;
  const isMeant = ({ id }: Recovery): boolean => requestId === undefined || id === requestId;
  if ('caller' in input) {
    const { caller } = input;
    return { userId: caller.userId, isMeant, caller, actor: { kind: 'user' }, source: caller.source };
  }
  return { userId: input.userId, isMeant, actor: { kind: 'staff', id: input.staff.id }, note: input.note };
}

interface Cancelling extends Reading {
  readonly order: Order;
}

function decide(context: DecisionContext, { order, account, now }: Cancelling): Decided<RecoveryCancelled> {
  const { caller, actor } = order;
  const meant = account === undefined ? [] : openRecoveries(account, now).filter(order.isMeant);
  if (account === undefined || meant.length === 0) return { answer: refused('unknown-recovery') };
  if (actor.kind === 'link' && meant.some(({ contested }) => contested)) {
    return { answer: refused('contested') };
  }
  const change = meant.reduce(
    (before, recovery) => chain(before, (next) => cancel(next, { recovery, by: actor.kind, now })),
    // What the recoveries had opened, such as a set-up, is closed with them.
    { account: withNewEpoch(context, account, meant), events: [] } as ReturnType<typeof cancel>,
  );
  if (caller !== undefined) {
    const { user, assurance } = caller;
    // A user who signed in by a recovery cannot decide about it: neither its grant nor a backup code counts.
    const evidence = assurance.evidence.filter(({ method }) => method !== 'backup-code');
    const evaluateWith = (used: Account): Decision =>
      evaluate(
        context.policy,
        factsOf(context, used, { user, evidence, grant: undefined }, now),
        { kind: 'manage' },
        now,
      );
    const decision = evaluateWith(account);
    // A factor that this recovery suspended still counts here, if the session had proved it before.
    if (decision.outcome !== 'allow' && evaluateWith(change.account).outcome !== 'allow')
      return { answer: declined(context, account, decision, now) };
  }
  const answer = { kind: 'cancelled', sessions: sessionsBefore(context, change.events) } as const;
  return {
    change,
    answer,
    after: async (engine) => ({
      ...answer,
      sessions: await endSessions(engine, { userId: order.userId, ...caller }, answer.sessions),
    }),
  };
}

function withNewEpoch({ random }: DecisionContext, account: Account, ended: readonly Recovery[]): Account {
  return ended.some(({ grant }) => grant !== undefined)
    ? { ...account, epoch: toBase64url(random(12)) }
    : account;
}
