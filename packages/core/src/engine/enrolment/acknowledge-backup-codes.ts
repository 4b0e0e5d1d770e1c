import { type Account, chain, epochOf } from '../../account/account.ts';
import { acknowledgeBackupCodes as acknowledge } from '../../account/backup-codes/backup-codes.ts';
import type { DomainEvent } from '../../account/domain-event.ts';
import { isEnrolled, isPendingAt, type PendingFactor } from '../../account/factors/factor.ts';
import { grantWithId } from '../../account/recovery/open-recoveries.ts';
import { spendChallenge } from '../../account/sign-in/challenges.ts';
import type { Caller } from '../actors.ts';
import { expectedOf } from '../commit/expected-account.ts';
import { endSessions, sessionsBefore } from '../commit/sessions.ts';
import { type Decided, type Reading, transact } from '../commit/transact.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { withKnownDevice } from '../progress/known-device.ts';
import { refused } from '../progress/open-challenge.ts';
import { nextFor, type Requester, requesterOf, requesterProblem } from '../progress/requester.ts';
import type { BackupCodesAcknowledged } from '../results/account-outcomes.ts';
import { activateFactor } from './activate-factor.ts';

export async function acknowledgeBackupCodes(
  context: EngineContext,
  { caller, factorId }: { readonly caller: Caller; readonly factorId?: string },
): Promise<BackupCodesAcknowledged> {
  const requester = await requesterOf(context, caller);
  if ('kind' in requester) return requester;
  return transact(context, {
    ...expectedOf(requester),
    decide: (decision, reading) => decide(decision, { requester, factorId, ...reading }),
  });
}

interface Acknowledging extends Reading {
  readonly requester: Requester;
  readonly factorId: string | undefined;
}

function decide(
  context: DecisionContext,
  { requester, factorId, account, now }: Acknowledging,
): Decided<BackupCodesAcknowledged> {
  const problem = requesterProblem(requester, account, now);
  if (problem) return { answer: problem };
  const set = account?.waitingBackupCodes ?? account?.backupCodes;
  if (account === undefined || set === undefined) return { answer: refused('no-backup-codes') };
  const waiting = waitingFactor(account, now);
  // Somebody else may have replaced the set-up of this user by another.
  if (waiting !== undefined && waiting.id !== factorId) return { answer: refused('superseded') };
  // Nothing is active and nothing waits: the set-up of these codes was not completed in time.
  if (waiting === undefined && !account.factors.some(isEnrolled)) return { answer: refused('expired') };
  // The grant that allowed the set-up has ended.
  if (waiting?.grant !== undefined && grantWithId(account, waiting.grant, now) === undefined) {
    return { answer: refused('expired') };
  }
  if (waiting === undefined && set.acknowledgedAt !== undefined) {
    return { answer: acknowledged(context, { requester, account, activated: [], events: [], now }) };
  }
  const noted = acknowledge(account, set, now);
  const change = waiting
    ? chain(noted, (next) =>
        activateFactor(context, {
          account: next,
          factor: waiting,
          data: waiting.data,
          requester,
          now,
        }),
      )
    : noted;
  const spent = requester.challenge ? spendChallenge(change.account, requester.challenge) : change.account;
  const { events } = change;
  const activated = waiting ? [waiting.id] : [];
  const answer = acknowledged(context, { requester, account: spent, activated, events, now });
  return {
    change: { account: spent, events },
    answer,
    after: async (engine) => ({
      ...answer,
      sessions: await endSessions(engine, requester, answer.sessions),
    }),
  };
}

interface Acknowledged {
  readonly requester: Requester;
  readonly account: Account;
  readonly activated: readonly string[];
  readonly events: readonly DomainEvent[];
  readonly now: number;
}

function acknowledged(
  context: DecisionContext,
  { requester, account, activated, events, now }: Acknowledged,
): Extract<BackupCodesAcknowledged, { readonly kind: 'acknowledged' }> {
  const next = nextFor(context, account, requester, now);
  return {
    kind: 'acknowledged',
    activated,
    // An activation ended all earlier tokens of browsers.
    next: activated.length > 0 ? withKnownDevice(context, account, next, now) : next,
    sessions: sessionsBefore(context, events),
  };
}

function waitingFactor(account: Account, now: number): PendingFactor | undefined {
  return account.factors
    .filter((factor) => isPendingAt(factor, now))
    .find(({ awaits, epoch }) => awaits === 'acknowledgement' && epoch === epochOf(account));
}
