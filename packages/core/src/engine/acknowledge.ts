import { type Account, both, epochOf } from '../account/account.ts';
import { acknowledgeBackupCodes as acknowledge } from '../account/backup-codes.ts';
import { spendChallenge } from '../account/challenges.ts';
import { isEnrolled, isPendingAt, type PendingFactor } from '../account/factor.ts';
import type { Happening } from '../account/happening.ts';
import { grantWithId } from '../account/open-recoveries.ts';
import type { BackupCodesAcknowledged } from './account-outcomes.ts';
import { nextFor, type Requester, requesterOf, troubleOf } from './caller.ts';
import { activateFactor } from './confirm-enrolment.ts';
import type { DecisionContext, EngineContext } from './context.ts';
import { expectedOf } from './expected-account.ts';
import type { Caller } from './parties.ts';
import { endSessions, sessionsBefore } from './sessions.ts';
import { refused } from './standing.ts';
import { type Decided, type Reading, transact } from './transact.ts';

export async function acknowledgeBackupCodes(
  context: EngineContext,
  { caller }: { readonly caller: Caller },
): Promise<BackupCodesAcknowledged> {
  const requester = await requesterOf(context, caller);
  if ('kind' in requester) return requester;
  return transact(context, {
    ...expectedOf(requester),
    decide: (decision, reading) => decide(decision, requester, reading),
  });
}

function decide(
  context: DecisionContext,
  requester: Requester,
  { account, now }: Reading,
): Decided<BackupCodesAcknowledged> {
  const trouble = troubleOf(requester, account, now);
  if (trouble) return { answer: trouble };
  const set = account?.waitingBackupCodes ?? account?.backupCodes;
  if (account === undefined || set === undefined) return { answer: refused('no-backup-codes') };
  const waiting = waitingFactor(account, now);
  // Nothing is in force and nothing waits: the set-up that these codes came with was not finished in time.
  if (waiting === undefined && !account.factors.some(isEnrolled)) return { answer: refused('expired') };
  // What the set-up was begun under is over.
  if (waiting?.grant !== undefined && grantWithId(account, waiting.grant, now) === undefined) {
    return { answer: refused('expired') };
  }
  if (waiting === undefined && set.acknowledgedAt !== undefined) {
    return { answer: acknowledged(context, { requester, account, activated: [], happened: [], now }) };
  }
  const noted = acknowledge(account, set, now);
  const change = waiting
    ? both(noted, (next) =>
        activateFactor(context, {
          account: next,
          factor: waiting,
          data: waiting.data,
          user: requester.user,
          now,
        }),
      )
    : noted;
  const spent = requester.challenge ? spendChallenge(change.account, requester.challenge) : change.account;
  const { happened } = change;
  const activated = waiting ? [waiting.id] : [];
  const answer = acknowledged(context, { requester, account: spent, activated, happened, now });
  return {
    change: { account: spent, happened },
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
  readonly happened: readonly Happening[];
  readonly now: number;
}

function acknowledged(
  context: DecisionContext,
  { requester, account, activated, happened, now }: Acknowledged,
): Extract<BackupCodesAcknowledged, { readonly kind: 'acknowledged' }> {
  return {
    kind: 'acknowledged',
    activated,
    next: nextFor(context, account, requester, now),
    sessions: sessionsBefore(context, happened),
  };
}

function waitingFactor(account: Account, now: number): PendingFactor | undefined {
  return account.factors
    .filter((factor) => isPendingAt(factor, now))
    .find(({ awaits, epoch }) => awaits === 'acknowledgement' && epoch === epochOf(account));
}
