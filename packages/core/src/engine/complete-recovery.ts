import type { Change } from '../account/account.ts';
import { spendChallenge } from '../account/challenges.ts';
import type { Evidence } from '../account/evidence.ts';
import type { RecoveryPath } from '../account/method.ts';
import { recoveryAt } from '../account/recovering.ts';
import { recoveryRuleFor } from '../policy/stand-in.ts';
import { advance, deniedBy } from './advance.ts';
import { withEvidence } from './assurance.ts';
import type { DecisionContext, EngineContext } from './context.ts';
import type { RecoveryCompleted } from './desk-outcomes.ts';
import type { RecoveryDesk } from './desks.ts';
import { channelOf } from './input/sign-in.ts';
import { takeEffect } from './recovery-effects.ts';
import { evaluateRecovery } from './recovery-view.ts';
import { endSessions, sessionsBefore } from './sessions.ts';
import { type OpenChallenge, openChallenge, refused, troubleWith } from './standing.ts';
import { type Decided, type Reading, transact } from './transact.ts';

export async function completeRecovery(
  context: EngineContext,
  input: Parameters<RecoveryDesk['complete']>[0],
): Promise<RecoveryCompleted> {
  const challenge = await openChallenge(context, input.token, ['sign-in']);
  if ('kind' in challenge) return challenge;
  const { via } = input;
  const channel = channelOf(input.through);
  return transact(context, {
    userId: challenge.userId,
    source: input.source,
    decide: (decision, reading) => decide(decision, { challenge, via, channel, ...reading }),
  });
}

interface Asked extends Reading {
  readonly challenge: OpenChallenge;
  readonly via: RecoveryPath;
  readonly channel: Pick<Evidence, 'channel'>;
}

function decide(
  context: DecisionContext,
  { challenge, via, channel, account, now }: Asked,
): Decided<RecoveryCompleted> {
  const trouble = troubleWith(challenge, account, now);
  if (trouble) return { answer: trouble };
  const { user, userId } = challenge;
  const recovery = account && recoveryAt(account, now);
  if (account === undefined || recovery?.via !== via) return { answer: refused('unknown-recovery') };
  const rule = recoveryRuleFor(context.policy, user, via);
  if (rule === undefined) return { answer: { kind: 'denied', reason: 'not-offered' } };
  const decision = evaluateRecovery(context, { account, user, now }, via);
  if (decision.outcome === 'wait' || decision.outcome === 'deny') {
    return { answer: deniedBy(decision) };
  }
  const used = recovery.completedAt !== undefined;
  // A session is given once; the way to a new factor stays open until there is one, or the recovery expires.
  if (used && rule.grants === 'session') return { answer: refused('used') };
  const done: Change = used
    ? { account, happened: [] }
    : takeEffect(context, { account, recovery, rule, now });
  const change: Change = { ...done, account: spendChallenge(done.account, challenge) };
  const evidence = withEvidence(challenge.evidence, { method: via, at: now, traits: [], ...channel });
  const answer = {
    kind: 'completed',
    next: advance(context, change.account, { ...challenge, evidence, until: undefined }, now),
    sessions: sessionsBefore(context, change.happened),
  } as const;
  return {
    change,
    answer,
    after: async (engine) => ({
      ...answer,
      sessions: await endSessions(engine, { userId }, answer.sessions),
    }),
  };
}
